// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/sample_rows.h"

#include "monitor/wording.h"

#include <string>
#include <string_view>

namespace monitor::recording {
namespace {

constexpr std::string_view kHeadings
    = "time_s,ring,published,events_per_s,used,free,consumer,sequence,lag_events,lag_percent,lag_s,"
      "consumer_events_per_s,state\n";

/// A cell of a CSV file that no spreadsheet takes for a formula.
std::string quoted(const std::string& text)
{
    const bool formula
        = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
    std::string cell = formula ? "'" + text : text;
    if (cell.find_first_of(",\"\n\r") == std::string::npos) {
        return cell;
    }
    for (std::size_t at = 0; (at = cell.find('"', at)) != std::string::npos; at += 2) {
        cell.insert(at, 1, '"');
    }
    return '"' + cell + '"';
}

}  // namespace

SampleRows::SampleRows(NewFile& file)
    : m_file(file)
{
    m_file.write(kHeadings);
}

void SampleRows::add(const RingReading& reading)
{
    if (!reading.attached) {
        return;
    }
    m_begin = m_begin.value_or(reading.sampled_at);
    const std::string ring = fixed(to_seconds(reading.sampled_at - *m_begin), 6) + ','
        + quoted(reading.ring) + ',' + std::to_string(reading.producer.sequence) + ','
        + fixed(reading.producer.events_per_s, 1) + ',' + std::to_string(reading.used) + ','
        + std::to_string(reading.free) + ',';
    for (const auto& consumer : reading.consumers) {
        m_file.write(ring + quoted(consumer.id) + ',' + std::to_string(consumer.sequence) + ','
            + std::to_string(consumer.lag_events) + ',' + fixed(consumer.lag_percent, 3) + ','
            + fixed(to_seconds(consumer.lag_time.age), 6) + ',' + fixed(consumer.events_per_s, 1)
            + ',' + std::string(to_string(consumer.state)) + '\n');
    }
    if (reading.consumers.empty()) {
        m_file.write(ring + ",,,,,,\n");
    }
}

}  // namespace monitor::recording
