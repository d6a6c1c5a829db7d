// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/process_facts.h"

#include <ringlib/error.h>
#include <ringlib/snapshot.h>

namespace monitor {

/// Is told what a watch sees of its ring, as its model is: enough to judge the ring again later.
class WatchListener {
public:
    WatchListener() = default;
    WatchListener(const WatchListener&) = delete;
    WatchListener& operator=(const WatchListener&) = delete;
    WatchListener(WatchListener&&) = delete;
    WatchListener& operator=(WatchListener&&) = delete;
    virtual ~WatchListener() = default;

    virtual void attached(const ringlib::RingInfo& info) = 0;
    /// Also while there is none: again at every look.
    virtual void lost(const ringlib::Error& why, TimePoint now) = 0;
    virtual void sampled(
        const ringlib::RingSnapshot& snapshot, const ProcessFacts& facts, TimePoint time)
        = 0;
};

}  // namespace monitor
