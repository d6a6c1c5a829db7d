// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/sampling.h"

#include "rig/nearest_name.h"

#include <algorithm>
#include <vector>

namespace ringctl {
namespace {

constexpr monitor::Duration kWindowMin
    = std::chrono::milliseconds(500);  // nothing can be said of a state from less

}  // namespace

monitor::RingWatchOptions sampling(monitor::Duration window, std::optional<uid_t> allowed_owner)
{
    monitor::RingWatchOptions watch;
    auto& limits = watch.model.limits;
    limits.tick = kTick;
    limits.window = std::max(window, kWindowMin);
    limits.direction_window = std::min(limits.direction_window, limits.window);
    watch.model.rate_span = std::max(window, kRateMin);
    watch.attach_interval = kTick;
    watch.allowed_owner = allowed_owner;
    return watch;
}

std::string hint_for(const ringlib::Error& error, const std::string& ring)
{
    if (error.code != ringlib::Errc::NotFound) {
        return "";
    }
    std::vector<std::string> names;
    for (const auto& info : ringlib::list_rings()) {
        names.push_back(info.name);
    }
    const std::string meant = rig::nearest_name(ring, names);
    return meant.empty() ? "" : "did you mean '" + meant + "'? ";
}

}  // namespace ringctl
