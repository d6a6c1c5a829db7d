// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/selection.h"

#include "widgets/state_shape.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <deque>

namespace gui {

enum class EventKind { Ring, State, Producer, Rig, Fault, Note, Message };

/// Something that happened, in a line.
struct LoggedEvent {
    Moment moment;  ///< of no ring for what the program says about itself
    EventKind kind{};
    widgets::StateShape shape{};
    widgets::Tone tone{};
    QString text;  ///< safe to show
};

/// What happened to the rings and what was said, by the time at which it was, as rows of a table.
class EventLog : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Ring, Kind, Text };
    static constexpr int kColumnCount = Text + 1;
    static constexpr std::size_t kEventsMax = 5000;  ///< those that were told first go

    using QAbstractTableModel::QAbstractTableModel;

    void add(LoggedEvent event);
    [[nodiscard]] const LoggedEvent& loggedEvent(int row) const
    {
        return m_events[static_cast<std::size_t>(row)].event;
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        LoggedEvent event;
        std::uint64_t number = 0;  // in the order in which they were told
    };
    void forgetFirstTold();

    std::deque<Row> m_events;
    std::uint64_t m_told = 0;
};

}  // namespace gui
