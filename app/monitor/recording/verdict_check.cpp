// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/verdict_check.h"

#include <algorithm>

namespace monitor::recording {
namespace {

// States are judged that often; what differs by no more is the same verdict.
constexpr Duration kSameMoment = std::chrono::milliseconds(150);

}  // namespace

void VerdictCheck::judged(const RingReading& reading)
{
    m_begin = m_begin.value_or(reading.sampled_at);
    for (const ConsumerReading& consumer : reading.consumers) {
        const auto last = std::find_if(m_given.rbegin(), m_given.rend(),
            [&](const Verdict& verdict) { return verdict.consumer == consumer.id; });
        if (last == m_given.rend() || last->state != consumer.state
            || last->severity != consumer.severity) {
            m_given.push_back({reading.sampled_at, consumer.id, consumer.state, consumer.severity,
                consumer.evidence_since, consumer.because});
        }
    }
}

void VerdictCheck::said(const Verdict& verdict, Duration longest_look_back)
{
    if (verdict.state == ConsumerState::Unknown) {  // the window fills
        if (m_begin && verdict.evidence_since >= *m_begin) {
            m_followed.insert(verdict.consumer);
        }
        return;
    }
    const bool holds_what_led_to_it = verdict.state == ConsumerState::Absent
        || m_followed.contains(verdict.consumer)
        || (m_begin && verdict.time - *m_begin >= longest_look_back);
    if (holds_what_led_to_it) {
        m_said.push_back(verdict);
    }
}

VerdictCheck::Result VerdictCheck::result() const
{
    const auto changed = std::count_if(m_said.begin(), m_said.end(),
        [this](const Verdict& verdict) { return !is_given(verdict); });
    return {m_said.size(), static_cast<std::uint64_t>(changed)};
}

bool VerdictCheck::is_given(const Verdict& said) const
{
    const auto from = std::lower_bound(m_given.begin(), m_given.end(), said.time - kSameMoment,
        [](const Verdict& given, TimePoint time) { return given.time < time; });
    const auto to = std::upper_bound(from, m_given.end(), said.time + kSameMoment,
        [](TimePoint time, const Verdict& given) { return time < given.time; });
    return std::any_of(from, to, [&](const Verdict& given) {
        return given.consumer == said.consumer && given.state == said.state;
    });
}

}  // namespace monitor::recording
