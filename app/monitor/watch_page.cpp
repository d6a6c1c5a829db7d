// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/watch_page.h"

#include "monitor/ring_text.h"
#include "monitor/wording.h"

#include <ringlib/printable.h>

#include <algorithm>
#include <array>
#include <utility>

namespace monitor {
namespace {

using Rows = std::vector<const ConsumerReading*>;

constexpr std::size_t kBarColumns = 20;
constexpr std::size_t kIdColumnsMin = 8;

struct Glyphs {
    std::string_view unicode, ascii;
};

std::string_view glyph_of(Severity severity, bool unicode)
{
    constexpr std::array<Glyphs, 6> kGlyphs{Glyphs{"\u2713", "+"}, Glyphs{"\u25cb", "o"},
        Glyphs{"\u25c7", "i"}, Glyphs{"\u25c7", "i"}, Glyphs{"\u25b2", "!"}, Glyphs{"\u2716", "X"}};
    const auto& glyphs = kGlyphs[static_cast<std::size_t>(severity)];
    return unicode ? glyphs.unicode : glyphs.ascii;
}

std::string padded(std::string text, std::size_t width, bool right = false)
{
    const std::size_t taken = width_of(text);
    const std::string blanks(width > taken ? width - taken : 0, ' ');
    return right ? blanks + std::move(text) : std::move(text) + blanks;
}

/// Whole words, in lines of `columns`; the last of at most `lines` takes what is left.
std::vector<Line> wrapped(const std::string& text, std::size_t columns, std::size_t lines)
{
    std::vector<Line> out;
    std::string_view left = text;
    while (!left.empty()) {
        std::size_t end = left.size();
        if (out.size() + 1 < lines && width_of(left) > columns) {
            end = left.rfind(' ', columns);
            end = end == std::string_view::npos || end == 0 ? columns : end;
        }
        out.push_back({{std::string(left.substr(0, end))}});
        left.remove_prefix(end);
        left.remove_prefix(std::min(left.find_first_not_of(' '), left.size()));
    }
    return out;
}

Line title(const RingReading& reading, std::size_t columns)
{
    std::string text
        = ringlib::printable(reading.ring) + "  " + std::string(to_string(reading.state));
    if (reading.capacity > 0) {
        text += std::string("  ") + (reading.backend == ringlib::Backend::Shm ? "shm" : "mmap")
            + "  " + std::to_string(reading.capacity) + " x " + std::to_string(reading.event_size)
            + " B  epoch " + std::to_string(reading.producer.epoch);
    }
    if (reading.instance_number > 1) {
        text += "  ring " + std::to_string(reading.instance_number) + " of this name";
    }
    const std::string keys = "read-only  q ends";
    const std::size_t room = columns > keys.size() + 2 ? columns - keys.size() - 2 : columns;
    return {{padded(clipped(text, room), room) + "  ", Tone::Strong}, {keys, Tone::Quiet}};
}

void add_diagnosis(std::vector<Line>& page, const RingReading& reading, const PageOptions& options)
{
    const auto& diagnosis = reading.diagnosis;
    const bool held = reading.producer.state == ProducerWord::Held;
    const auto glyph = held ? glyph_of(ConsumerState::Gating, options.unicode)
                            : glyph_of(diagnosis.severity, options.unicode);
    page.push_back({{std::string(glyph) + ' ' + diagnosis.lead,
        held ? Tone::Err : tone_of(diagnosis.severity)}});
    for (auto& line : wrapped(diagnosis.evidence, options.size.columns, 2)) {
        page.push_back(std::move(line));
    }
}

Line producer_line(const RingReading& reading)
{
    const auto& producer = reading.producer;
    std::string text = "producer  " + padded(std::string(to_string(producer.state)), 8) + "  pid "
        + (producer.process.pid > 0 ? std::to_string(producer.process.pid) : "-") + "  "
        + per_second(producer.events_per_s) + "  sequence " + std::to_string(producer.sequence);
    if (producer.held_since) {
        text += "  held " + in_words(reading.sampled_at - *producer.held_since);
    }
    return {{std::move(text), producer.state == ProducerWord::Held ? Tone::Err : Tone::Plain}};
}

Line slots_line(const RingReading& reading, bool unicode)
{
    const std::uint64_t capacity = std::max<std::uint64_t>(1, reading.capacity);
    const auto share
        = static_cast<double>(std::min(reading.used, capacity)) / static_cast<double>(capacity);
    // A used slot is seen, and so is a free one.
    auto filled = static_cast<std::size_t>(share * kBarColumns);
    filled = reading.used > 0 ? std::max<std::size_t>(filled, 1) : 0;
    std::string bar;
    for (std::size_t i = 0; i < kBarColumns; ++i) {
        bar += i < filled ? (unicode ? "\u2588" : "#") : (unicode ? "\u2591" : ".");
    }
    const bool full = reading.capacity > 0 && reading.free == 0;
    const std::string when = full ? "held"
        : reading.time_to_full    ? in_words(*reading.time_to_full)
                                  : "-";
    return {{"slots     " + bar + "  used " + std::to_string(reading.used) + "  "},
        {"free " + std::to_string(reading.free), full ? Tone::Err : Tone::Plain},
        {"  full in " + when}};
}

Line liveness_line(const RingReading& reading)
{
    if (!reading.liveness) {
        return {{"liveness  off"}};
    }
    const auto& liveness = *reading.liveness;
    std::string text = "liveness  on, "
        + std::to_string(liveness.config.required_consumer_ids.size()) + " required, within "
        + in_words(liveness.config.progress_timeout);
    if (liveness.last_alert) {
        text += ", last alert " + ringlib::printable(liveness.last_alert->consumer_id);
    }
    Line line{{std::move(text)}};
    if (liveness.fires_in) {
        line.push_back({"  fires in " + in_words(*liveness.fires_in), Tone::Err});
    }
    return line;
}

struct Column {
    std::string heading;
    std::size_t width;
    bool right;
};

/// All columns but the id's and the evidence, which take what is left.
std::vector<std::string> cells_of(const ConsumerReading& consumer, bool unicode)
{
    return {std::string(glyph_of(consumer.state, unicode)) + ' '
            + std::string(to_string(consumer.state)),
        ringlib::printable(consumer.id) + (consumer.required ? " *" : ""),
        consumer.process.pid > 0 ? std::to_string(consumer.process.pid) : "-",
        std::to_string(consumer.lag_events), fixed(consumer.lag_percent, 1),
        lag_time_text(consumer.lag_time), per_second(consumer.events_per_s),
        fixed(consumer.gating_share * 100, 0)};
}

void add_table(std::vector<Line>& page, const Rows& rows, const PageOptions& options)
{
    std::vector<Column> columns{{"STATE", 16, false}, {"ID", 2, false}, {"PID", 7, true},
        {"LAG", 8, true}, {"LAG %", 5, true}, {"LAG TIME", 8, true}, {"RATE", 9, true},
        {"GATING %", 8, true}};
    constexpr std::size_t kId = 1;
    std::vector<std::vector<std::string>> table;
    for (const auto* consumer : rows) {
        table.push_back(cells_of(*consumer, options.unicode));
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].width = std::max(columns[i].width, width_of(table.back()[i]));
        }
    }
    std::size_t taken = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        taken += i == kId ? 1 : columns[i].width + 1;
    }
    const std::size_t room = options.size.columns > taken ? options.size.columns - taken : 0;
    columns[kId].width = std::min(columns[kId].width, std::max(room, kIdColumnsMin));
    Line heading;
    for (const auto& column : columns) {
        heading.push_back({padded(column.heading, column.width, column.right) + ' ', Tone::Quiet});
    }
    page.push_back(std::move(heading));
    for (std::size_t row = 0; row < table.size(); ++row) {
        Line line;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            line.push_back({padded(clipped(table[row][i], columns[i].width), columns[i].width,
                                columns[i].right)
                    + ' ',
                i == 0 ? tone_of(rows[row]->severity) : Tone::Plain});
        }
        page.push_back(std::move(line));
    }
}

