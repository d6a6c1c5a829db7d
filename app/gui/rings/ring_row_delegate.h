// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace gui {

/// Paints a ring of a list or a tree: shape, name, and what there is to say about it.
class RingRowDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// Wide: name, dimensions, condition, as on the start page. Narrow: name, fill bar, condition.
    enum class Form { Wide, Narrow };

    RingRowDelegate(Form form, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    static void paintTitle(
        QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index);

    Form m_form;
};

}  // namespace gui
