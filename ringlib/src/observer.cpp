// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/observer.h"

#include "failure.h"
#include "happenings.h"
#include "latency_reader.h"
#include "lock_file.h"
#include "observed_ring.h"
#include "process_identity.h"
#include "ring_info.h"
#include "ringlib/detail/test_point.h"
#include "schema_section.h"
#include "segment.h"

#include <algorithm>
#include <cstring>

namespace ringlib {
namespace {

using layout::Slot;
using std::chrono::nanoseconds;

constexpr auto kLastFailureAction = RequiredConsumerFailureAction::Evict;

std::optional<SlotState> shown_state(Slot state)
{
    switch (state) {
    case Slot::Joining:
        return SlotState::Joining;
    case Slot::Active:
        return SlotState::Active;
    case Slot::Retained:
        return SlotState::Retained;
    case Slot::Evicted:
        return SlotState::Evicted;
    case Slot::Free:
        break;
    }
    return std::nullopt;
}

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

struct RingObserver::State {
    explicit State(OpenRing opened)
        : ring(std::move(opened))
        , locks(LockQuery::open(ring.path))
        , slots(ring.header.consumer_slots * ring.header.slot_stride)
        , producer(ring.header.producer_size + ring.header.counters_size)
        , latencies(ring.header)
        , consumers_seen(ring.header.consumer_slots)
    {
    }

    /// An endpoint as the last look found it.
    struct Seen {
        std::uint64_t attachment = 0;  // a slot's word, the producer's epoch
        std::uint64_t position = 0;  // a count
        Presence presence = Presence::Unknown;
    };
    enum class Ask { Everybody, WhoRests };

    /// Reads `slots_used` slots, and so many bytes from the producer's block on.
    [[nodiscard]] Expected<void> read_sections(RingSnapshot& out, std::size_t producer_bytes);
    [[nodiscard]] bool somebody_came_or_went() const;
    [[nodiscard]] std::uint32_t find_slots_used() const;
    void see(Ask whom);
    void see(Seen& seen, const Seen& now, LockRange range, Ask whom) const;
    void fill(RingSnapshot& out) const;
    void fill_producer(RingSnapshot& out) const;
    void fill_consumers(RingSnapshot& out) const;
    void fill_counters(RingSnapshot& out) const;
    void fill_liveness(RingSnapshot& out) const;
    void fill_alert(const layout::LivenessMirror& mirror, LivenessSnapshot& shown) const;
    void fill_end(RingSnapshot& out) const;
    [[nodiscard]] const layout::ConsumerSlot& slot(std::uint64_t index) const
    {
        return slots.at<layout::ConsumerSlot>(index * ring.header.slot_stride);
    }
    [[nodiscard]] const layout::ProducerBlock& block() const
    {
        return producer.at<layout::ProducerBlock>(0);
    }
    [[nodiscard]] std::string_view id_of_slot(std::uint64_t index) const;

