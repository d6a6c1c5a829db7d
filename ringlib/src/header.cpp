// SPDX-License-Identifier: MIT OR Apache-2.0
#include "header.h"

#include "failure.h"
#include "fnv1a.h"
#include "platform/random_bytes.h"
#include "platform/this_process.h"
#include "ringlib/crc32c.h"
#include "ringlib/event.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>

namespace ringlib {
namespace {

using layout::RingHeader;

constexpr std::uint64_t kOverflow = ~std::uint64_t{0};
constexpr std::uint64_t kProducerSizeMax = 16 * layout::kPage;  // with room for later minors
constexpr std::uint64_t kCountersSizeMax
    = 4 * layout::counter_cells(layout::kConsumersMax) * sizeof(layout::CounterCell);

std::uint64_t plus(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? kOverflow : sum;
}

std::uint64_t times(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? kOverflow : product;
}

bool is_power_of_two(std::uint64_t value)
{
    return value != 0 && (value & (value - 1)) == 0;
}

std::uint32_t checksum_of(const RingHeader& header)
{
    std::array<std::byte, offsetof(RingHeader, crc32c)> bytes{};
    std::memcpy(bytes.data(), &header, bytes.size());
    return crc32c(bytes);
}

template <std::size_t N>
void set_text(std::array<char, N>& field, std::string_view text)
{
    std::copy_n(text.data(), std::min(text.size(), N - 1), field.data());
}

struct Section {
    const char* name;
    std::uint64_t offset;
    std::uint64_t size;
    std::uint64_t size_needed;
};

std::array<Section, 7> sections_of(const RingHeader& h)
{
    const std::uint64_t counters
        = times(layout::counter_cells(h.consumer_slots), sizeof(layout::CounterCell));
    const std::uint64_t histograms
        = h.histograms_size == 0 ? 0 : layout::histograms_size(h.consumer_slots);
    return {Section{"slots", h.slots_offset, times(h.consumer_slots, h.slot_stride),
                times(h.consumer_slots, sizeof(layout::ConsumerSlot))},
        Section{"producer", h.producer_offset, h.producer_size, sizeof(layout::ProducerBlock)},
        Section{"counters", h.counters_offset, h.counters_size, counters},
        Section{"blackbox", h.blackbox_offset, h.blackbox_size, sizeof(layout::Blackbox)},
        Section{"histograms", h.histograms_offset, h.histograms_size, histograms},
        Section{"schema", h.schema_offset, h.schema_size, 0},
        Section{"events", h.events_offset, h.events_size, times(h.capacity, h.event_stride)}};
}

Unexpected wrong(
    std::string_view ring, const char* field, std::uint64_t found, const std::string& allowed)
{
    return failure(Errc::Corrupt, ring,
        std::string(field) + " in the header is " + std::to_string(found) + ", allowed " + allowed);
}

Expected<void> check_values(std::string_view ring, const RingHeader& h)
{
    if (!is_power_of_two(h.capacity) || h.capacity < layout::kCapacityMin
        || h.capacity > layout::kCapacityMax) {
        return wrong(ring, "capacity", h.capacity, "a power of two from 2 to 2^30");
    }
    if (h.event_size == 0 || h.event_size > kMaxEventSize) {
        return wrong(ring, "event size", h.event_size, "1 to 1048576");
    }
    if (!is_power_of_two(h.event_align) || h.event_align > layout::kPage) {
        return wrong(ring, "event alignment", h.event_align, "a power of two up to 4096");
    }
    if (h.event_stride != layout::event_stride(h.event_size, h.event_align)) {
        return wrong(ring, "event stride", h.event_stride,
            std::to_string(layout::event_stride(h.event_size, h.event_align)));
    }
    if (h.consumer_slots == 0 || h.consumer_slots > layout::kConsumersMax) {
        return wrong(ring, "consumer slots", h.consumer_slots, "1 to 256");
    }
    if (h.slot_stride < sizeof(layout::ConsumerSlot) || h.slot_stride % layout::kLine != 0
        || h.slot_stride > layout::kPage) {
        return wrong(ring, "slot stride", h.slot_stride, "a multiple of 128 from 512 to 4096");
    }
    if (h.ready_offset != layout::kReadyOffset) {
        return wrong(ring, "ready offset", h.ready_offset, std::to_string(layout::kReadyOffset));
    }
    const bool zero = std::all_of(
        h.reserved.begin(), h.reserved.end(), [](std::uint8_t byte) { return byte == 0; });
    if (!zero && h.layout_minor <= layout::kMinor) {
        return wrong(ring, "a reserved byte", 1, "0");
    }
    return {};
}

Expected<void> check_sections(std::string_view ring, const RingHeader& h)
{
    std::uint64_t end = layout::kReadyOffset + layout::kLine;
    for (const Section& section : sections_of(h)) {
        const bool absent = section.size == 0 && section.size_needed == 0;
        if (absent) {
            continue;
        }
        if (section.size < section.size_needed || section.size == kOverflow) {
            return wrong(ring, section.name, section.size,
                std::to_string(section.size_needed) + " bytes or more");
        }
        if (section.offset < end || section.offset % layout::kPage != 0) {
            return wrong(
                ring, section.name, section.offset, "a page from " + std::to_string(end) + " on");
        }
        end = plus(section.offset, section.size);
    }
    // An observer reads both at once, and no more than there can be.
    if (h.producer_size > kProducerSizeMax) {
        return wrong(ring, "producer size", h.producer_size,
            "up to " + std::to_string(kProducerSizeMax) + " bytes");
    }
    if (h.counters_offset != h.producer_offset + h.producer_size) {
        return wrong(ring, "counters offset", h.counters_offset, "right behind the producer");
    }
    if (h.counters_size > kCountersSizeMax) {
        return wrong(ring, "counters size", h.counters_size,
            "up to " + std::to_string(kCountersSizeMax) + " bytes");
    }
    if (end == kOverflow || end > h.total_size) {
        return wrong(ring, "total size", h.total_size, std::to_string(end) + " or more");
    }
    return {};
}

Expected<void> check_event_type(std::string_view ring, const EventType& event)
{
    if (event.size == 0 || event.size > kMaxEventSize) {
        return failure(Errc::EventMismatch, ring,
            "event size " + std::to_string(event.size) + ", allowed 1 to 1048576 bytes");
    }
    return {};
}

std::uint64_t to_page(std::uint64_t offset)
{
    return (offset + layout::kPage - 1) / layout::kPage * layout::kPage;
}

void place_sections(RingHeader& h, const RingShape& shape)
{
    h.ready_offset = layout::kReadyOffset;
    h.slots_offset = layout::kPage;
    h.slot_stride = sizeof(layout::ConsumerSlot);
    h.producer_offset = to_page(h.slots_offset + h.consumer_slots * h.slot_stride);
    h.producer_size = sizeof(layout::ProducerBlock);
    h.counters_offset = h.producer_offset + h.producer_size;
    h.counters_size = layout::counter_cells(h.consumer_slots) * sizeof(layout::CounterCell);
    h.blackbox_offset = to_page(h.counters_offset + h.counters_size);
    h.blackbox_size = sizeof(layout::Blackbox);
    h.histograms_offset = to_page(h.blackbox_offset + h.blackbox_size);
    h.histograms_size = shape.histograms_size;
    h.schema_offset = to_page(h.histograms_offset + h.histograms_size);
    h.schema_size = shape.schema_size;
    h.events_offset = to_page(h.schema_offset + h.schema_size);
    h.events_size = h.capacity * h.event_stride;  // at most 2^30 slots of 2^20 bytes: no overflow
    h.total_size = to_page(h.events_offset + h.events_size);
}

void set_event_name(RingHeader& h, std::string_view name)
{
    set_text(h.event_name, name);
    if (!name.empty()) {
        h.event_name_hash = {fnv1a(name), name.size()};
    }
}

}  // namespace

Expected<RingHeader> make_header(std::string_view ring, const RingShape& shape)
{
    if (!is_power_of_two(shape.capacity) || shape.capacity < layout::kCapacityMin
        || shape.capacity > layout::kCapacityMax) {
        return failure(Errc::InvalidCapacity, ring,
            "capacity " + std::to_string(shape.capacity)
                + ", allowed a power of two from 2 to 1073741824");
    }
    if (shape.consumer_slots == 0 || shape.consumer_slots > layout::kConsumersMax) {
        return failure(Errc::InvalidConfig, ring,
            "max consumers " + std::to_string(shape.consumer_slots) + ", allowed 1 to 256");
    }
    if (auto checked = check_event_type(ring, shape.event); !checked) {
        return Unexpected{checked.error()};
    }
    RingHeader h{};
    h.magic = layout::kMagic;
    h.byte_order = layout::kByteOrder;
    h.layout_major = layout::kMajor;
    h.layout_minor = layout::kMinor;
    h.header_size = sizeof(RingHeader);
    h.capacity = shape.capacity;
    h.event_size = shape.event.size;
    h.event_align = static_cast<std::uint32_t>(shape.event.align);
    h.event_stride = layout::event_stride(shape.event.size, shape.event.align);
    h.consumer_slots = shape.consumer_slots;
    h.page_size = layout::kPage;
    h.line_size = layout::kLine;
    place_sections(h, shape);
    if (!fill_with_random(h.instance)) {
        return failure(Errc::Os, ring, "the kernel gave no random bytes");
    }
    const auto boot = boot_id(ring);
    if (!boot) {
        return Unexpected{boot.error()};
    }
    const ProcessIdentity creator = ProcessIdentity::of_this_process();
    h.boot_id = *boot;
    h.creator_pid = creator.pid;
    h.creator_start_time = creator.start_time;
    h.creator_pid_namespace = creator.pid_namespace;
    h.creator_time_namespace = creator.time_namespace;
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);  // display only: when somebody asks how old a ring is
    h.created_at_realtime_ns = now.tv_sec * 1'000'000'000 + now.tv_nsec;
    set_event_name(h, shape.event.name);
    set_text(h.label, shape.label);
    h.crc32c = checksum_of(h);
    return h;
}

