// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/gathering.h"

#include <string>
#include <utility>
#include <vector>

namespace rig {
namespace {

using Clock = Steering::Clock;

constexpr auto kLookInterval = std::chrono::milliseconds(2);

std::vector<std::string> attached_ids(const ringlib::RingSnapshot& snapshot)
{
    std::vector<std::string> ids;
    for (const ringlib::ConsumerSnapshot& consumer : snapshot.consumers) {
        if (consumer.slot_state == ringlib::SlotState::Active
            && consumer.presence != ringlib::Presence::Dead) {
            ids.push_back(consumer.id);
        }
    }
    return ids;
}

ringlib::Error timeout_of(const std::string& ring, const ringlib::CoordinationMode& mode,
    const std::vector<std::string>& there)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(mode.timeout()).count();
    ringlib::Error error{};
    error.code = ringlib::Errc::CoordinationTimeout;
    error.ring = ring;
    error.detail = std::to_string(there.size()) + " of " + std::to_string(mode.count())
        + " consumers after " + std::to_string(ms) + " ms";
    for (std::size_t i = 0; i < there.size(); ++i) {
        error.detail += (i == 0 ? "; there: " : ", ") + there[i];
    }
    error.detail += "; start them, or wait longer";
    return error;
}

}  // namespace

std::optional<ringlib::Error> gather_consumers(
    ringlib::RingObserver& observer, const ringlib::CoordinationMode& mode, Steering& steering)
{
    const auto deadline = Clock::now() + mode.timeout();
    ringlib::RingSnapshot snapshot;
    while (!steering.end()) {
        if (auto taken = observer.snapshot(snapshot); !taken) {
            return std::move(taken.error());
        }
        const std::vector<std::string> there = attached_ids(snapshot);
        if (there.size() >= mode.count()) {
            return std::nullopt;
        }
        const auto now = Clock::now();
        if (now >= deadline) {
            return timeout_of(observer.info().name, mode, there);
        }
        steering.sleep_until(now + kLookInterval);
        steering.look(Clock::now());
    }
    return std::nullopt;
}

}  // namespace rig
