// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/card.h"

#include "monitor/wording.h"

namespace monitor::run {

using rig::scenario::LineStatus;
using rig::scenario::ResultLine;

std::string verdict_line(const RunRecord& record)
{
    const bool passed = record.result.verdict == rig::Verdict::Pass;
    return std::string(rig::to_string(record.result.verdict)) + ' ' + record.scenario.name + ' '
        + fixed(record.seconds(), 1) + " s ("
        + std::string(to_string(record.scenario.topology.backend)) + ')'
        + (passed ? "" : " --seed " + std::to_string(record.seed));
}

std::string_view mark_of(LineStatus status) noexcept
{
    switch (status) {
    case LineStatus::Passed:
        return "✓";
    case LineStatus::Failed:
        return "✗";
    case LineStatus::NotNeeded:
        return "·";
    case LineStatus::Open:
    case LineStatus::NotJudged:
        break;
    }
    return "?";
}

std::string card_text(const RunRecord& record)
{
    std::string text;
    const auto add = [&](const ResultLine& line) {
        text += "  " + std::string(mark_of(line.status)) + ' ' + line.name;
        if (line.expected != line.name) {
            text += " (" + line.expected + ')';
        }
        text += ": " + line.measured;
        if (line.status == LineStatus::Failed && line.at) {
            text += "  -> " + wall_clock(record.environment, time_of(*line.at));
        }
        text += '\n';
    };
    // What is wrong stands first.
    for (const bool wrong : {true, false}) {
        for (const ResultLine& line : record.result.lines) {
            const bool is_wrong
                = line.status == LineStatus::Failed || line.status == LineStatus::NotJudged;
            if (is_wrong == wrong) {
                add(line);
            }
        }
    }
    text += "  reproduce: " + record.reproduce + '\n';
    if (!record.folder.empty()) {
        text += "  kept in:   " + record.folder.string() + '\n';
    }
    return text;
}

}  // namespace monitor::run
