// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state_shape.h"

#include <QWidget>

#include <optional>

namespace widgets {

class Chip;
class LinkLabel;

struct DiagnosisText {
    Tone tone = Tone::Quiet;
    StateShape shape = StateShape::Unknown;
    QString lead;  ///< "cp_1 holds the producer of orders"
    QString evidence;
    QString link;  ///< "Rule 4, evidence"; hidden if empty
    std::optional<double> deadline;  ///< share of the time until liveness fires

    [[nodiscard]] bool operator==(const DiagnosisText&) const = default;
};

/// One sentence about a ring, and what vouches for it. Too long a text is cut at its end, whole in
/// the tool tip.
class DiagnosisBar : public QWidget {
    Q_OBJECT
public:
    explicit DiagnosisBar(QWidget* parent = nullptr);

    void setDiagnosis(const DiagnosisText& diagnosis);
    [[nodiscard]] const DiagnosisText& diagnosis() const { return m_diagnosis; }
    /// @param proof for the tool tip of the read-only chip
    void setReadOnly(bool readOnly, const QString& proof);
    /// @param behind how far the view is behind now while it does not follow: "12 s"
    void setFollow(bool follows, const QString& behind = {});

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void linkClicked();
    void proofRequested();
    void followRequested(bool follow);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void layOut();
    [[nodiscard]] QColor background() const;

    DiagnosisText m_diagnosis;
    LinkLabel* m_link;
    Chip* m_readOnly;
    Chip* m_follow;
    bool m_isReadOnly = false;
    int m_textRight = 0;  ///< where the words must end
};

}  // namespace widgets
