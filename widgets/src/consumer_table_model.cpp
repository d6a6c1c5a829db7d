// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/consumer_table_model.h"

#include "widgets/units.h"

#include <QStringList>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace widgets {

namespace {

constexpr std::chrono::milliseconds kMoveEvery(1000);

QString orDash(bool known, const QString& text)
{
    return known ? text : QStringLiteral("–");
}

/// Culprit, then the worst, then the slowest; names keep the rest still.
bool isWorse(const ConsumerRow& a, const ConsumerRow& b)
{
    if (a.culprit != b.culprit)
        return a.culprit;
    if (a.tone != b.tone)
        return a.tone > b.tone;
    if (isLoud(a.tone) && a.lagEvents != b.lagEvents)
        return a.lagEvents > b.lagEvents;
    return a.series < b.series;
}

QString trendText(Trend trend)
{
    switch (trend) {
    case Trend::Down:
        return QStringLiteral("↓");
    case Trend::Steady:
        return QStringLiteral("→");
    case Trend::Up:
        return QStringLiteral("↑");
    case Trend::Unknown:
        break;
    }
    return QStringLiteral("–");
}

/// Words stand at the left, numbers at the right.
bool isWords(int column)
{
    return column == ConsumerTableModel::State || column == ConsumerTableModel::Consumer
        || column == ConsumerTableModel::Required || column == ConsumerTableModel::TrendOfLag
        || column == ConsumerTableModel::History;
}

}  // namespace

ConsumerTableModel::ConsumerTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ConsumerTableModel::setRows(std::vector<ConsumerRow> rows, std::chrono::milliseconds now)
{
    removeMissing(rows);
    std::vector<bool> changed(m_rows.size());
    std::vector<ConsumerRow> added;
    for (ConsumerRow& row : rows) {
        const int at = find(row.id);
        if (at < 0) {
            added.push_back(std::move(row));
        } else if (m_rows[static_cast<std::size_t>(at)] != row) {
            m_rows[static_cast<std::size_t>(at)] = std::move(row);
            changed[static_cast<std::size_t>(at)] = true;
        }
    }
    tellChanged(changed);
    if (!added.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(added.size()) - 1);
        std::move(added.begin(), added.end(), std::back_inserter(m_rows));
        endInsertRows();
    }
    const bool may = !m_movedAt || !added.empty() || now - *m_movedAt >= kMoveEvery;
    if (may && !m_frozen && sortRows())
        m_movedAt = now;
}

void ConsumerTableModel::sortBy(std::optional<Column> column, Qt::SortOrder order)
{
    m_sortedBy = column;
    m_order = order;
    sortRows();
}

bool ConsumerTableModel::comesBefore(const ConsumerRow& a, const ConsumerRow& b) const
{
    if (m_sortedBy) {
        const bool ascends = m_order == Qt::AscendingOrder;
        const QPartialOrdering order = QVariant::compare(
            raw(ascends ? a : b, *m_sortedBy), raw(ascends ? b : a, *m_sortedBy));
        if (order == QPartialOrdering::Less)
            return true;
        if (order == QPartialOrdering::Greater)
            return false;
    }
    return isWorse(a, b);
}

/// Once for each run of rows beside each other: a view looks at every one of these.
void ConsumerTableModel::tellChanged(const std::vector<bool>& changed)
{
    auto first = std::find(changed.begin(), changed.end(), true);
    while (first != changed.end()) {
        const auto end = std::find(first, changed.end(), false);
        Q_EMIT dataChanged(index(static_cast<int>(first - changed.begin()), 0),
            index(static_cast<int>(end - changed.begin()) - 1, kColumnCount - 1));
        first = std::find(end, changed.end(), true);
    }
}

const ConsumerRow& ConsumerTableModel::row(int index) const
{
    return m_rows.at(static_cast<std::size_t>(index));
}

