// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/tap.h"

#include "failure.h"
#include "observed_ring.h"
#include "ringlib/detail/processor.h"
#include "schema_section.h"

#include <string>

namespace ringlib {

struct RingTap::State {
    OpenRing ring;

    [[nodiscard]] Expected<std::uint64_t> read_count(std::uint64_t offset_in_block) const;
    [[nodiscard]] Expected<std::uint64_t> read_published() const;
    [[nodiscard]] Expected<void> check_untouched(
        std::uint64_t sequence, std::uint64_t published) const;
};

RingTap::RingTap(std::unique_ptr<State> state) noexcept
    : m_state(std::move(state))
{
}
RingTap::RingTap(RingTap&&) noexcept = default;
RingTap& RingTap::operator=(RingTap&&) noexcept = default;
RingTap::~RingTap() = default;

Expected<RingTap> RingTap::attach(std::string_view name_or_path, std::optional<uid_t> allowed_owner)
{
    auto ring = open_for_reading(name_or_path, allowed_owner);
    if (!ring) {
        return Unexpected{std::move(ring.error())};
    }
    return RingTap(std::make_unique<State>(State{std::move(*ring)}));
}

// A read of one aligned word: the kernel copies it whole.
Expected<std::uint64_t> RingTap::State::read_count(std::uint64_t offset_in_block) const
{
    std::uint64_t count = 0;
    if (!read_fully(ring, ring.header.producer_offset + offset_in_block,
            std::as_writable_bytes(std::span(&count, 1)))) {
        return cut_inside(ring, "the producer's section");
    }
    return count;
}

Expected<std::uint64_t> RingTap::State::read_published() const
{
    auto published = read_count(offsetof(layout::ProducerBlock, published));
    if (published && *published > layout::kCountMax) {
        return failure(Errc::Corrupt, ring.path.name,
            "published is " + std::to_string(*published) + ", allowed up to 2^62");
    }
    return published;
}

// Whoever overwrites an event has announced that before. So an event that the limit spares after
// the copy was not touched during the copy.
Expected<void> RingTap::State::check_untouched(
    std::uint64_t sequence, std::uint64_t published) const
{
    const std::uint64_t capacity = ring.header.capacity;
    const auto limit = read_count(offsetof(layout::ProducerBlock, write_limit));
    if (!limit) {
        return Unexpected{limit.error()};
    }
    const auto impossible = [&](std::uint64_t count) {
        return failure(Errc::Corrupt, ring.path.name,
            "published " + std::to_string(count) + " and write limit " + std::to_string(*limit)
                + " cannot both be with a capacity of " + std::to_string(capacity));
    };
    if (*limit < published) {
        return impossible(published);
    }
    if (*limit - published > capacity) {  // the producer may have gone on meanwhile
        const auto now = read_published();
        if (!now) {
            return Unexpected{now.error()};
        }
        if (*now<*limit&& * limit - *now> capacity) {
            return impossible(*now);
        }
    }
    const std::uint64_t oldest = *limit > capacity ? *limit - capacity : 0;
    if (sequence < oldest) {
        return failure(Errc::Overwritten, ring.path.name,
            "asked for sequence " + std::to_string(sequence)
                + ", the oldest that certainly exists is " + std::to_string(oldest));
    }
    return {};
}

Expected<EventBytes> RingTap::read(Sequence sequence)
{
    const OpenRing& ring = m_state->ring;
    if (auto same = check_name(ring); !same) {
        return Unexpected{std::move(same.error())};
    }
    const auto published = m_state->read_published();
    if (!published) {
        return Unexpected{published.error()};
    }
    const auto asked = static_cast<std::uint64_t>(sequence);  // a negative one is beyond every ring
    if (asked >= *published) {
        return failure(Errc::NotPublished, ring.path.name,
            "asked for sequence " + std::to_string(sequence) + ", "
                + (*published == 0 ? "nothing is published yet"
                                   : "the last published is " + std::to_string(*published - 1)));
    }
    detail::acquire_fence();  // pairs with the release of `published`: the event is behind it
    EventBytes event(ring.header.event_size);
    const std::uint64_t index = asked & (ring.header.capacity - 1);
    if (!read_fully(ring, ring.header.events_offset + index * ring.header.event_stride, event)) {
        return cut_inside(ring, "the events");
    }
    // Pairs with the producer's fence between announcing a limit and writing up to it: whoever
    // copied a byte of a later event reads the limit that was announced for it.
    detail::acquire_fence();
    if (auto untouched = m_state->check_untouched(asked, *published); !untouched) {
        return Unexpected{std::move(untouched.error())};
    }
    return event;
}

Expected<Sequence> RingTap::last_published() const
{
    if (auto same = check_name(m_state->ring); !same) {
        return Unexpected{std::move(same.error())};
    }
    const auto published = m_state->read_published();
    if (!published) {
        return Unexpected{published.error()};
    }
    return static_cast<Sequence>(*published) - 1;
}

std::optional<EventSchema> RingTap::schema() const
{
    return read_schema(m_state->ring);
}

}  // namespace ringlib
