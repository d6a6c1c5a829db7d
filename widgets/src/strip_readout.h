// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace widgets {

struct ReadoutRow {
    std::optional<int> series;  ///< number of its colour, if it has a curve
    QString name;
    QString value;
    bool strong = false;
    bool faint = false;  ///< another one is seen alone

    [[nodiscard]] bool operator==(const ReadoutRow&) const = default;
};

/// Beside one strip.
struct ReadoutGroup {
    int top = 0;
    int bottom = 0;
    std::vector<ReadoutRow> rows;

    [[nodiscard]] bool operator==(const ReadoutGroup&) const = default;
};

struct ReadoutText {
    QString header;  ///< "at now"
    std::vector<ReadoutGroup> groups;
    QString deadline;  ///< beside the lane
    int deadlineMiddle = 0;
    QString timeOfDay;
    int timeOfDayTop = 0;

    [[nodiscard]] bool operator==(const ReadoutText&) const = default;
};

/// Names and values at the right of the strips; takes the place of a legend.
class StripReadout : public QWidget {
    Q_OBJECT
public:
    explicit StripReadout(QWidget* parent = nullptr);

    void setText(const ReadoutText& text);
    [[nodiscard]] const ReadoutText& text() const { return m_text; }
    /// As it is seen, with its upper left corner in the origin.
    void paint(QPainter& painter) const;

    [[nodiscard]] std::optional<int> seriesAt(const QPoint& at) const;
    /// If not all fit, the last line says how many more there are.
    [[nodiscard]] int rowsThatFit(const ReadoutGroup& group) const;

Q_SIGNALS:
    void clicked(int series, bool alone);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void paintGroup(QPainter& painter, const ReadoutGroup& group) const;
    void paintRow(QPainter& painter, const ReadoutRow& row, int top) const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int firstRow(const ReadoutGroup& group) const;

    ReadoutText m_text;
};

}  // namespace widgets