Rows worst_first(const RingReading& reading)
{
    Rows rows;
    for (const auto& consumer : reading.consumers) {
        rows.push_back(&consumer);
    }
    const auto is_worse = [&](const ConsumerReading* a, const ConsumerReading* b) {
        const auto rank = [&](const ConsumerReading* one) {
            return std::pair(one->severity, !reading.gating.empty() && one->id == reading.gating);
        };
        return rank(a) > rank(b);
    };
    std::stable_sort(rows.begin(), rows.end(), is_worse);
    return rows;
}

std::vector<Line> problems_of(const RingReading& reading, const Rows& rows, bool unicode)
{
    std::vector<Line> lines;
    if (reading.severity >= Severity::Warn && !reading.reason.empty()) {
        lines.push_back({{std::string(glyph_of(reading.severity, unicode)) + ' '
                                 + std::string(to_string(reading.state)),
                             tone_of(reading.severity)},
            {"  " + ringlib::printable(reading.reason)}});
    }
    for (const auto* consumer : rows) {
        if (reading.attached && consumer->severity >= Severity::Warn) {
            lines.push_back({{std::string(glyph_of(consumer->state, unicode)) + ' '
                                     + ringlib::printable(consumer->id) + ' '
                                     + std::string(to_string(consumer->state)),
                                 tone_of(consumer->severity)},
                {"  for " + in_words(reading.sampled_at - consumer->since) + ": "
                    + ringlib::printable(consumer->because)}});
        }
    }
    return lines;
}

