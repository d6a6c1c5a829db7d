// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "deadline.h"
#include "fork_hook.h"
#include "gate.h"
#include "producer_birth.h"
#include "required_consumers.h"
#include "ringlib/detail/producer_core.h"
#include "waiter.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace ringlib::detail {

/// What a producer knows beside its hot words.
struct ProducerCore::Cold {
    Cold(ProducerSeat taken, const ProducerOptions& options);

    [[nodiscard]] const std::string& name() const noexcept { return seat.segment.path().name; }
    [[nodiscard]] std::vector<std::string> attached_ids() const;
    [[nodiscard]] bool has_deaf_consumer() const noexcept;  ///< one whose wake-up may be missed
    void expect_nobody() noexcept;
    [[nodiscard]] std::string who_gates() const;
    [[nodiscard]] Error stayed_full(std::chrono::nanoseconds timeout) const;
    [[nodiscard]] Error coordination_timeout(const CoordinationMode& mode) const;

    [[nodiscard]] Error forked() const;

    ProducerSeat seat;
    Gate gate;
    std::optional<RequiredConsumers> required;  ///< after `gate`, which it uses
    Waiter waiter;
    std::optional<Deadline> startup;  ///< of the required consumers, once it has begun
    Counter full_events;
    Counter wakes;
    std::uint64_t first = 0;  ///< count at which this producer began
    std::uint64_t announced = 0;  ///< the write limit in the segment
    std::uint64_t buffer_limit = 0;  ///< events before the first consumer; 0: no limit
    Gate::Scan scan;  ///< the last one
    std::uint64_t blocked_since_ns = 0;
    std::uint64_t last_reap_ns = 0;
    std::optional<Error> failure;
    bool buffering = false;
    bool closed = false;
    bool abandoned = false;  ///< never handed out: nothing to close
    bool is_forked = false;  ///< this is a child of the process that built it
    std::optional<ForkHook> in_child;
};

}  // namespace ringlib::detail
