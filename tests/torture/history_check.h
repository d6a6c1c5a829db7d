// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "history.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace torture {

/// The notes of one ring, to be checked together.
struct Log {
    std::string name;
    std::vector<Entry> entries;
    Sequence intent = ringlib::kNoSequence;  ///< what the last life was about to do
};

[[nodiscard]] Log log_of(const HistoryFile& file);

/// What holds for this ring beyond the rules that always hold.
struct Rules {
    std::int64_t capacity = 0;
    std::int64_t in_hand_max = 1;  ///< events that a reader holds at once: these may come again
    std::string put_out = {};  ///< the reader that is put out on purpose
    std::int64_t stall_ns = 0;  ///< a stall is alerted no earlier than this
    std::int64_t alert_within_ns = INT64_MAX;  ///< and, if it lasts that much longer, by then
};

enum class Rule : std::uint8_t {
    H1Published,  ///< every accepted event was published
    H2NothingLost,  ///< contiguous from the join, and on from there after a resume
    H3NothingTwice,  ///< but what an earlier life had in its hands, marked
    H4InOrder,
    H5Intact,
    H6NothingAfterEviction,  ///< and nobody is put out but on purpose
    H7Succession,  ///< a successor goes on where its predecessor stopped
    H8Complete,  ///< who read to the end of a closed stream has all of it
    H9BackPressure,  ///< nobody is further behind than one capacity
    H10Alerts,  ///< each for a true stall, and each true stall alerted
    NothingFails,
};

[[nodiscard]] std::string_view to_string(Rule rule);

struct Violation {
    Rule rule;
    std::string what;
};

/// All that the notes say against the rules.
[[nodiscard]] std::vector<Violation> check(const std::vector<Log>& logs, const Rules& rules);

}  // namespace torture
