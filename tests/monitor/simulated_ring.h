// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/evaluator.h"
#include "monitor/ring_sample.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace monitor::test {

inline TimePoint at(double seconds)
{
    return TimePoint(Duration(static_cast<Duration::rep>(seconds * 1e9)));
}

/// A ring as a fluid under simulated time: rates in, positions out, the evaluators on top. Ticks
/// each 10 ms, evaluation each 100 ms, as the sampler does it.
class SimulatedRing {
public:
    using RateAt = std::function<double(double)>;  ///< events/s at a time in seconds

    struct Consumer {
        std::string id;
        RateAt rate;  ///< at most; it cannot consume what is not there
        double consumed = 0;
        Evaluator evaluator;
        std::vector<std::pair<double, ConsumerState>> changes{};  ///< state from that second on
        double err_since = -1;  ///< first second with Severity::Err
        char process_state = 'S';
        ringlib::Presence presence = ringlib::Presence::Alive;
        bool required = false;
    };

    SimulatedRing(double capacity, RateAt in, EvaluatorLimits limits = {})
        : m_capacity(capacity)
        , m_in(std::move(in))
        , m_limits(limits)
    {
    }

    std::size_t add(std::string id, RateAt rate, double behind = 0)
    {
        m_published = std::max(m_published, behind);
        m_consumers.push_back(
            {std::move(id), std::move(rate), m_published - behind, Evaluator(m_limits)});
        return m_consumers.size() - 1;
    }

    Consumer& operator[](std::size_t i) { return m_consumers[i]; }

    /// @param each called at each tick, after the flow and before the evaluators look.
    void run_until(double end, const std::function<void(double)>& each = {})
    {
        for (; m_tick * kTick < end - 1e-9; ++m_tick) {
            const double now = m_tick * kTick;
            flow(now);
            if (each) {
                each(now);
            }
            look(now);
        }
    }

    /// State of consumer `i` at a past second.
    [[nodiscard]] ConsumerState state_at(std::size_t i, double second) const
    {
        auto state = ConsumerState::Unknown;
        for (const auto& [since, changed] : m_consumers[i].changes) {
            if (since <= second) {
                state = changed;
            }
        }
        return state;
    }
    /// First second at which consumer `i` enters `state`, from `after` on; -1 for never.
    [[nodiscard]] double entered(std::size_t i, ConsumerState state, double after = 0) const
    {
        for (const auto& [since, changed] : m_consumers[i].changes) {
            if (since >= after && changed == state) {
                return since;
            }
        }
        return -1;
    }
    /// States consumer `i` was in after `after`, besides UNKNOWN.
    [[nodiscard]] std::vector<ConsumerState> states(std::size_t i, double after = 0) const
    {
        std::vector<ConsumerState> found;
        for (const auto& [since, changed] : m_consumers[i].changes) {
            if (since >= after && changed != ConsumerState::Unknown) {
                found.push_back(changed);
            }
        }
        return found;
    }

private:
    static constexpr double kTick = 0.01;

    void flow(double now)
    {
        double slowest = m_published;
        for (const auto& consumer : m_consumers) {
            slowest = std::min(slowest, consumer.consumed);
        }
        m_published = std::min(m_published + m_in(now) * kTick, slowest + m_capacity);
        for (auto& consumer : m_consumers) {
            consumer.consumed
                = std::min(consumer.consumed + consumer.rate(now) * kTick, m_published);
        }
    }

    void look(double now)
    {
        const auto capacity = static_cast<std::uint64_t>(m_capacity);
        const auto published = static_cast<ringlib::Sequence>(std::floor(m_published + 1e-6)) - 1;
        std::uint64_t used = 0;
        const Consumer* culprit = nullptr;
        for (const auto& consumer : m_consumers) {
            const auto lag = lag_events(published, position(consumer), capacity);
            if (culprit == nullptr || lag > used) {
                used = lag;
                culprit = &consumer;
            }
        }
        for (auto& consumer : m_consumers) {
            ConsumerInput input;
            input.time = at(now);
            input.capacity = capacity;
            input.free = capacity - used;
            input.published = published;
            input.consumed = position(consumer);
            input.lag = lag_events(published, input.consumed, capacity);
            input.slowest = input.lag == used;
            input.presence = consumer.presence;
            input.process_state = consumer.process_state;
            input.required = consumer.required;
            consumer.evaluator.sample(input);
            if (m_tick % 10 == 0) {
                const auto before = consumer.evaluator.verdict().state;
                const auto& verdict = consumer.evaluator.evaluate(
                    at(now), {m_limits.progress_timeout, culprit->id});
                if (verdict.state != before) {
                    consumer.changes.emplace_back(now, verdict.state);
                }
                if (verdict.severity == Severity::Err && consumer.err_since < 0) {
                    consumer.err_since = now;
                }
            }
        }
    }

    [[nodiscard]] static ringlib::Sequence position(const Consumer& consumer)
    {
        return static_cast<ringlib::Sequence>(std::floor(consumer.consumed + 1e-6)) - 1;
    }

    double m_capacity;
    RateAt m_in;
    EvaluatorLimits m_limits;
    double m_published = 0;
    std::vector<Consumer> m_consumers;
    int m_tick = 0;
};

}  // namespace monitor::test
