// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state_shape.h"

#include <QWidget>

class QToolButton;

namespace widgets {

class LinkLabel;

struct MessageText {
    Tone tone = Tone::Info;
    StateShape shape = StateShape::Unknown;
    QString text;
    QString link;  ///< hidden if empty
    int count = 1;  ///< how often it was said: "×3"

    [[nodiscard]] bool operator==(const MessageText&) const = default;
};

/// One line above the plots; never modal.
class InlineMessage : public QWidget {
    Q_OBJECT
public:
    explicit InlineMessage(QWidget* parent = nullptr);

    void setMessage(const MessageText& message);
    [[nodiscard]] const MessageText& message() const { return m_message; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void linkClicked();
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();

    MessageText m_message;
    LinkLabel* m_link;
    QToolButton* m_close;
    int m_textRight = 0;
};

}  // namespace widgets
