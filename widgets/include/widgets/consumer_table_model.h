// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/consumer_row.h"

#include <QAbstractTableModel>

#include <chrono>
#include <optional>
#include <vector>

namespace widgets {

/// One row per consumer, the culprit on top, then the worst first, or in an order that was asked
/// for.
class ConsumerTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        State,
        Consumer,
        Pid,
        Required,
        LagEvents,
        LagPercent,
        LagTime,
        TrendOfLag,
        Rate,
        GateShare,
        History,
        NoProgress,
        Cursor,
        AtCrosshair
    };
    static constexpr int kColumnCount = AtCrosshair + 1;
    /// The number behind the text.
    static constexpr int kRawRole = Qt::UserRole + 1;

    explicit ConsumerTableModel(QObject* parent = nullptr);

    /// Values change at once; rows change places at most once per second.
    /// @param now on any steady clock
    void setRows(std::vector<ConsumerRow> rows, std::chrono::milliseconds now);
    /// Orders the rows at once; nothing: the culprit on top.
    void sortBy(std::optional<Column> column, Qt::SortOrder order = Qt::DescendingOrder);
    [[nodiscard]] std::optional<Column> sortedBy() const { return m_sortedBy; }
    [[nodiscard]] Qt::SortOrder order() const { return m_order; }
    /// While frozen no row changes its place: somebody points at one.
    void setFrozen(bool frozen) { m_frozen = frozen; }
    [[nodiscard]] const ConsumerRow& row(int index) const;
    /// Index of a consumer's row, −1 if there is none.
    [[nodiscard]] int find(const QString& id) const;
    /// Header and the rows given, tabs between the cells.
    [[nodiscard]] QString textOf(const std::vector<int>& rows) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(
        const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QVariant text(const ConsumerRow& row, int column) const;
    [[nodiscard]] static QVariant raw(const ConsumerRow& row, int column);
    void removeMissing(const std::vector<ConsumerRow>& rows);
    void tellChanged(const std::vector<bool>& changed);
    /// False if they were in order.
    bool sortRows();
    [[nodiscard]] bool comesBefore(const ConsumerRow& a, const ConsumerRow& b) const;

    std::vector<ConsumerRow> m_rows;
    std::optional<std::chrono::milliseconds> m_movedAt;
    std::optional<Column> m_sortedBy;
    Qt::SortOrder m_order = Qt::DescendingOrder;
    bool m_frozen = false;
};

}  // namespace widgets
