// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ring_details.h"

#include <ringlib/error.h>
#include <ringlib/observer.h>
#include <ringlib/snapshot.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>

namespace monitor {

/// What one look at a ring's file found.
struct RingFound {
    /// The ring, when this look was the first at it, or the first since its name went or came back.
    /// A live ring has a reason only when it has no name.
    std::optional<ringlib::RingInfo> attached;
    std::optional<ringlib::Error> error;  ///< why there is no snapshot; the next look attaches anew
    bool abandoned = false;  ///< its name is gone, and so is everybody who could still use it
    ringlib::RingSnapshot snapshot;
};

/// Where a watch reads its ring from: everything that asks the file system, and may wait for it.
///
/// Thread: one at a time.
class RingSource {
public:
    RingSource() = default;
    RingSource(const RingSource&) = delete;
    RingSource& operator=(const RingSource&) = delete;
    RingSource(RingSource&&) = delete;
    RingSource& operator=(RingSource&&) = delete;
    virtual ~RingSource() = default;

    enum class Depth {
        Whole,  ///< also its name, the locks, the counters
        WhatMoves  ///< the rest of `found.snapshot` stays as it is
    };
    /// Attaches if need be, which is a whole look, and takes a snapshot.
    virtual void look(Depth depth, RingFound& found) = 0;
    /// @returns false, `details` as they were, when there is no ring now.
    virtual bool read_details(RingDetails& details) = 0;
};

using OpenRingSource = std::function<std::unique_ptr<RingSource>(
    const std::string& ring, std::optional<uid_t> allowed_owner)>;

/// The ring of that name, read by a RingObserver.
[[nodiscard]] std::unique_ptr<RingSource> open_observer(
    const std::string& ring, std::optional<uid_t> allowed_owner);

}  // namespace monitor