    OpenRing ring;
    RingInfo info;
    LockQuery locks;
    SectionCopy slots;
    SectionCopy producer;  // the counters follow it
    LatencyReader latencies;
    std::uint64_t published = 0;
    std::uint32_t slots_used = 0;  // from there on they are free, and ask for nobody
    std::vector<Seen> consumers_seen;  // by slot
    Seen producer_seen;
    mutable std::array<char, layout::kIdBytes> id_text{};
};

RingObserver::RingObserver(std::unique_ptr<State> state) noexcept
    : m_state(std::move(state))
{
}
RingObserver::RingObserver(RingObserver&&) noexcept = default;
RingObserver& RingObserver::operator=(RingObserver&&) noexcept = default;
RingObserver::~RingObserver() = default;

Expected<RingObserver> RingObserver::attach(
    std::string_view name_or_path, std::optional<uid_t> allowed_owner)
{
    auto ring = open_for_reading(name_or_path, allowed_owner);
    if (!ring) {
        return Unexpected{std::move(ring.error())};
    }
    auto state = std::make_unique<State>(std::move(*ring));
    state->info = describe(state->ring);
    return RingObserver(std::move(state));
}

const RingInfo& RingObserver::info() const noexcept
{
    return m_state->info;
}

int RingObserver::descriptor() const noexcept
{
    return m_state->ring.fd.get();
}

std::optional<EventSchema> RingObserver::schema() const
{
    return read_schema(m_state->ring);
}

Expected<std::vector<HappeningRecord>> RingObserver::happenings() const
{
    return read_happenings(m_state->ring);
}

Expected<void> RingObserver::snapshot(RingSnapshot& out)
{
    State& state = *m_state;
    if (auto same = check_name(state.ring); !same) {
        return same;
    }
    state.slots_used = state.ring.header.consumer_slots;
    if (auto read = state.read_sections(out, state.producer.size()); !read) {
        return read;
    }
    state.slots_used = state.find_slots_used();
    state.see(State::Ask::Everybody);
    state.fill(out);
    state.fill_counters(out);
    return {};
}

Expected<void> RingObserver::refresh(RingSnapshot& out)
{
    State& state = *m_state;
    if (auto read = state.read_sections(out, sizeof(layout::ProducerBlock)); !read) {
        return read;
    }
    if (state.somebody_came_or_went()) {
        return snapshot(out);
    }
    state.see(State::Ask::WhoRests);
    state.fill(out);
    return {};
}

Expected<void> RingObserver::latencies(std::vector<LatencySnapshot>& out)
{
    if (auto same = check_name(m_state->ring); !same) {
        return same;
    }
    return m_state->latencies.read(m_state->ring, out);
}

// Consumers first, the producer last: it may have gone on
// between the two, so a lag is never negative.
Expected<void> RingObserver::State::read_sections(RingSnapshot& out, std::size_t producer_bytes)
{
    out.taken_ns = monotonic_ns();
    const bool slots_read
        = slots.read(ring, ring.header.slots_offset, slots_used * ring.header.slot_stride);
    detail::reach(detail::Step::ObserveBetweenReads);
    const bool read
        = slots_read && producer.read(ring, ring.header.producer_offset, producer_bytes);
    out.width_ns = monotonic_ns() - out.taken_ns;
    if (!read) {
        return cut_inside(ring, "the sections");
    }
    published = value_of(block().published);
    if (published > layout::kCountMax) {
        return failure(Errc::Corrupt, ring.path.name,
            "published is " + std::to_string(published) + ", allowed up to 2^62");
    }
    return {};
}

// Who joins raises slots_used_max first, and the slots were read before it: none is left out. What
// a damaged ring says of it is not believed.
std::uint32_t RingObserver::State::find_slots_used() const
{
    const auto is_used = [this](std::uint32_t index) {
        return shown_state(layout::slot_state(value_of(slot(index).word)))
            || value_of(slot(index).required) != 0;
    };
    std::uint32_t used = ring.header.consumer_slots;
    while (used > value_of(block().slots_used_max) && !is_used(used - 1)) {
        --used;
    }
    return used;
}

bool RingObserver::State::somebody_came_or_went() const
{
    if (producer_seen.attachment != value_of(block().epoch)
        || std::min(value_of(block().slots_used_max), ring.header.consumer_slots) > slots_used) {
        return true;
    }
    for (std::uint32_t i = 0; i < slots_used; ++i) {
        if (consumers_seen[i].attachment != value_of(slot(i).word)) {
            return true;
        }
    }
    return false;
}

void RingObserver::State::see(Ask whom)
{
    see(producer_seen, {value_of(block().epoch), published, {}}, LockRange::producer(), whom);
    for (std::uint32_t i = 0; i < slots_used; ++i) {
        const std::uint64_t word = value_of(slot(i).word);
        if (shown_state(layout::slot_state(word))) {
            see(consumers_seen[i], {word, value_of(slot(i).cursor), {}},
                LockRange::slot(ring.header.instance, i), whom);
        } else {
            consumers_seen[i] = {word, 0, Presence::Unknown};
        }
    }
}

// Who moved since the last look was there to do it.
void RingObserver::State::see(Seen& seen, const Seen& now, LockRange range, Ask whom) const
{
    Presence presence = seen.presence;
    if (whom == Ask::Everybody || now.position == seen.position) {
        presence = !locks          ? Presence::Unknown
            : locks.is_held(range) ? Presence::Alive
                                   : Presence::Dead;
    }
    seen = {now.attachment, now.position, presence};
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
