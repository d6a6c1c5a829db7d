// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/consumer_row.h"

#include <QWidget>

#include <vector>

namespace gui {

/// Who is who in the ring view: colour, name, state and backlog of each consumer.
class RingLegend : public QWidget {
    Q_OBJECT
public:
    explicit RingLegend(QWidget* parent = nullptr);

    void setRows(const std::vector<widgets::ConsumerRow>& consumers, const QString& selected);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void consumerClicked(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    struct Row {
        QString id;
        int series = 0;
        widgets::StateShape shape{};
        widgets::Tone tone{};
        QString word;
        QString behind;

        [[nodiscard]] bool operator==(const Row&) const = default;
    };

    [[nodiscard]] int rowHeight() const;
    void paintRow(QPainter& painter, const QRect& box, const Row& row) const;

    std::vector<Row> m_rows;
    std::size_t m_hidden = 0;  ///< consumers without a row
    QString m_selected;
};

}  // namespace gui
