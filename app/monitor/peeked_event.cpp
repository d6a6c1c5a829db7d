// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/peeked_event.h"

#include "monitor/event_text.h"

#include <ringlib/printable.h>

#include <algorithm>
#include <utility>

namespace monitor {

ringlib::Expected<PeekedEvent> peek_event(ringlib::RingTap& tap, ringlib::Sequence sequence)
{
    auto bytes = tap.read(sequence);
    if (bytes) {
        return PeekedEvent{sequence, Fate::Read, std::move(*bytes)};
    }
    if (bytes.error().code == ringlib::Errc::Overwritten) {
        return PeekedEvent{sequence, Fate::Overwritten, {}};
    }
    if (bytes.error().code == ringlib::Errc::NotPublished) {
        return PeekedEvent{sequence, Fate::NotPublished, {}};
    }
    return ringlib::Unexpected{std::move(bytes.error())};
}

const char* name_of(Fate fate)
{
    return fate == Fate::Read       ? "read"
        : fate == Fate::Overwritten ? "overwritten"
                                    : "not_published";
}

const char* words_of(Fate fate)
{
    return fate == Fate::Read       ? "read"
        : fate == Fate::Overwritten ? "overwritten"
                                    : "not published yet";
}

std::uint64_t fields_size(const ringlib::EventSchema& schema)
{
    std::uint64_t bytes = 0;
    for (const auto& field : schema.fields) {
        bytes += std::uint64_t{ringlib::size_of(field.type)} * field.count;
    }
    return bytes;
}

std::optional<ringlib::EventSchema> if_showable(std::optional<ringlib::EventSchema> schema)
{
    return schema && fields_size(*schema) <= kPeekedBytesMax ? std::move(schema) : std::nullopt;
}

std::string event_text(const std::optional<ringlib::EventSchema>& schema, const PeekedEvent& event)
{
    if (!schema) {
        return hex_dump(event.bytes, "  ");
    }
    std::size_t width = 0;
    for (const auto& field : schema->fields) {
        width = std::max(width, ringlib::printable(field.name).size());
    }
    std::string text;
    for (const auto& field : schema->fields) {
        const std::string name = ringlib::printable(field.name);
        text += "  " + name + std::string(width - name.size(), ' ') + " = "
            + field_text(field, event.bytes) + '\n';
    }
    return text;
}

}  // namespace monitor
