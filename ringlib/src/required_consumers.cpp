// SPDX-License-Identifier: MIT OR Apache-2.0
#include "required_consumers.h"

#include "blackbox.h"
#include "duration_text.h"
#include "expected_consumers.h"
#include "failure.h"
#include "platform/futex.h"
#include "process_identity.h"
#include "ring_path.h"
#include "ringlib/detail/processor.h"

#include <algorithm>
#include <string>

namespace ringlib {
namespace {

using layout::Slot;
using std::chrono::nanoseconds;

constexpr nanoseconds kShortestCheck = std::chrono::milliseconds(1);  // a look is a system call

LivenessWatch::Timing timing_of(const RequiredConsumerLivenessConfig& config)
{
    return {.check_interval = std::max(config.progress_check_interval, kShortestCheck),
        .progress_timeout = config.progress_timeout,
        .grace = config.shutdown_grace_period};
}

Slot state_of(const layout::ConsumerSlot& slot)
{
    return layout::slot_state(slot.word.load(std::memory_order_acquire));
}

}  // namespace

Expected<void> check_liveness(std::string_view ring, const RequiredConsumerLivenessConfig& config)
{
    std::string wrong;
    const auto refuse = [&](bool bad, const std::string& why) {
        if (bad) {
            wrong += (wrong.empty() ? "" : "; ") + why;
        }
    };
    const std::vector<std::string>& ids = config.required_consumer_ids;
    refuse(ids.empty(), "liveness without a required consumer: name at least one");
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!is_consumer_id(ids[i])) {
            return failure(Errc::InvalidId, ring,
                "required consumer '" + ids[i].substr(0, 64)
                    + "' does not match [A-Za-z0-9._-]{1,31}");
        }
        const auto first = std::find(ids.begin(), ids.end(), ids[i]);
        refuse(first - ids.begin() != static_cast<std::ptrdiff_t>(i),
            "required consumer '" + ids[i] + "' is named twice");
    }
    refuse(config.startup_wait_timeout.count() <= 0,
        "startup wait " + duration_text(config.startup_wait_timeout) + ", must be above 0");
    refuse(config.progress_check_interval.count() <= 0,
        "check interval " + duration_text(config.progress_check_interval) + ", must be above 0");
    refuse(config.progress_timeout <= config.progress_check_interval,
        "progress timeout " + duration_text(config.progress_timeout)
            + ", must be above the check interval "
            + duration_text(config.progress_check_interval));
    refuse(config.shutdown_grace_period.count() < 0,
        "grace period " + duration_text(config.shutdown_grace_period) + ", must be 0 or more");
    return wrong.empty() ? Expected<void>{} : failure(Errc::InvalidConfig, ring, wrong);
}

RequiredConsumers::RequiredConsumers(const Segment& segment, Gate& gate,
    RequiredConsumerLivenessConfig config, std::vector<std::uint32_t> slots)
    : m_segment(segment)
    , m_gate(gate)
    , m_config(std::move(config))
    , m_slots(std::move(slots))
    , m_watch(timing_of(m_config), m_slots.size())
{
    mirror_configuration();
}

std::vector<std::string> RequiredConsumers::missing() const
{
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const layout::ConsumerSlot& slot = m_segment.slot(m_slots[i]);
        const Slot state = state_of(slot);
        const bool attached = state == Slot::Active || state == Slot::Retained;
        if (!attached && !was_seen(m_segment.producer(), slot)) {
            ids.push_back(m_config.required_consumer_ids[i]);
        }
    }
    return ids;
}

LivenessFailure RequiredConsumers::startup_timeout() const
{
    std::vector<std::string> ids = missing();
    std::string names;
    for (const std::string& id : ids) {
        names += (names.empty() ? "" : ", ") + id;
    }
    Error error = failure(Errc::StartupTimeout, m_segment.path().name,
        std::to_string(ids.size()) + " of " + std::to_string(m_slots.size())
            + " required consumers missing after " + duration_text(m_config.startup_wait_timeout)
            + ": " + names + "; start them, and the producer again")
                      .value();
    const auto first = std::find(m_config.required_consumer_ids.begin(),
        m_config.required_consumer_ids.end(), ids.empty() ? std::string{} : ids.front());
    const auto index = static_cast<std::size_t>(first - m_config.required_consumer_ids.begin());
    error.missing = std::move(ids);
    return {std::move(error), index < m_slots.size() ? m_slots[index] : m_slots.front()};
}

std::optional<LivenessFailure> RequiredConsumers::who_left() const
{
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const layout::ConsumerSlot& slot = m_segment.slot(m_slots[i]);
        const std::uint64_t word = slot.word.load(std::memory_order_acquire);
        const auto gone = static_cast<layout::Gone>(slot.gone.load(std::memory_order_acquire));
        const bool is_free = layout::slot_state(word) == Slot::Free;
        // `gone` counts while FREE: the same word before and after.
        if (!is_free || !was_seen(m_segment.producer(), slot)
            || slot.word.load(std::memory_order_acquire) != word) {
            continue;
        }
        if (gone == layout::Gone::Died
            && m_config.failure_action == RequiredConsumerFailureAction::GracefulShutdown) {
            return shutdown(
                {.kind = LivenessWatch::Finding::Kind::Failed, .consumer = i, .stalled_for = {}});
        }
        if (gone != layout::Gone::Left) {
            continue;
        }
        const std::uint64_t cursor = slot.cursor.load(std::memory_order_acquire);
        return LivenessFailure{
            failure(Errc::RequiredConsumerLeft, m_segment.path().name,
                "consumer " + m_config.required_consumer_ids[i] + " detached after sequence "
                    + std::to_string(static_cast<std::int64_t>(cursor) - 1)
                    + "; start it again, and the producer")
                .value(),
            m_slots[i]};
    }
    return std::nullopt;
}

