// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/run/run_record.h"
#include "monitor/run/scenario_run.h"

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace monitor::run {

/// What a card shows of a run: of one that goes on, of one that is over, of one that was kept.
struct RunSummary {
    struct Line {
        std::string type;
        std::string name;
        rig::scenario::LineStatus status{};
        std::string expected;
        std::string measured;
        std::optional<double> at_s;  ///< since the begin

        [[nodiscard]] bool operator==(const Line&) const = default;
    };

    std::string scenario;
    std::string backend;
    std::uint64_t seed = 0;
    std::optional<rig::Verdict> verdict;  ///< nothing: it goes on
    std::string reason;
    double seconds = 0;
    std::int64_t begun_unix_s = 0;
    std::string reproduce;
    std::vector<Line> lines;

    [[nodiscard]] bool operator==(const RunSummary&) const = default;
};

/// A run as "ringscope.run/1".
[[nodiscard]] nlohmann::ordered_json run_json(const RunRecord& record);

/// The text of a run_json(). Whoever wrote it, it is believed only as far as it has that shape.
/// @errors in words.
[[nodiscard]] tl::expected<RunSummary, std::string> read_summary(std::string_view text);

[[nodiscard]] RunSummary summary_of(const RunRecord& record);
/// As far as it has come.
[[nodiscard]] std::vector<RunSummary::Line> lines_of(const RunProgress& progress);

}  // namespace monitor::run
