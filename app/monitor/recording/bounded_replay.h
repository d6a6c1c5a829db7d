// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/replay.h"
#include "monitor/recording/true_times.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace monitor::recording {

/// What is left out of a recording that is not what a monitor writes.
struct LeftOut {
    std::uint64_t rings = 0;  ///< beyond kRingsMax
    std::uint64_t samples = 0;  ///< at times that cannot be, or of more consumers than fit
};

/// A replay of a file that may hold anything: so many rings at most, so much memory to judge them,
/// and times that can be true.
class BoundedReplay : public Replay {
public:
    static constexpr std::size_t kRingsMax = 256;
    static constexpr std::size_t kMemoryMax = std::size_t{256} << 20U;

    /// What is known of each ring beside its model.
    struct Bound {
        std::optional<TimePoint> time;  ///< of what was taken last
        std::size_t consumers = 0;  ///< that memory was counted for
        std::size_t processes = 0;  ///< since it was attached to
    };

    void configured(const Configuration& configuration) override;
    void ring(const std::string& name) override;
    void attached(std::size_t ring, const ringlib::RingInfo& info) override;
    void lost(std::size_t ring, const Loss& loss) override;
    void process(std::size_t ring, const SeenProcess& process) override;
    void sample(std::size_t ring, const ringlib::RingSnapshot& snapshot) override;
    void verdict(std::size_t /*ring*/, const Verdict& /*verdict*/) override { }
    void ring_verdict(std::size_t /*ring*/, const RingVerdict& /*verdict*/) override { }
    void happening(std::size_t /*ring*/, const ringlib::HappeningRecord& /*record*/) override { }
    void missed(std::size_t /*ring*/, const MissedTicks& /*ticks*/) override { }
    void latency(std::size_t /*ring*/, const SeenLatency& /*latency*/) override { }
    void note(std::size_t /*ring*/, const Note& /*note*/) override { }

    [[nodiscard]] const LeftOut& left_out() const noexcept { return m_left_out; }

protected:
    [[nodiscard]] const std::vector<Bound>& bounds() const noexcept { return m_bounds; }
    void go_on_with(std::vector<Ring> rings, std::vector<Bound> bounds);
    /// A time of that ring that can be, whatever came before.
    [[nodiscard]] bool is_true(std::size_t ring, TimePoint time) const;
    /// Whether a sample of that time will be taken.
    [[nodiscard]] bool can_be(std::size_t ring, std::uint64_t time_ns) const;
    /// Bytes that the models take, at the most.
    [[nodiscard]] std::size_t memory() const noexcept { return m_memory; }

private:
    [[nodiscard]] bool takes(std::size_t ring, std::uint64_t time_ns);
    [[nodiscard]] bool has_room_for(Bound& bound, std::size_t consumers);

    std::optional<TrueTimes> m_true_times;
    std::vector<Bound> m_bounds;  // of each ring
    std::size_t m_consumer_bytes = 0;  // of the judgement of one
    std::size_t m_memory = 0;
    LeftOut m_left_out;
};

}  // namespace monitor::recording
