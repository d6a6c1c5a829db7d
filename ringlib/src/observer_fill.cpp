// SPDX-License-Identifier: MIT OR Apache-2.0
// What was read of a ring, as the snapshot that is shown: every word may be damage or malice.
#include "observer_state.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace ringlib {
namespace {

using std::chrono::nanoseconds;

constexpr auto kLastFailureAction = RequiredConsumerFailureAction::Evict;

// What a segment says is no duration until it is known to be one.
nanoseconds clamped(std::uint64_t ns)
{
    constexpr auto kMost = static_cast<std::uint64_t>(nanoseconds::max().count());
    return nanoseconds(static_cast<std::int64_t>(std::min(ns, kMost)));
}
nanoseconds duration_of(const layout::Word64& word)
{
    return clamped(value_of(word));
}

bool is_byte_counter(std::uint64_t cell, std::uint32_t consumer_slots)
{
    const std::uint64_t consumers = cell - layout::kProducerCounters;
    return cell == static_cast<std::uint64_t>(layout::ProducerCounter::EventsPublishedBytes)
        || (cell >= layout::kProducerCounters
            && consumers < std::uint64_t{layout::kConsumerCounters} * consumer_slots
            && consumers % layout::kConsumerCounters
                == static_cast<std::uint64_t>(layout::ConsumerCounter::EventsConsumedBytes));
}

void assign_text(std::string& out, std::string_view text)
{
    out.assign(text.data(), text.size());
}

}  // namespace

std::optional<SlotState> shown_state(layout::Slot state) noexcept
{
    switch (state) {
    case layout::Slot::Joining:
        return SlotState::Joining;
    case layout::Slot::Active:
        return SlotState::Active;
    case layout::Slot::Retained:
        return SlotState::Retained;
    case layout::Slot::Evicted:
        return SlotState::Evicted;
    case layout::Slot::Free:
        break;
    }
    return std::nullopt;
}

void RingObserver::State::fill(RingSnapshot& out) const
{
    fill_producer(out);
    fill_consumers(out);
    fill_liveness(out);
    fill_end(out);
}

std::string_view RingObserver::State::id_of_slot(std::uint64_t index) const
{
    std::array<std::uint64_t, layout::kIdBytes / sizeof(std::uint64_t)> words{};
    for (std::size_t i = 0; i < words.size(); ++i) {
        words[i] = value_of(slot(index).identity.id_text[i]);
    }
    std::memcpy(id_text.data(), words.data(), id_text.size());
    return {id_text.data(),
        static_cast<std::size_t>(
            std::find(id_text.begin(), id_text.end(), '\0') - id_text.begin())};
}

void RingObserver::State::fill_producer(RingSnapshot& out) const
{
    const auto& block = this->block();
    out.capacity = ring.header.capacity;
    out.event_size = ring.header.event_size;
    out.used_max = std::min(value_of(block.used_max), ring.header.capacity);
    ProducerSnapshot& shown = out.producer;
    shown.pid = static_cast<pid_t>(value_of(block.owner.pid));
    shown.start_time = value_of(block.owner.start_time);
    shown.presence = producer_seen.presence;
    shown.sequence = static_cast<Sequence>(published) - 1;
    shown.epoch = value_of(block.epoch);
    shown.blocked_since_ns = value_of(block.blocked_since_ns);
    shown.blocked_total_ns = value_of(block.blocked_total_ns);
    const std::uint32_t gating = value_of(block.last_wait_slot);
    if (shown.blocked_since_ns == 0 || gating == 0 || gating > ring.header.consumer_slots) {
        shown.gated_by.reset();
    } else {
        if (!shown.gated_by) {
            shown.gated_by.emplace();
        }
        assign_text(*shown.gated_by, id_of_slot(gating - 1));
    }
}

void RingObserver::State::fill_consumers(RingSnapshot& out) const
{
    std::size_t shown_count = 0;
    for (std::uint32_t i = 0; i < slots_used; ++i) {
        const auto& slot = this->slot(i);
        const std::uint64_t word = value_of(slot.word);
        const auto state = shown_state(layout::slot_state(word));
        if (!state) {
            continue;
        }
        if (shown_count == out.consumers.size()) {
            out.consumers.emplace_back();
        }
        ConsumerSnapshot& shown = out.consumers[shown_count++];
        assign_text(shown.id, id_of_slot(i));
        shown.pid = static_cast<pid_t>(value_of(slot.identity.pid));
        shown.start_time = value_of(slot.identity.start_time);
        shown.slot_state = *state;
        shown.presence = consumers_seen[i].presence;
        shown.required = value_of(slot.required) != 0;
        shown.sequence = static_cast<Sequence>(std::min(value_of(slot.cursor), published)) - 1;
        shown.generation = layout::slot_generation(word);
        shown.joined_at_ns = value_of(slot.identity.since_ns);
        shown.last_wait_ns = value_of(slot.last_wait_ns);
    }
    out.consumers.resize(shown_count);
}