/// As many as fit; the last line counts the others.
void add_what_fits(std::vector<Line>& page, const std::vector<Line>& lines, std::size_t room)
{
    const bool all = lines.size() <= room;
    const std::size_t shown = all ? lines.size() : std::max<std::size_t>(room, 1) - 1;
    page.insert(page.end(), lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(shown));
    if (!all) {
        page.push_back(
            {{"and " + std::to_string(lines.size() - shown) + " more problems", Tone::Quiet}});
    }
}

void add_consumers(std::vector<Line>& page, const RingReading& reading, const PageOptions& options)
{
    const Rows rows = worst_first(reading);
    const auto problems = problems_of(reading, rows, options.unicode);
    // A heading and a blank line between the two; a third of the rest at most for the problems.
    const std::size_t taken = page.size() + 2;
    const std::size_t room = options.size.rows > taken ? options.size.rows - taken : 0;
    const std::size_t for_rows = rows.size() + problems.size() <= room
        ? rows.size()
        : room - std::min(problems.size(), room / 3);
    const bool all = rows.size() <= for_rows;
    const std::size_t shown = all ? rows.size() : std::max<std::size_t>(for_rows, 1) - 1;
    add_table(page, {rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(shown)}, options);
    if (!all) {
        page.push_back(
            {{"and " + std::to_string(rows.size() - shown) + " more, worst first", Tone::Quiet}});
    }
    page.emplace_back();
    const std::size_t left = options.size.rows > page.size() ? options.size.rows - page.size() : 0;
    add_what_fits(page, problems, left);
}

}  // namespace

std::string_view glyph_of(ConsumerState state, bool unicode) noexcept
{
    constexpr std::array<Glyphs, 16> kGlyphs{Glyphs{"?", "?"}, Glyphs{"?", "?"},
        Glyphs{"\u25a1", "_"}, Glyphs{"\u2716", "X"}, Glyphs{"\u25a0", "="}, Glyphs{"\u25c0", "<"},
        Glyphs{"\u25cf", "@"}, Glyphs{"\u25b6", ">"}, Glyphs{"\u25c7", ":"}, Glyphs{"\u25cb", "o"},
        Glyphs{"\u2713", "+"}, Glyphs{"\u25b2", "^"}, Glyphs{"\u25bd", "v"}, Glyphs{"\u25ca", "~"},
        Glyphs{"\u25e7", "#"}, Glyphs{"\u2261", "-"}};
    static_assert(static_cast<std::size_t>(ConsumerState::OkSteady) + 1 == kGlyphs.size());
    const auto& glyphs = kGlyphs[static_cast<std::size_t>(state)];
    return unicode ? glyphs.unicode : glyphs.ascii;
}

std::vector<Line> watch_page(const RingReading& reading, const PageOptions& options)
{
    std::vector<Line> page{title(reading, options.size.columns)};
    add_diagnosis(page, reading, options);
    if (!options.hint.empty()) {
        page.push_back({{ringlib::printable(options.hint), Tone::Info}});
    }
    page.emplace_back();
    if (reading.capacity == 0) {
        return page;  // nothing was ever read
    }
    if (!reading.attached) {
        page.push_back({{"The numbers are the last ones that were read.", Tone::Quiet}});
    }
    page.push_back(producer_line(reading));
    page.push_back(slots_line(reading, options.unicode));
    page.push_back(liveness_line(reading));
    page.emplace_back();
    if (reading.consumers.empty()) {
        page.push_back({{"consumers none"}});
        return page;
    }
    add_consumers(page, reading, options);
    return page;
}

}  // namespace monitor
