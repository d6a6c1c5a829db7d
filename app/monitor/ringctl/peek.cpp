// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/commands.h"

#include "monitor/event_text.h"
#include "monitor/peeked_event.h"
#include "monitor/ring_json.h"
#include "monitor/ringctl/sampling.h"
#include "monitor/ringctl/words.h"
#include "monitor/text_table.h"

#include <ringlib/observer.h>
#include <ringlib/printable.h>
#include <ringlib/tap.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace ringctl {
namespace {

using Json = nlohmann::ordered_json;
using monitor::Fate;
using monitor::PeekedEvent;
using ringlib::Sequence;

struct Peeked {
    std::string ring;
    ringlib::RingInfo info;
    Sequence last = ringlib::kNoSequence;  ///< published
    std::optional<ringlib::EventSchema> schema;
    std::vector<PeekedEvent> events;
};

/// All of them before any is written out: the producer may be fast.
ringlib::Expected<void> read_events(ringlib::RingTap& tap, const PeekOptions& options, Peeked& out)
{
    const auto last = tap.last_published();
    if (!last) {
        return ringlib::Unexpected{last.error()};
    }
    out.last = *last;
    const auto count = static_cast<Sequence>(options.count);
    const Sequence first = options.sequence.value_or(std::max<Sequence>(0, out.last - count + 1));
    const Sequence room = std::numeric_limits<Sequence>::max() - first;
    const Sequence end = options.sequence ? first + std::min(count, room) : out.last + 1;
    for (Sequence sequence = first; sequence < end; ++sequence) {
        auto event = monitor::peek_event(tap, sequence);
        if (!event) {
            return ringlib::Unexpected{std::move(event.error())};
        }
        out.events.push_back(std::move(*event));
    }
    return {};
}

std::string peek_text(const Peeked& peeked)
{
    std::string text
        = ringlib::printable(peeked.ring + (peeked.info.event_name.empty() ? "" : "  event ")
              + peeked.info.event_name)
        + "  " + std::to_string(peeked.info.event_size) + " B  "
        + (peeked.last < 0 ? "nothing published yet"
                           : "last published " + std::to_string(peeked.last))
        + '\n';
    const auto& events = peeked.events;
    for (std::size_t i = 0; i < events.size(); ++i) {
        text += "sequence " + std::to_string(events[i].sequence);
        if (events[i].fate == Fate::Read) {
            text += '\n' + monitor::event_text(peeked.schema, events[i]);
            continue;
        }
        const std::size_t first = i;
        while (i + 1 < events.size() && events[i + 1].fate == events[first].fate) {
            ++i;
        }
        text += (i == first ? "" : " to " + std::to_string(events[i].sequence));
        text += std::string(": ") + words_of(events[first].fate) + '\n';
    }
    return text;
}

Json event_json(const Peeked& peeked, const PeekedEvent& event)
{
    Json json;
    json["sequence"] = event.sequence;
    json["state"] = name_of(event.fate);
    json["fields"] = nullptr;
    json["hex"] = nullptr;
    if (event.fate == Fate::Read) {
        json["hex"] = monitor::hex_digits(event.bytes);
        if (peeked.schema) {
            json["fields"] = Json::object();
            for (const auto& field : peeked.schema->fields) {
                json["fields"][field.name] = monitor::field_json(field, event.bytes);
            }
        }
    }
    return json;
}

Json peek_json(const Peeked& peeked)
{
    Json json;
    json["schema"] = "ringscope.events/1";
    json["ring"] = peeked.ring;
    json["event_name"] = peeked.info.event_name;
    json["event_size"] = peeked.info.event_size;
    json["last_published"] = peeked.last;
    json["events"] = Json::array();
    for (const auto& event : peeked.events) {
        json["events"].push_back(event_json(peeked, event));
    }
    return json;
}

std::string peek_lines(const Peeked& peeked)
{
    std::string text;
    for (const auto& event : peeked.events) {
        Json json;
        json["schema"] = "ringscope.event/1";
        json["ring"] = peeked.ring;
        json.update(event_json(peeked, event));
        text += monitor::json_text(json) + '\n';
    }
    return text;
}

std::string peek_csv(const Peeked& peeked)
{
    std::vector<monitor::TextTable::Heading> headings{{"sequence"}, {"event_state"}};
    const auto fields = peeked.schema.value_or(ringlib::EventSchema{}).fields;
    for (const auto& field : fields) {
        headings.push_back({ringlib::printable(field.name)});
    }
    if (fields.empty()) {
        headings.push_back({"hex"});
    }
    monitor::TextTable table(std::move(headings));
    for (const auto& event : peeked.events) {
        std::vector<std::string> cells{std::to_string(event.sequence), name_of(event.fate)};
        if (event.fate == Fate::Read) {
            for (const auto& field : fields) {
                cells.push_back(monitor::field_text(field, event.bytes));
            }
            if (fields.empty()) {
                // A spreadsheet would make a number of one without a letter.
                cells.push_back("0x" + monitor::hex_digits(event.bytes));
            }
        }
        table.add(std::move(cells));
    }
    return table.csv();
}

}  // namespace

Exit peek(const PeekOptions& options)
{
    // Also for the name of the events, which a tap does not tell.
    const auto observer = ringlib::RingObserver::attach(options.ring, options.allowed_owner);
    if (!observer) {
        return complain_about(observer.error(), hint_for(observer.error(), options.ring));
    }
    auto tap = ringlib::RingTap::attach(options.ring, options.allowed_owner);
    if (!tap) {
        return complain_about(tap.error(), "");
    }
    Peeked peeked{options.ring, observer->info(), ringlib::kNoSequence,
        monitor::if_showable(tap->schema()), {}};
    const std::uint64_t bytes = std::max({std::uint64_t{1}, peeked.info.event_size,
        monitor::fields_size(peeked.schema.value_or(ringlib::EventSchema{}))});
    const auto most = monitor::kPeekedBytesMax / bytes;
    if (options.count > most) {
        throw BadValue{"--count: " + std::to_string(options.count) + " events of "
            + std::to_string(bytes) + " B are too many at once (give at most "
            + std::to_string(most) + ")"};
    }
    if (const auto read = read_events(*tap, options, peeked); !read) {
        return complain_about(read.error(), "");
    }
    switch (options.format) {
    case Format::Text:
        return write_out(peek_text(peeked));
    case Format::Json:
        return write_out(monitor::json_text(peek_json(peeked), 2) + '\n');
    case Format::JsonLines:
        return write_out(peek_lines(peeked));
    case Format::Csv:
        return write_out(peek_csv(peeked));
    }
    return Exit::Internal;
}

}  // namespace ringctl
