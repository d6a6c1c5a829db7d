// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/observer.h"

#include "failure.h"
#include "happenings.h"
#include "observer_state.h"
#include "platform/this_process.h"
#include "ring_info.h"
#include "ringlib/detail/test_point.h"
#include "schema_section.h"
#include "segment.h"

#include <algorithm>
#include <utility>

namespace ringlib {

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

}  // namespace ringlib