Expected<void> check_header(std::string_view ring, const RingHeader& h, std::uint64_t file_size)
{
    if (h.magic != layout::kMagic) {
        return failure(Errc::NotARing, ring, "it does not begin with RINGLIB1");
    }
    if (h.byte_order != layout::kByteOrder) {
        return failure(Errc::VersionMismatch, ring, "written by a machine of another byte order");
    }
    if (h.layout_major != layout::kMajor) {
        return failure(Errc::VersionMismatch, ring,
            "layout " + std::to_string(h.layout_major) + "." + std::to_string(h.layout_minor)
                + ", this program reads " + std::to_string(layout::kMajor) + ".x");
    }
    if (h.header_size != sizeof(RingHeader) || h.crc32c != checksum_of(h)) {
        return failure(Errc::Corrupt, ring, "the header's checksum is wrong: it was written to");
    }
    if (h.features_incompat != 0) {
        return failure(Errc::VersionMismatch, ring,
            "it uses features " + std::to_string(h.features_incompat)
                + " that this program does not know");
    }
    if (h.page_size != layout::kPage || h.line_size != layout::kLine) {
        return failure(Errc::VersionMismatch, ring,
            "pages of " + std::to_string(h.page_size) + " and lines of "
                + std::to_string(h.line_size) + " bytes, this program uses 4096 and 128");
    }
    if (auto checked = check_values(ring, h); !checked) {
        return checked;
    }
    if (auto checked = check_sections(ring, h); !checked) {
        return checked;
    }
    if (h.total_size != file_size) {
        return failure(Errc::Truncated, ring,
            "the file has " + std::to_string(file_size) + " bytes, its header says "
                + std::to_string(h.total_size));
    }
    return {};
}

