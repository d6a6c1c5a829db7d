// SPDX-License-Identifier: MIT OR Apache-2.0
// Everything that people type or programs send as text: quantities, words of options, control
// commands, names, lines of /proc. What is taken is within its limits and means what it says.
#include "fuzz/fuzz_input.h"
#include "monitor/process_facts.h"
#include "rig/control_command.h"
#include "rig/line_reader.h"
#include "rig/quantity.h"
#include "rig/worker/option_values.h"
#include "ring_path.h"
#include "schema_section.h"

#include <ringlib/segment_name.h>

#include <unistd.h>

#include <string>

namespace {

using fuzz::require;

void read_quantities(const std::string& text)
{
    if (const auto count = rig::parse_count(text)) {
        require(
            text.find_first_not_of("0123456789kKMi") == std::string::npos, "a count is a count");
        require(rig::parse_count(std::to_string(*count)) == count, "a count is what it says");
    }
    if (const auto time = rig::parse_duration(text)) {
        require(time->count() >= 0, "no duration is below 0");
        require(rig::parse_duration(std::to_string(time->count()) + "ns") == time,
            "a duration is what it says");
    }
    if (const auto rate = rig::parse_rate(text)) {
        require(rate->is_max() == (text == "max") && rate->per_second != 0U, "a rate is one");
    }
    if (const auto range = rig::parse_duration_range(text)) {
        require(range->shortest.count() >= 0 && range->shortest <= range->longest,
            "a range begins before it ends");
    }
}

void read_option_words(const std::string& text)
{
    (void)rig::parse_wait(text);
    (void)rig::parse_on_existing(text);
    (void)rig::parse_start(text);
    if (const auto mode = rig::parse_coordination(text)) {
        require(mode->timeout().count() >= 0, "no time-out is below 0");
    }
    require(rig::is_consumer_id(text) == ringlib::is_consumer_id(text), "an id is an id");
}

void read_control(const std::string& text)
{
    constexpr std::size_t kLongest = 400;
    const auto command = rig::parse_control(text);
    if (!command) {
        require(command.error().detail.size() <= kLongest, "a refusal is short");
    } else if (const auto* freeze = std::get_if<rig::FreezeCommand>(&*command)) {
        require(freeze->duration >= std::chrono::nanoseconds(0)
                && freeze->duration <= std::chrono::hours(24),
            "a freeze ends within a day");
    }
}

void read_names(const std::string& text)
{
    if (const auto ring = ringlib::shm_ring(text)) {
        require(ring->file.parent_path() == "/dev/shm" && !ring->name.empty()
                && ring->name.find('/') == std::string::npos && ring->name.front() != '.',
            "a shm name is one component");
    }
    for (const auto& ring : {ringlib::any_ring(text), ringlib::file_ring(text)}) {
        if (ring) {
            require(ring->lock_file() != ring->file && !ring->file.filename().empty(),
                "a ring is no lock file");
            require(ring->file.native().find('\0') == std::string::npos, "a path has no NUL");
        }
    }
    require(ringlib::shm_ring(ringlib::portable_shm_segment_name(text)).has_value(),
        "a portable name is a name");
}

void read_schema(fuzz::Input input)
{
    ringlib::EventSchema schema;
    const std::uint64_t event_size = input.take<std::uint32_t>() % (std::uint64_t{1} << 20U) + 1;
    while (!input.empty()) {
        schema.fields.push_back({.name = input.take_text(input.take<std::uint8_t>() % 64U),
            .type = static_cast<ringlib::FieldType>(input.take<std::uint8_t>()),
            .offset = input.take<std::uint32_t>(),
            .count = input.take<std::uint32_t>()});
    }
    if (ringlib::check_schema("fuzz", schema, event_size)) {
        for (const auto& field : schema.fields) {
            require(field.offset + std::uint64_t{ringlib::size_of(field.type)} * field.count
                    <= event_size,
                "a field lies inside the event");
        }
    }
}

void read_lines(const std::string& text)
{
    constexpr std::size_t kPipeHolds = 60'000;
    std::array<int, 2> ends{};
    require(::pipe(ends.data()) == 0, "a pipe can be made");
    const std::string sent = text.substr(0, kPipeHolds);
    require(::write(ends[1], sent.data(), sent.size()) == static_cast<ssize_t>(sent.size()),
        "a pipe takes it");
    ::close(ends[1]);
    rig::LineReader reader;
    std::string got;
    for (const auto& line : reader.read_available(ends[0])) {
        got += line + '\n';
    }
    ::close(ends[0]);
    require(got + reader.remainder() == sent && reader.at_end(), "lines are what was sent");
}

void read_stat(const std::string& text)
{
    if (const auto stat = rig::parse_process_stat(text)) {
        (void)monitor::process_from(1, stat->start_time, stat);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(data, data + size);
    read_quantities(text);
    read_option_words(text);
    read_control(text);
    read_names(text);
    read_schema({data, size});
    read_lines(text);
    read_stat(text);
    return 0;
}
