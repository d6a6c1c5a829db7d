// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_session.h"

#include "monitor/history.h"

#include "widgets/consumer_row.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gui {

/// The lag of each consumer over the last minute, looked up once a second: it moves by less than a
/// pixel in that time.
class LagSparklines {
public:
    [[nodiscard]] const std::vector<float>& of(const monitor::History& history,
        const std::string& ring, const std::string& consumer, monitor::TimePoint now);

private:
    struct Line {
        std::vector<float> points;
        monitor::TimePoint at;
    };
    std::map<monitor::SeriesKey, Line> m_lines;
};

/// The consumers of the session's last reading, as the table shows them.
[[nodiscard]] std::vector<widgets::ConsumerRow> consumerRows(
    const RingSession& session, const monitor::History& history, LagSparklines& sparklines);

/// What their lags were at the time that is pointed at in the plots, if there is one.
void addLagAt(std::vector<widgets::ConsumerRow>& rows, const RingSession& session,
    const monitor::History& history, std::optional<monitor::TimePoint> time);

}  // namespace gui
