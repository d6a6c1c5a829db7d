// SPDX-License-Identifier: MIT OR Apache-2.0
// Changes a field of the header rather than any byte, and repairs the checksum, often the sizes:
// behind a wrong checksum nothing is ever parsed.
#include "hostile/hostile_ring.h"
#include "hostile/random_words.h"

#include <ringlib/layout.h>

#include <algorithm>
#include <array>
#include <cstring>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);
extern "C" std::size_t LLVMFuzzerCustomMutator(
    std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed);

namespace {

using ringlib::layout::RingHeader;
using ringtest::RandomWords;

constexpr std::size_t kFieldsBegin = 16;
constexpr std::size_t kFieldsEnd = offsetof(RingHeader, instance);

std::uint64_t interesting(std::uint64_t before, RandomWords& random)
{
    constexpr std::uint64_t kPage = ringlib::layout::kPage;
    const std::array<std::uint64_t, 16> values
        = {0, 1, 2, before + 1, before - 1, before * 2, before + kPage, before - kPage, kPage,
            std::uint64_t{1} << random.below(64), (std::uint64_t{1} << random.below(64)) - 1,
            (std::uint64_t{1} << random.below(64)) + 1, ~std::uint64_t{0} - random.below(2 * kPage),
            std::uint64_t{0} - kPage, random.below(1024), random.next()};
    return values.at(random.below(values.size()));
}

void change_field(std::uint8_t* data, RandomWords& random)
{
    const std::size_t width = random.below(3) == 0 ? sizeof(std::uint32_t) : sizeof(std::uint64_t);
    const std::size_t fields = (kFieldsEnd - kFieldsBegin) / width;
    std::uint8_t* const field = data + kFieldsBegin + random.below(fields) * width;
    std::uint64_t value = 0;
    std::memcpy(&value, field, width);
    value = interesting(value, random);
    std::memcpy(field, &value, width);
}

void change_section_word(std::uint8_t* data, std::size_t size, RandomWords& random)
{
    const std::size_t words = (size - sizeof(RingHeader)) / sizeof(std::uint64_t);
    if (words > 0) {
        std::uint8_t* const word = data + sizeof(RingHeader) + random.below(words) * sizeof(words);
        std::uint64_t value = 0;
        std::memcpy(&value, word, sizeof(value));
        value = interesting(value, random);
        std::memcpy(word, &value, sizeof(value));
    }
}

// As make_header would place them, for these counts.
void place_sections(RingHeader& h)
{
    const auto page = [](std::uint64_t offset) {
        return (offset + ringlib::layout::kPage - 1) / ringlib::layout::kPage
            * ringlib::layout::kPage;
    };
    h.producer_offset = page(h.slots_offset + h.consumer_slots * h.slot_stride);
    h.counters_offset = h.producer_offset + h.producer_size;
    h.counters_size
        = ringlib::layout::counter_cells(h.consumer_slots) * sizeof(ringlib::layout::CounterCell);
    h.blackbox_offset = page(h.counters_offset + h.counters_size);
    h.histograms_offset = page(h.blackbox_offset + h.blackbox_size);
    h.schema_offset = page(h.histograms_offset + h.histograms_size);
    h.events_offset = page(h.schema_offset + h.schema_size);
    h.event_align = std::min<std::uint32_t>(h.event_align, ringlib::layout::kPage);
    h.event_stride = ringlib::layout::event_stride(
        std::min(h.event_size, std::uint64_t{1} << 20U), h.event_align);
    h.events_size = h.capacity * h.event_stride;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(
    std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed)
{
    RandomWords random(seed);
    const std::uint64_t choice = random.below(16);
    if (size < sizeof(RingHeader) || choice == 0) {
        size = LLVMFuzzerMutate(data, size, most);
    } else if (choice < 8) {
        change_field(data, random);
    } else if (choice < 13) {
        change_section_word(data, size, random);
    } else {
        (void)LLVMFuzzerMutate(data, sizeof(RingHeader), sizeof(RingHeader));
    }
    if (size < sizeof(RingHeader)) {
        return size;
    }
    RingHeader header{};
    std::memcpy(&header, data, sizeof(header));
    if (random.below(3) == 0) {
        place_sections(header);
    }
    if (random.below(4) != 0) {
        header.total_size = size;
    }
    if (random.below(8) != 0) {
        ringtest::repair_checksum(std::as_writable_bytes(std::span(&header, 1)));
    }
    std::memcpy(data, &header, sizeof(header));
    return size;
}
