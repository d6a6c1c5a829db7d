// SPDX-License-Identifier: MIT OR Apache-2.0
#include "fuzz/ring_questions.h"

#include "fuzz/fuzz_input.h"
#include "monitor/event_text.h"
#include "monitor/ring_json.h"
#include "monitor/ring_model.h"
#include "monitor/ring_text.h"
#include "monitor/terminal_lines.h"
#include "monitor/watch_page.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace fuzz {
namespace {

using ringlib::layout::RingHeader;

void require_possible(const ringlib::RingSnapshot& snapshot)
{
    require(snapshot.producer.sequence >= -1
            && snapshot.producer.sequence < static_cast<std::int64_t>(ringlib::layout::kCountMax),
        "the producer's sequence is one");
    require(snapshot.used_max <= snapshot.capacity, "used_max is within the capacity");
    require(snapshot.consumers.size() <= ringlib::layout::kConsumersMax, "a slot for a consumer");
    for (const auto& consumer : snapshot.consumers) {
        require(consumer.sequence >= -1 && consumer.sequence <= snapshot.producer.sequence,
            "no consumer is ahead of the producer");
        require(consumer.id.size() <= ringlib::layout::kIdBytes, "an id fits into its field");
    }
    for (const auto& counter : snapshot.counters) {
        require(counter.label.size() <= ringlib::layout::kIdBytes + 1 + 48,
            "a counter's label fits into its fields");
        (void)counter.name();
        (void)counter.consumer();
    }
}

void require_inside(const std::optional<ringlib::EventSchema>& schema, std::uint64_t event_size)
{
    if (!schema) {
        return;
    }
    require(!schema->fields.empty() && schema->fields.size() <= ringlib::kEventFieldsMax,
        "a schema has 1 to 256 fields");
    for (const auto& field : schema->fields) {
        require(
            std::uint64_t{field.offset} + std::uint64_t{ringlib::size_of(field.type)} * field.count
                <= event_size,
            "a field lies inside the event");
        require_plain(field.name, ringlib::kEventFieldNameMax, "a field's name is plain");
    }
}

void show(const ringlib::RingInfo& info, const ringlib::RingSnapshot& snapshot,
    const monitor::RingDetails& details)
{
    monitor::RingModel model(info.name);
    model.attached(info);
    const auto taken = monitor::from_monotonic_ns(snapshot.taken_ns);
    model.advance(snapshot, {}, taken);
    model.advance(snapshot, {}, taken + std::chrono::milliseconds(200));
    const auto& reading = model.evaluate(taken + std::chrono::seconds(1));
    require(reading.used + reading.free == reading.capacity, "used and free make the capacity");
    require_plain_lines(monitor::ring_text(reading, details), "text is plain");
    require_plain_lines(monitor::ring_csv(reading), "CSV is plain");
    const std::string json = monitor::json_text(monitor::ring_json(reading, details));
    require_plain_lines(json, "JSON is plain");
    require(nlohmann::json::accept(json), "JSON is JSON");
    monitor::TerminalLines lines({});
    const auto page
        = monitor::watch_page(reading, {.size = {40, 12}, .unicode = false, .hint = {}});
    for (const auto& line : page) {
        for (const auto& piece : line) {
            require_plain(piece.text, 100'000, "a piece of a page is plain");
        }
    }
    (void)lines.update(page, {40, 12});
}

void show(const ringlib::EventSchema& schema, const ringlib::EventBytes& event)
{
    constexpr std::size_t kShownMax = 4096;  // of each field: the fuzzer has no use for megabytes
    for (const auto& field : schema.fields) {
        if (std::uint64_t{field.count} * ringlib::size_of(field.type) > kShownMax) {
            continue;
        }
        require_plain(monitor::field_text(field, event), 100 * kShownMax, "a field is plain");
        const std::string json = monitor::json_text(monitor::field_json(field, event));
        require_plain_lines(json, "a field as JSON is plain");
        require(nlohmann::json::accept(json), "a field as JSON is JSON");
    }
    require_plain_lines(
        monitor::hex_dump(std::span(event).first(std::min(event.size(), kShownMax)), "  "),
        "a hex dump is plain");
}

}  // namespace

void require_inside(const RingHeader& header, std::uint64_t file_size)
{
    __extension__ using Wide = unsigned __int128;  // so that no sum wraps
    Wide end = ringlib::layout::kReadyOffset + sizeof(std::uint32_t);
    const auto place = [&](std::uint64_t offset, Wide size) {
        require(offset >= end && offset % alignof(ringlib::layout::ConsumerSlot) == 0,
            "sections are in order and aligned");
        end = Wide{offset} + size;
        require(end <= file_size, "a section lies inside the file");
    };
    place(header.slots_offset, Wide{header.consumer_slots} * header.slot_stride);
    place(header.producer_offset, sizeof(ringlib::layout::ProducerBlock));
    place(header.counters_offset,
        Wide{ringlib::layout::counter_cells(header.consumer_slots)}
            * sizeof(ringlib::layout::CounterCell));
    place(header.blackbox_offset, sizeof(ringlib::layout::Blackbox));
    if (header.histograms_size != 0) {
        place(header.histograms_offset, ringlib::layout::histograms_size(header.consumer_slots));
    }
    if (header.schema_size != 0) {
        place(header.schema_offset, header.schema_size);
    }
    place(header.events_offset, Wide{header.capacity} * header.event_stride);
    require(header.event_size <= header.event_stride, "an event fits into its stride");
}

void ask_everything(ringlib::RingObserver& observer, ringlib::RingTap& tap)
{
    ringlib::RingSnapshot snapshot;
    monitor::RingDetails details;
    const auto read = observer.snapshot(snapshot);
    details.schema = observer.schema();
    details.happenings = observer.happenings().value_or(std::vector<ringlib::HappeningRecord>{});
    require(details.happenings.size() <= ringlib::layout::kBlackboxRecords, "a record each");
    for (const auto& record : details.happenings) {
        require_plain(record.consumer_id, 4 * ringlib::layout::kIdBytes, "an id told is plain");
    }
    if (!observer.latencies(details.latencies)) {
        details.latencies.clear();
    }
    require_inside(details.schema, observer.info().event_size);
    if (read) {
        require_possible(snapshot);
        show(observer.info(), snapshot, details);
    }
    const auto last = tap.last_published();
    const auto schema = tap.schema();
    for (const ringlib::Sequence sequence : {last.value_or(0), ringlib::Sequence{0}}) {
        if (const auto event = tap.read(sequence)) {
            require_inside(schema, event->size());
            show(schema.value_or(ringlib::EventSchema{}), *event);
        }
    }
}

}  // namespace fuzz
