// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "liveness_watch.h"

#include <functional>
#include <memory>

namespace ringlib::simulation {

/// What the kernel says of the owner of a consumer's slot, right now.
struct OwnerFacts {
    bool holds_lock = false;
    bool is_stopped = false;
};

/// What a simulated producer decides with: the library's clock, or one with a planted defect.
class WatchUnderTest {
public:
    WatchUnderTest(LivenessWatch::Timing timing, std::size_t consumers)
        : m_watch(timing, consumers)
    {
    }
    virtual ~WatchUnderTest() = default;
    WatchUnderTest(const WatchUnderTest&) = delete;
    WatchUnderTest& operator=(const WatchUnderTest&) = delete;
    WatchUnderTest(WatchUnderTest&&) = delete;
    WatchUnderTest& operator=(WatchUnderTest&&) = delete;

    virtual std::span<const LivenessWatch::Finding> look(
        std::uint64_t now_ns, std::span<const LivenessWatch::Sight> sights)
    {
        return m_watch.look(now_ns, sights);
    }
    [[nodiscard]] virtual std::chrono::nanoseconds until_look(std::uint64_t now_ns) const
    {
        return m_watch.until_look(now_ns);
    }
    [[nodiscard]] virtual std::chrono::nanoseconds until_needed_look(std::uint64_t now_ns) const
    {
        return m_watch.until_needed_look(now_ns);
    }
    virtual void rest() { m_watch.rest(); }
    [[nodiscard]] virtual std::optional<std::chrono::nanoseconds> until_failure() const
    {
        return m_watch.until_failure();
    }
    /// As the library decides it: by the lock byte, and by nothing else.
    [[nodiscard]] virtual bool is_dead(const OwnerFacts& owner) const { return !owner.holds_lock; }

private:
    LivenessWatch m_watch;
};

using MakeWatch
    = std::function<std::unique_ptr<WatchUnderTest>(LivenessWatch::Timing, std::size_t consumers)>;

}  // namespace ringlib::simulation