Expected<void> check_shape(
    std::string_view ring, const RingHeader& header, std::uint64_t capacity, const EventType& event)
{
    if (header.capacity != capacity) {
        return failure(Errc::CapacityMismatch, ring,
            "capacity: ring " + std::to_string(header.capacity) + ", program "
                + std::to_string(capacity));
    }
    if (header.event_size != event.size || header.event_align != event.align) {
        return failure(Errc::EventMismatch, ring,
            "event size and alignment: ring " + std::to_string(header.event_size) + " and "
                + std::to_string(header.event_align) + " bytes, program "
                + std::to_string(event.size) + " and " + std::to_string(event.align));
    }
    RingHeader named{};
    set_event_name(named, event.name);
    const bool both_named
        = !event.name.empty() && header.event_name_hash != decltype(header.event_name_hash){};
    if (both_named && header.event_name_hash != named.event_name_hash) {
        return failure(Errc::EventMismatch, ring,
            "event name: ring '" + text_field(header.event_name) + "', program '"
                + std::string(event.name) + "'");
    }
    return {};
}

std::string text_field(std::span<const char> field)
{
    return {field.begin(), std::find(field.begin(), field.end(), '\0')};
}

std::string hex(std::span<const std::uint8_t> bytes)
{
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += "0123456789abcdef"[byte >> 4U];
        text += "0123456789abcdef"[byte & 0xfU];
    }
    return text;
}

}  // namespace ringlib