void RingObserver::State::fill_counters(RingSnapshot& out) const
{
    std::size_t shown_count = 0;
    const std::uint64_t cells = layout::counter_cells(ring.header.consumer_slots);
    const auto cell_at = [this](std::uint64_t index) -> const layout::CounterCell& {
        return producer.at<layout::CounterCell>(
            ring.header.producer_size + index * sizeof(layout::CounterCell));
    };
    for (std::uint64_t i = 0; i < cells; ++i) {
        const layout::CounterCell& cell = cell_at(i);
        const std::uint32_t id = value_of(cell.id);
        if (id == 0 || id == ~std::uint32_t{0}) {
            continue;
        }
        if (shown_count == out.counters.size()) {
            out.counters.emplace_back();
        }
        CounterValue& shown = out.counters[shown_count++];
        shown.id = id;
        // Not stored: every event has the same size.
        shown.value = is_byte_counter(i, ring.header.consumer_slots)
            ? value_of(cell_at(i - 1).value) * ring.header.event_size
            : value_of(cell.value);
        std::array<char, sizeof(cell.label_text)> label{};
        for (std::size_t w = 0; w < cell.label_text.size(); ++w) {
            const std::uint64_t text = value_of(cell.label_text[w]);
            std::memcpy(label.data() + w * sizeof(text), &text, sizeof(text));
        }
        const std::uint32_t owner = value_of(cell.owner);
        shown.label.clear();
        if (owner < ring.header.consumer_slots) {
            shown.label.append(id_of_slot(owner)).append(".");
        }
        shown.name_begins = shown.label.size();
        shown.label.append(label.data(),
            static_cast<std::size_t>(std::find(label.begin(), label.end(), '\0') - label.begin()));
    }
    out.counters.resize(shown_count);
}

void RingObserver::State::fill_liveness(RingSnapshot& out) const
{
    const auto& mirror = block().liveness;
    if (value_of(mirror.enabled) == 0) {
        out.liveness.reset();
        return;
    }
    if (!out.liveness) {
        out.liveness.emplace();
    }
    LivenessSnapshot& shown = *out.liveness;
    RequiredConsumerLivenessConfig& config = shown.config;
    config.startup_wait_timeout = duration_of(mirror.startup_wait_timeout_ns);
    config.progress_timeout = duration_of(mirror.progress_timeout_ns);
    config.progress_check_interval = duration_of(mirror.progress_check_interval_ns);
    config.shutdown_grace_period = duration_of(mirror.shutdown_grace_period_ns);
    const std::uint64_t action = value_of(mirror.failure_action);
    config.failure_action = action <= static_cast<std::uint64_t>(kLastFailureAction)
        ? static_cast<RequiredConsumerFailureAction>(action)
        : RequiredConsumerFailureAction::GracefulShutdown;
    std::size_t required = 0;
    for (std::uint32_t i = 0; i < slots_used; ++i) {
        if (value_of(slot(i).required) != 0) {
            if (required == config.required_consumer_ids.size()) {
                config.required_consumer_ids.emplace_back();
            }
            assign_text(config.required_consumer_ids[required++], id_of_slot(i));
        }
    }
    config.required_consumer_ids.resize(required);
    const std::uint64_t fires_at = value_of(mirror.fires_at_ns);
    shown.fires_in.reset();
    if (fires_at != 0) {
        shown.fires_in.emplace(
            fires_at > out.taken_ns ? clamped(fires_at - out.taken_ns) : nanoseconds(0));
    }
    fill_alert(mirror, shown);
}

void RingObserver::State::fill_alert(
    const layout::LivenessMirror& mirror, LivenessSnapshot& shown) const
{
    const std::uint64_t slot = value_of(mirror.alert_slot);
    if (value_of(mirror.alert_count) == 0 || slot >= ring.header.consumer_slots) {
        shown.last_alert.reset();
        return;
    }
    if (!shown.last_alert) {
        shown.last_alert.emplace();
    }
    assign_text(shown.last_alert->consumer_id, id_of_slot(slot));
    shown.last_alert->last_sequence
        = static_cast<Sequence>(std::min(value_of(mirror.alert_last_count), published)) - 1;
    shown.last_alert->stalled_for = duration_of(mirror.alert_stalled_ns);
    shown.last_alert->died = value_of(mirror.alert_died) != 0;
}

void RingObserver::State::fill_end(RingSnapshot& out) const
{
    switch (static_cast<layout::End>(value_of(block().stream_end))) {
    case layout::End::Closed:
        out.stream_end = StreamEnd{StreamEnd::Closed, ""};
        return;
    case layout::End::RequiredConsumerFailed: {
        const std::uint32_t slot = value_of(block().end_slot);
        const bool named = slot < ring.header.consumer_slots;
        out.stream_end = StreamEnd{
            StreamEnd::RequiredConsumerFailed, named ? std::string(id_of_slot(slot)) : ""};
        return;
    }
    case layout::End::Open:
        break;
    }
    if (out.producer.presence == Presence::Dead) {
        out.stream_end = StreamEnd{StreamEnd::ProducerDied, ""};
    } else {
        out.stream_end.reset();
    }
}

}  // namespace ringlib
