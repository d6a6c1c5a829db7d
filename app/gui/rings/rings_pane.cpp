// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/rings_pane.h"

#include "gui/parts/text_filter.h"
#include "gui/rings/ring_row_delegate.h"

#include "widgets/chip.h"
#include "widgets/type_scale.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <utility>

namespace gui {

RingsPane::RingsPane(QWidget* parent)
    : QWidget(parent)
    , m_name(new QLineEdit(this))
    , m_attach(new QPushButton(tr("Attach"), this))
    , m_tree(new QTreeView(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    const int gap = widgets::scaledPx(font(), 8);
    m_name->setObjectName(QStringLiteral("ringFilter"));
    m_name->setPlaceholderText(tr("Filter, or name to attach"));
    m_name->setTextMargins(gap / 2, 0, gap / 2, 0);
    m_name->setAccessibleName(tr("Filter the rings, or name a ring to attach to"));
    m_name->setClearButtonEnabled(true);
    m_attach->setEnabled(false);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(gap, gap, gap, gap);
    row->addWidget(m_name, 1);
    row->addWidget(m_attach);
    m_tree->setObjectName(QStringLiteral("rings"));
    m_tree->setAccessibleName(tr("Rings"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(0);
    m_tree->setUniformRowHeights(true);
    m_tree->setModel(&m_model);
    m_tree->setItemDelegate(new RingRowDelegate(RingRowDelegate::Form::Narrow, m_tree));
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->expandAll();
    auto* dismiss = new QAction(tr("Dismiss"), m_tree);
    dismiss->setShortcut(Qt::Key_Delete);
    dismiss->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addAction(dismiss);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(makeChips());
    setTabOrder(m_chips.back(), m_tree);
    column->addWidget(m_tree, 1);
    connect(dismiss, &QAction::triggered, this, &RingsPane::dismissCurrent);
    connect(m_tree, &QTreeView::activated, this, &RingsPane::attachRow);
    connect(m_tree, &QTreeView::clicked, this, &RingsPane::showRow);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &RingsPane::showMenu);
    connect(m_name, &QLineEdit::textChanged, this, &RingsPane::filter);
    connect(m_name, &QLineEdit::returnPressed, this, &RingsPane::attachTyped);
    connect(m_attach, &QPushButton::clicked, this, &RingsPane::attachTyped);
}

QSize RingsPane::sizeHint() const
{
    return {widgets::scaledPx(font(), 345), widgets::scaledPx(font(), 316)};
}

void RingsPane::setRows(std::vector<RingRow> rows)
{
    m_rows = std::move(rows);
    filter();
}

void RingsPane::setCurrent(const std::string& ring)
{
    if (m_current != ring) {
        m_current = ring;
        m_tree->setCurrentIndex(m_model.indexOf(ring));
    }
}

void RingsPane::focusName()
{
    m_name->setFocus(Qt::ShortcutFocusReason);
    m_name->selectAll();
}

void RingsPane::attachRow(const QModelIndex& index)
{
    const RingRow* row = m_model.ring(index);
    if (row != nullptr && (row->attachable || row->attached || !row->gone)) {
        Q_EMIT attachRequested(QString::fromStdString(row->ring));
    }
}

/// One click is enough to look at a ring that is attached already, and to fold a title.
void RingsPane::showRow(const QModelIndex& index)
{
    const RingRow* row = m_model.ring(index);
    if (row == nullptr) {
        m_tree->setExpanded(index, !m_tree->isExpanded(index));
    } else if (row->attached) {
        attachRow(index);
    }
}

void RingsPane::showMenu(QPoint at)
{
    const RingRow* row = m_model.ring(m_tree->indexAt(at));
    if (row == nullptr) {
        return;
    }
    const QString name = QString(row->name).replace(QLatin1Char('&'), QStringLiteral("&&"));
    const std::string ring = row->ring;
    QMenu menu(this);
    if (row->gone && !row->attached) {
        menu.addAction(tr("Dismiss %1").arg(name), [&] { Q_EMIT dismissRequested(ring); });
    } else {
        menu.addAction(row->attached ? tr("Look at %1").arg(name) : tr("Attach to %1").arg(name),
            [&] { Q_EMIT attachRequested(QString::fromStdString(ring)); });
    }
    menu.exec(m_tree->viewport()->mapToGlobal(at));
}

void RingsPane::dismissCurrent()
{
    const RingRow* row = m_model.ring(m_tree->currentIndex());
    if (row != nullptr && row->gone && !row->attached) {
        Q_EMIT dismissRequested(std::string(row->ring));
    }
}

QWidget* RingsPane::makeChips()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    const int gap = widgets::scaledPx(font(), 8);
    row->setContentsMargins(gap, 0, gap, gap);
    row->setSpacing(gap / 2);
    const std::array<QString, kConditions> names{
        tr("trouble"), tr("live"), tr("quiet"), tr("unusable")};
    for (std::size_t i = 0; i < kConditions; ++i) {
        auto* chip = new widgets::Chip(widgets::ChipStyle::Pill, names[i], box);
        chip->setCheckable(true);
        chip->setToolTip(tr("Show only rings of this kind"));
        connect(chip, &widgets::Chip::toggled, this, &RingsPane::filter);
        row->addWidget(chip);
        m_chips[i] = chip;
    }
    row->addStretch(1);
    return box;
}

/// No chip is all of them.
bool RingsPane::isAskedFor(const RingRow& row) const
{
    const bool any = std::any_of(m_chips.begin(), m_chips.end(),
        [](const widgets::Chip* chip) { return chip->isChecked(); });
    return !any || m_chips[static_cast<std::size_t>(row.kind())]->isChecked();
}

void RingsPane::attachTyped()
{
    const QString name = m_name->text().trimmed();
    if (!name.isEmpty()) {
        m_name->clear();
        Q_EMIT attachRequested(name);
    }
}

void RingsPane::filter()
{
    const QString wanted = m_name->text().trimmed();
    m_attach->setEnabled(!wanted.isEmpty());
    const TextFilter filter(wanted);
    std::vector<RingRow> matching;
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(matching),
        [&](const RingRow& row) { return filter.matches(row.name) && isAskedFor(row); });
    m_model.setRows(std::move(matching));
    for (const int group : {RingTreeModel::Rigs, RingTreeModel::Gone}) {
        m_tree->setRowHidden(group, {}, m_model.rowCount(m_model.index(group)) == 0);
    }
    if (!m_tree->currentIndex().isValid()) {
        m_tree->setCurrentIndex(m_model.indexOf(m_current));
    }
}

}  // namespace gui
