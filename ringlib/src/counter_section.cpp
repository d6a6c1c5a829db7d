// SPDX-License-Identifier: MIT OR Apache-2.0
#include "counter_section.h"

#include "failure.h"

#include <array>
#include <cstring>
#include <string>

namespace ringlib {
namespace {

using layout::CounterCell;

constexpr std::uint32_t kBeingNamed = 0xffffffff;  // taken, not yet to be read
constexpr std::size_t kLabelMax = sizeof(CounterCell::label_text) - 1;

constexpr std::array<std::string_view, static_cast<std::size_t>(layout::ProducerCounter::Count)>
    kProducerLabels = {"events_published", "events_published_bytes", "producer_full_events",
        "producer_park_count", "producer_unpark_count", "producer_wakes", "producer_late_wakes",
        "consumers_reaped", "consumers_evicted", "corrupt_cursors"};
constexpr std::array<std::string_view, static_cast<std::size_t>(layout::ConsumerCounter::Count)>
    kConsumerLabels
    = {"events_consumed", "events_consumed_bytes", "consumer_empty_spins", "consumer_park_count",
        "consumer_unpark_count", "consumer_lag_max", "events_redelivered", "consumer_late_wakes"};

std::uint64_t consumer_base(std::uint32_t slot)
{
    return layout::kProducerCounters + std::uint64_t{layout::kConsumerCounters} * slot;
}

CounterCell& application_cell(const Segment& segment, std::uint32_t index)
{
    return segment.counter(consumer_base(segment.slot_count()) + index);
}

void describe(CounterCell& cell, std::uint32_t owner, std::string_view label) noexcept
{
    std::array<std::uint64_t, 6> words{};
    std::memcpy(words.data(), label.data(), label.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        cell.label_text[i].store(words[i], std::memory_order_relaxed);
    }
    cell.owner.store(owner, std::memory_order_relaxed);
}

}  // namespace

void name_producer_counters(const Segment& segment) noexcept
{
    for (std::uint32_t i = 0; i < kProducerLabels.size(); ++i) {
        CounterCell& cell = segment.counter(i);
        describe(cell, layout::kOwnerProducer, kProducerLabels.at(i));
        cell.id.store(layout::kFirstProducerCounterId + i, std::memory_order_release);
    }
}

void start_consumer_counters(const Segment& segment, std::uint32_t slot) noexcept
{
    for (std::uint32_t i = 0; i < kConsumerLabels.size(); ++i) {
        CounterCell& cell = segment.counter(consumer_base(slot) + i);
        cell.value.store(0, std::memory_order_relaxed);
        describe(cell, slot, kConsumerLabels.at(i));
        cell.id.store(layout::kFirstConsumerCounterId + i, std::memory_order_release);
    }
}

CounterCell& counter_cell(const Segment& segment, layout::ProducerCounter which) noexcept
{
    return segment.counter(static_cast<std::uint64_t>(which));
}

CounterCell& counter_cell(
    const Segment& segment, std::uint32_t slot, layout::ConsumerCounter which) noexcept
{
    return segment.counter(consumer_base(slot) + static_cast<std::uint64_t>(which));
}

void forget_measures(const Segment& segment, std::uint32_t slot) noexcept
{
    for (std::uint32_t i = 0; i < layout::kApplicationCounters; ++i) {
        CounterCell& cell = application_cell(segment, i);
        std::uint32_t id = cell.id.load(std::memory_order_acquire);
        if (id >= layout::kFirstApplicationCounterId && id != kBeingNamed
            && cell.owner.load(std::memory_order_relaxed) == slot) {
            cell.id.compare_exchange_strong(id, 0, std::memory_order_release);
        }
    }
    if (layout::LatencyHistogram* histogram = segment.histogram(slot)) {
        histogram->sum_ns.store(0, std::memory_order_relaxed);
        histogram->max_ns.store(0, std::memory_order_relaxed);
        for (layout::Word64& cell : histogram->cells) {
            cell.store(0, std::memory_order_relaxed);
        }
    }
}

Expected<Counter> register_application_counter(
    const Segment& segment, std::uint32_t owner, std::uint32_t id, std::string_view label)
{
    if (id < layout::kFirstApplicationCounterId || id == kBeingNamed || label.empty()
        || label.size() > kLabelMax) {
        return failure(Errc::InvalidConfig, segment.path().name,
            "counter id " + std::to_string(id) + " with a label of " + std::to_string(label.size())
                + " characters, allowed 256 and up with 1 to " + std::to_string(kLabelMax));
    }
    // First all of them: the owner's cell may lie behind one that became free.
    for (std::uint32_t i = 0; i < layout::kApplicationCounters; ++i) {
        CounterCell& cell = application_cell(segment, i);
        if (cell.id.load(std::memory_order_acquire) == id
            && cell.owner.load(std::memory_order_relaxed) == owner) {
            return Counter(cell.value);
        }
    }
    for (std::uint32_t i = 0; i < layout::kApplicationCounters; ++i) {
        CounterCell& cell = application_cell(segment, i);
        std::uint32_t free = 0;
        if (cell.id.compare_exchange_strong(free, kBeingNamed, std::memory_order_acq_rel)) {
            cell.value.store(0, std::memory_order_relaxed);
            describe(cell, owner, label);
            cell.id.store(id, std::memory_order_release);
            return Counter(cell.value);
        }
    }
    return failure(Errc::NoSpace, segment.path().name,
        "all " + std::to_string(layout::kApplicationCounters) + " application counters are taken");
}

}  // namespace ringlib