std::vector<LivenessWatch::Sight> RequiredConsumers::sights(std::uint64_t needed) const
{
    std::vector<LivenessWatch::Sight> seen;
    seen.reserve(m_slots.size());
    for (const std::uint32_t index : m_slots) {
        const layout::ConsumerSlot& slot = m_segment.slot(index);
        const Slot state = state_of(slot);
        const std::uint64_t cursor = slot.cursor.load(std::memory_order_acquire);
        const bool gates = state != Slot::Free && state != Slot::Evicted;
        seen.push_back({.cursor = cursor, .blocks = gates && cursor < needed});
    }
    return seen;
}

std::optional<LivenessFailure> RequiredConsumers::look(std::uint64_t now_ns, std::uint64_t needed)
{
    if (m_watch.until_look(now_ns).count() > 0) {
        return std::nullopt;
    }
    if (auto left = who_left()) {
        return left;
    }
    std::optional<LivenessFailure> end;
    for (const LivenessWatch::Finding& finding : m_watch.look(now_ns, sights(needed))) {
        if (finding.kind == LivenessWatch::Finding::Kind::Stalled) {
            alert(finding);
        } else if (m_config.failure_action == RequiredConsumerFailureAction::Evict) {
            m_gate.evict(m_slots[finding.consumer]);
            detail::full_fence();  // only then may anything be overwritten
            wake_sleepers(m_segment.producer().data_gate);
        } else if (m_config.failure_action == RequiredConsumerFailureAction::GracefulShutdown) {
            end = shutdown(finding);
            break;
        }
    }
    mirror_countdown(now_ns);
    return end;
}

RequiredConsumerAlert RequiredConsumers::describe(const LivenessWatch::Finding& finding) const
{
    const std::uint32_t index = m_slots[finding.consumer];
    const std::uint64_t cursor = m_segment.slot(index).cursor.load(std::memory_order_acquire);
    return {.consumer_id = m_config.required_consumer_ids[finding.consumer],
        .last_sequence = static_cast<Sequence>(cursor) - 1,
        .stalled_for = finding.stalled_for,
        .died = !m_gate.is_alive(index)};
}

void RequiredConsumers::alert(const LivenessWatch::Finding& finding)
{
    const RequiredConsumerAlert alert = describe(finding);
    const std::uint32_t index = m_slots[finding.consumer];
    const auto count = static_cast<std::uint64_t>(alert.last_sequence + 1);
    layout::LivenessMirror& mirror = m_segment.producer().liveness;
    mirror.alert_slot.store(index, std::memory_order_relaxed);
    mirror.alert_last_count.store(count, std::memory_order_relaxed);
    mirror.alert_stalled_ns.store(
        static_cast<std::uint64_t>(alert.stalled_for.count()), std::memory_order_relaxed);
    mirror.alert_died.store(alert.died ? 1 : 0, std::memory_order_relaxed);
    mirror.alert_count.fetch_add(1, std::memory_order_release);
    record(m_segment.blackbox(), layout::Happening::Stalled, index, count);
    if (m_config.alert_hook) {
        m_alerting = true;
        try {
            m_config.alert_hook(alert);
        } catch (...) {  // NOLINT(bugprone-empty-catch): a hook observes, and decides nothing
        }
        m_alerting = false;
    }
}

LivenessFailure RequiredConsumers::shutdown(const LivenessWatch::Finding& finding) const
{
    const RequiredConsumerAlert alert = describe(finding);
    Error error = failure(Errc::GracefulShutdownTriggered, m_segment.path().name,
        "consumer " + alert.consumer_id + (alert.died ? " died" : " stalled") + " at sequence "
            + std::to_string(alert.last_sequence) + " and held the ring for "
            + duration_text(alert.stalled_for) + ", allowed "
            + duration_text(m_config.progress_timeout) + " and a grace period of "
            + duration_text(m_config.shutdown_grace_period))
                      .value();
    error.alert = alert;
    return {std::move(error), m_slots[finding.consumer]};
}

void RequiredConsumers::rest() noexcept
{
    m_watch.rest();
    m_segment.producer().liveness.fires_at_ns.store(0, std::memory_order_relaxed);
}

void RequiredConsumers::mirror_configuration() noexcept
{
    layout::LivenessMirror& mirror = m_segment.producer().liveness;
    const auto store = [](layout::Word64& word, nanoseconds time) {
        word.store(static_cast<std::uint64_t>(time.count()), std::memory_order_relaxed);
    };
    store(mirror.startup_wait_timeout_ns, m_config.startup_wait_timeout);
    store(mirror.progress_timeout_ns, m_config.progress_timeout);
    store(mirror.progress_check_interval_ns, m_config.progress_check_interval);
    store(mirror.shutdown_grace_period_ns, m_config.shutdown_grace_period);
    mirror.failure_action.store(
        static_cast<std::uint64_t>(m_config.failure_action), std::memory_order_relaxed);
    mirror.alert_count.store(0, std::memory_order_relaxed);
    mirror.fires_at_ns.store(0, std::memory_order_relaxed);
    mirror.enabled.store(1, std::memory_order_release);
}

void RequiredConsumers::mirror_countdown(std::uint64_t now_ns) noexcept
{
    const bool acts = m_config.failure_action != RequiredConsumerFailureAction::AlertOnly;
    const auto left = m_watch.until_failure();
    const std::uint64_t fires_at
        = acts && left ? now_ns + static_cast<std::uint64_t>(left->count()) : 0;
    m_segment.producer().liveness.fires_at_ns.store(fires_at, std::memory_order_relaxed);
}

}  // namespace ringlib
