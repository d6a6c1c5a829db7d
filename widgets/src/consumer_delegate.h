// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace widgets {

struct ConsumerRow;
struct Theme;

/// Paints a cell of the consumer table: shape and word, swatch and name, bar and number, sparkline,
/// or a number.
class ConsumerDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    /// Width of a column: comfortable, or as little as will do for usual contents.
    enum class Fit { Comfortable, Tight };
    [[nodiscard]] static int widthOf(int column, const QFont& font, Fit fit);
    [[nodiscard]] static int padding(const QFont& font, Fit fit);

    static constexpr double kRowHeight = 28;  ///< at 13 px
};

}  // namespace widgets
