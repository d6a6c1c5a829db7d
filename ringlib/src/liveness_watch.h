// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ringlib {

/// The clock of the liveness checks: which required consumer has held the producer up for too long.
/// A pure state machine; time and observations come from outside.
///
/// A consumer's time runs only while the producer is blocked by it and sees no progress, and by at
/// most two check intervals from one look to the next: whoever was frozen together with the
/// producer is not accused.
class LivenessWatch {
public:
    struct Timing {
        std::chrono::nanoseconds check_interval{};
        std::chrono::nanoseconds progress_timeout{};  ///< from the stall to the alert
        std::chrono::nanoseconds grace{};  ///< from the alert to the failure
    };
    LivenessWatch(Timing timing, std::size_t consumers);

    /// What the producer sees of one required consumer.
    struct Sight {
        std::uint64_t cursor = 0;
        bool blocks = false;  ///< the producer waits for it
    };
    struct Finding {
        enum class Kind { Stalled, Failed } kind;  ///< each once per stall, Stalled first
        std::size_t consumer;
        std::chrono::nanoseconds stalled_for;
    };
    /// One look while the producer is blocked. `sights`: one for each consumer, in their order.
    /// The result stays valid until the next look.
    [[nodiscard]] std::span<const Finding> look(
        std::uint64_t now_ns, std::span<const Sight> sights);

    /// Until the next look is due; 0 when it is due now.
    [[nodiscard]] std::chrono::nanoseconds until_look(std::uint64_t now_ns) const noexcept;

    /// How long one may sleep before a look: almost two check intervals, so that no clock loses
    /// time, and not past the moment when something would be found.
    [[nodiscard]] std::chrono::nanoseconds until_needed_look(std::uint64_t now_ns) const noexcept;

    /// The producer goes on: every clock stands at zero again.
    void rest() noexcept;

    /// From the last look until somebody fails if nothing moves; nothing when nobody blocks, or
    /// whoever does has failed already.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> until_failure() const noexcept;

private:
    struct Clock {
        std::uint64_t cursor = 0;
        std::chrono::nanoseconds stalled{};
        std::optional<std::chrono::nanoseconds> alerted_at;  ///< on its own clock
        bool runs = false;
        bool failed = false;
    };
    void judge(std::size_t consumer);

    Timing m_timing;
    std::vector<Clock> m_clocks;
    std::vector<Finding> m_findings;
    std::optional<std::uint64_t> m_last_look_ns;  ///< none: the producer was not blocked
};

}  // namespace ringlib