int ConsumerTableModel::find(const QString& id) const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [&](const ConsumerRow& row) { return row.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void ConsumerTableModel::removeMissing(const std::vector<ConsumerRow>& rows)
{
    for (int at = rowCount() - 1; at >= 0; --at) {
        const QString& id = row(at).id;
        const bool there = std::any_of(
            rows.begin(), rows.end(), [&](const ConsumerRow& row) { return row.id == id; });
        if (there)
            continue;
        beginRemoveRows({}, at, at);
        m_rows.erase(m_rows.begin() + at);
        endRemoveRows();
    }
}

bool ConsumerTableModel::sortRows()
{
    const auto before
        = [this](const ConsumerRow& a, const ConsumerRow& b) { return comesBefore(a, b); };
    if (std::is_sorted(m_rows.begin(), m_rows.end(), before))
        return false;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    std::vector<std::size_t> order(m_rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
        [&](std::size_t a, std::size_t b) { return before(m_rows[a], m_rows[b]); });
    std::vector<ConsumerRow> sorted;
    std::vector<int> newPlace(m_rows.size());
    sorted.reserve(m_rows.size());
    for (const std::size_t old : order) {
        newPlace[old] = static_cast<int>(sorted.size());
        sorted.push_back(std::move(m_rows[old]));
    }
    m_rows = std::move(sorted);
    // Selection and current row are persistent indexes: they go with their consumer.
    for (const QModelIndex& old : persistentIndexList())
        changePersistentIndex(
            old, index(newPlace[static_cast<std::size_t>(old.row())], old.column()));
    Q_EMIT layoutChanged({}, VerticalSortHint);
    return true;
}

int ConsumerTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConsumerTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant ConsumerTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const ConsumerRow& consumer = row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(consumer, column);
    case kRawRole:
        return raw(consumer, column);
    case Qt::ToolTipRole:
        return column == State ? consumer.evidence : QString();
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(
            headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
            text(consumer, column).toString());
    case Qt::TextAlignmentRole:
        return static_cast<int>(
            Qt::AlignVCenter | (isWords(column) ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant ConsumerTableModel::text(const ConsumerRow& row, int column) const
{
    switch (column) {
    case State:
        return row.word;
    case Consumer:
        return row.id;
    case Pid:
        return orDash(row.pid > 0, QStringLiteral("%1 %2").arg(row.pid).arg(row.process));
    case Required:
        return row.required ? tr("yes") : tr("no");
    case LagEvents:
        return countText(row.lagEvents);
    case LagPercent:
        return percentText(row.lagPercent);
    case LagTime:
        return orDash(row.lagTime.has_value(), row.lagTime.value_or(MeasuredTime{}).text());
    case TrendOfLag:
        return trendText(row.trend);
    case Rate:
        return rateText(row.perSecond);
    case GateShare:
        return tr("%1 %").arg(percentText(row.gateShare * 100, 0));
    case NoProgress:
        return orDash(row.noProgress.has_value(), row.noProgress.value_or(MeasuredTime{}).text());
    case Cursor:
        return orDash(row.cursor.has_value(), countText(row.cursor.value_or(0)));
    case AtCrosshair:
        return orDash(row.lagAtCrosshair.has_value(), countText(row.lagAtCrosshair.value_or(0)));
    default:
        return {};
    }
}

QVariant ConsumerTableModel::raw(const ConsumerRow& row, int column)
{
    switch (column) {
    case State:
        return static_cast<int>(row.tone);
    case Consumer:
        return row.id;
    case Pid:
        return row.pid;
    case Required:
        return row.required;
    case LagEvents:
        return row.lagEvents;
    case LagPercent:
        return row.lagPercent;
    case LagTime:
        return row.lagTime ? row.lagTime->seconds : -1.0;
    case TrendOfLag:
        return static_cast<int>(row.trend);
    case Rate:
        return row.perSecond;
    case GateShare:
        return row.gateShare;
    case NoProgress:
        return row.noProgress ? row.noProgress->seconds : -1;
    case Cursor:
        return row.cursor ? QVariant(*row.cursor) : QVariant(quint64{0});
    case AtCrosshair:
        return row.lagAtCrosshair.value_or(0);
    default:
        return {};
    }
}

QVariant ConsumerTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(
            Qt::AlignVCenter | (isWords(section) ? Qt::AlignLeft : Qt::AlignRight));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case State:
        return tr("state");
    case Consumer:
        return tr("consumer");
    case Pid:
        return tr("pid, state");
    case Required:
        return tr("required");
    case LagEvents:
        return tr("lag, events");
    case LagPercent:
        return tr("lag, % of ring");
    case LagTime:
        return tr("lag, time");
    case TrendOfLag:
        return tr("Δ");
    case Rate:
        return tr("rate, ev/s");
    case GateShare:
        return tr("gate share, 2 s");
    case History:
        return tr("lag, 60 s");
    case NoProgress:
        return tr("no progress");
    case Cursor:
        return tr("cursor");
    case AtCrosshair:
        return tr("crosshair");
    default:
        return {};
    }
}

QString ConsumerTableModel::textOf(const std::vector<int>& rows) const
{
    const auto line = [&](const auto& cell) {
        QStringList cells;
        for (int column = 0; column < kColumnCount; ++column) {
            if (column != History)
                cells.append(cell(column));
        }
        return cells.join(u'\t');
    };
    QStringList lines{line([&](int column) {
        return headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    })};
    for (const int at : rows)
        lines.append(line([&](int column) { return text(row(at), column).toString(); }));
    return lines.join(u'\n') + u'\n';
}

}  // namespace widgets
