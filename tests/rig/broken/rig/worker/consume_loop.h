// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#pragma GCC system_header  // for include_next, by which the real one is found behind this

#include "rig/worker/steering.h"
#include "rig/worker/stream_check.h"
#include "rig/worker/synthetic_event.h"
#include "rig/worker/worker_options.h"
#include "rig/worker/worker_output.h"

#include "rig/broken/break.h"

#include <ringlib/detail/processor.h>
#include <ringlib/ringlib.h>

#include <csignal>
#include <optional>
#include <utility>

namespace ringlib {

/// In the place of Consumer in the broken worker: one whose library breaks a promise.
template <Event E>
class BrokenConsumer : public Consumer<E> {
    using Kept = Consumer<E>;

public:
    BrokenConsumer()  // wanted by the conversion of an Expected, and never used
        : Kept(nullptr)
    {
    }
    // NOLINTNEXTLINE(google-explicit-constructor): an Expected of the one becomes one of the other
    BrokenConsumer(Kept&& kept) noexcept
        : Kept(std::move(kept))
    {
    }

    [[nodiscard]] std::optional<Lease<E>> try_consume_next_leased()
    {
        skip();
        auto lease = Kept::try_consume_next_leased();
        if (lease && lease->redelivered() && rigtest::is_broken("keeps-from-the-heir")) {
            lease.reset();
            return Kept::try_consume_next_leased();
        }
        return lease;
    }
    [[nodiscard]] std::optional<BatchLease<E>> try_lease_batch(std::size_t max)
    {
        if (rigtest::is_broken("dies-of-a-cut-file")) {
            std::signal(SIGBUS, SIG_DFL);
        }
        skip();
        return Kept::try_lease_batch(max);
    }
    [[nodiscard]] std::optional<StreamEnd> stream_end() const
    {
        auto end = Kept::stream_end();
        if (end && end->reason == StreamEnd::Replaced && rigtest::is_broken("hides-replacement")) {
            return std::nullopt;
        }
        if (!end && rigtest::is_broken("ends-with-the-name")
            && !RingObserver::attach(rigtest::ring_of_this_worker())) {
            return StreamEnd{.reason = StreamEnd::Replaced, .detail = {}};
        }
        return end;
    }
    void detach()
    {
        if (rigtest::is_broken("keeps-the-dead")) {
            static auto* const kNeverDetached = new BrokenConsumer(std::move(*this));
            static_cast<void>(kNeverDetached);
            return;
        }
        Kept::detach();
    }

private:
    // Who is behind catches up by not looking: nobody has to wait for it.
    void skip()
    {
        constexpr std::uint64_t kFarBehind = 512;
        if (rigtest::is_broken("skips-to-keep-up") && Kept::lag() > kFarBehind) {
            static_cast<void>(Kept::try_lease_batch(kFarBehind));
        }
    }
};

}  // namespace ringlib

#define Consumer BrokenConsumer

#include_next "rig/worker/consume_loop.h"
