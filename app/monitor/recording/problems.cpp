// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/problems.h"

#include <algorithm>
#include <map>

namespace monitor::recording {

std::vector<Problem> problems_of(const RingSummary& ring)
{
    std::vector<Problem> problems;
    std::map<std::string, std::string> words;  // what the monitor said last, by consumer
    for (const Mark& mark : ring.marks) {
        const bool by_monitor = mark.source == Mark::Source::Monitor;
        const bool goes_on = by_monitor && words[mark.consumer] == mark.word;
        if (by_monitor) {
            words[mark.consumer] = mark.word;
        }
        if (mark.severity < Severity::Warn || mark.word.empty()) {
            continue;
        }
        auto known = std::find_if(problems.begin(), problems.end(), [&](const Problem& one) {
            return one.consumer == mark.consumer && one.word == mark.word;
        });
        if (known == problems.end()) {
            known = problems.insert(
                known, {mark.consumer, mark.word, mark.severity, 0, mark.time, mark.time});
        }
        known->severity = std::max(known->severity, mark.severity);
        known->count += goes_on && known->count > 0 ? 0U : 1U;
        known->last = mark.time;
    }
    return problems;
}

}  // namespace monitor::recording
