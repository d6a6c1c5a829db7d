// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/words.h"

#include "rig/worker_end.h"

#include <ringlib/error.h>

#include <vector>

namespace rig::scenario {
namespace {

/// The words of an enumeration that begins at 0, up to its last value.
template <typename Word>
std::vector<std::string> words_up_to(Word last)
{
    std::vector<std::string> words;
    for (int value = 0; value <= static_cast<int>(last); ++value) {
        words.emplace_back(to_string(static_cast<Word>(value)));
    }
    return words;
}

}  // namespace

std::span<const std::string> ring_states()
{
    static const std::vector<std::string> kWords{"WAITING", "LIVE", "IDLE", "ORPHAN", "REPLACED",
        "TRUNCATED", "INCOMPATIBLE", "FORBIDDEN", "CLOSED", "FAILED"};
    return kWords;
}

std::span<const std::string> consumer_states()
{
    static const std::vector<std::string> kWords{"UNKNOWN", "ABSENT", "DEAD", "STOPPED", "REWOUND",
        "STALLED", "GATING", "STARVED", "IDLE", "OK", "FALLING BEHIND", "CATCHING UP", "SLOW LEAK",
        "HIGH", "OK steady"};
    return kWords;
}

std::span<const std::string> worker_ends()
{
    static const std::vector<std::string> kWords = words_up_to(WorkerEnd::Control);
    return kWords;
}

std::span<const std::string> library_reasons()
{
    static const std::vector<std::string> kWords = words_up_to(ringlib::Errc::HandlerFailed);
    return kWords;
}

}  // namespace rig::scenario
