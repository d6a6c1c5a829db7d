// SPDX-License-Identifier: MIT OR Apache-2.0
#include "happenings.h"

#include "observed_ring.h"
#include "ringlib/detail/processor.h"
#include "ringlib/printable.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace ringlib {
namespace {

using layout::Happening;

RingHappening shown_kind(std::uint32_t kind)
{
    switch (static_cast<Happening>(kind)) {
    case Happening::Created:
        return RingHappening::Created;
    case Happening::TakenOver:
        return RingHappening::TakenOver;
    case Happening::Closed:
        return RingHappening::Closed;
    case Happening::Joined:
        return RingHappening::Joined;
    case Happening::Left:
        return RingHappening::Left;
    case Happening::Reaped:
        return RingHappening::Reaped;
    case Happening::Retained:
        return RingHappening::Retained;
    case Happening::Evicted:
        return RingHappening::Evicted;
    case Happening::CorruptCursor:
        return RingHappening::CorruptCursor;
    case Happening::JoinRefused:
        return RingHappening::JoinRefused;
    case Happening::Stalled:
        return RingHappening::Stalled;
    case Happening::Failed:
        return RingHappening::Failed;
    case Happening::None:
        break;
    }
    return RingHappening::Unknown;
}

bool is_about_a_consumer(RingHappening what)
{
    switch (what) {
    case RingHappening::Joined:
    case RingHappening::Left:
    case RingHappening::Reaped:
    case RingHappening::Retained:
    case RingHappening::Evicted:
    case RingHappening::CorruptCursor:
    case RingHappening::Stalled:
    case RingHappening::Failed:
        return true;
    case RingHappening::Created:
    case RingHappening::TakenOver:
    case RingHappening::Closed:
    case RingHappening::JoinRefused:
    case RingHappening::Unknown:
        break;
    }
    return false;
}

bool is_same(const layout::BlackboxRecord& a, const layout::BlackboxRecord& b)
{
    return value_of(a.kind) == value_of(b.kind) && value_of(a.time_ns) == value_of(b.time_ns)
        && value_of(a.value) == value_of(b.value) && value_of(a.slot) == value_of(b.slot);
}

std::string id_of_slot(const layout::ConsumerSlot& slot)
{
    std::array<char, layout::kIdBytes> text{};
    for (std::size_t i = 0; i < slot.identity.id_text.size(); ++i) {
        const std::uint64_t word = value_of(slot.identity.id_text[i]);
        std::memcpy(text.data() + i * sizeof(word), &word, sizeof(word));
    }
    return printable(text_field(text));
}

}  // namespace

Expected<std::vector<HappeningRecord>> read_happenings(const OpenRing& ring)
{
    // Twice: a record that is the same in both was not being written in between.
    SectionCopy first(sizeof(layout::Blackbox));
    SectionCopy second(sizeof(layout::Blackbox));
    SectionCopy slots(ring.header.consumer_slots * ring.header.slot_stride);
    const bool first_read = first.read(ring, ring.header.blackbox_offset);
    detail::acquire_fence();  // pairs with the writer's releases: it stores `kind` first and last
    if (!first_read || !second.read(ring, ring.header.blackbox_offset)
        || !slots.read(ring, ring.header.slots_offset)) {
        return cut_inside(ring, "the sections");
    }
    const auto& box = second.at<layout::Blackbox>(0);
    std::vector<HappeningRecord> records;
    for (std::uint64_t i = 0; i < layout::kBlackboxRecords; ++i) {
        const layout::BlackboxRecord& record = box.records[i];
        if (value_of(record.kind) == static_cast<std::uint32_t>(Happening::None)
            || !is_same(record, first.at<layout::Blackbox>(0).records[i])) {
            continue;
        }
        HappeningRecord& shown = records.emplace_back();
        shown.time_ns = value_of(record.time_ns);
        shown.what = shown_kind(value_of(record.kind));
        shown.value = value_of(record.value);
        const std::uint32_t slot = value_of(record.slot);
        if (is_about_a_consumer(shown.what) && slot < ring.header.consumer_slots) {
            shown.slot = slot;
            shown.consumer_id
                = id_of_slot(slots.at<layout::ConsumerSlot>(slot * ring.header.slot_stride));
        }
    }
    // By the clock, not by the place: who took a place first may have written to it last.
    std::stable_sort(records.begin(), records.end(),
        [](const HappeningRecord& a, const HappeningRecord& b) { return a.time_ns < b.time_ns; });
    return records;
}

std::string_view to_string(RingHappening what) noexcept
{
    constexpr std::array<std::string_view, 13> kNames
        = {"Unknown", "Created", "TakenOver", "Closed", "Joined", "Left", "Reaped", "Retained",
            "Evicted", "CorruptCursor", "JoinRefused", "Stalled", "Failed"};
    static_assert(static_cast<std::size_t>(RingHappening::Failed) + 1 == kNames.size());
    const auto index = static_cast<std::size_t>(what);
    return index < kNames.size() ? kNames[index] : "Unknown";
}

}  // namespace ringlib
