// SPDX-License-Identifier: MIT OR Apache-2.0
#include "schema_section.h"

#include "failure.h"
#include "observed_ring.h"
#include "ringlib/printable.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <set>
#include <span>
#include <string>

namespace ringlib {
namespace {

static_assert(kEventFieldsMax == layout::kSchemaFieldsMax
    && kEventFieldNameMax + 1 == sizeof(layout::SchemaField::name));

bool is_field_name(std::string_view name)
{
    return !name.empty() && name.size() <= kEventFieldNameMax
        && std::all_of(name.begin(), name.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

Expected<void> check_field(std::string_view ring, const EventField& field, std::uint64_t event_size)
{
    const auto refused = [&](const std::string& what) {
        return failure(Errc::InvalidConfig, ring,
            "event field '" + printable(field.name.substr(0, kEventFieldNameMax)) + "' " + what);
    };
    if (!is_field_name(field.name)) {
        return refused("has a name of " + std::to_string(field.name.size())
            + " characters, allowed 1 to 47 of printable ASCII");
    }
    const std::uint64_t size = size_of(field.type);
    if (size == 0) {
        return refused("is of type " + std::to_string(static_cast<unsigned>(field.type))
            + ", allowed 0 (U8) to 13 (TimeNs)");
    }
    if (field.count == 0) {
        return refused("has 0 elements, allowed 1 or more");
    }
    // Two numbers of 32 bits: neither the product nor the sum leaves 64 bits.
    const std::uint64_t end = field.offset + size * field.count;
    if (end > event_size) {
        return refused("ends at byte " + std::to_string(end) + ", the event has "
            + std::to_string(event_size));
    }
    return {};
}

// A name that is not ended by a NUL keeps its 48th character, and is too long then.
std::optional<EventField> decode(const layout::SchemaField& record)
{
    if (record.type > std::numeric_limits<std::uint8_t>::max()) {
        return std::nullopt;
    }
    return EventField{.name = text_field(record.name),
        .type = static_cast<FieldType>(record.type),
        .offset = record.offset,
        .count = record.count};
}

}  // namespace

Expected<void> check_schema(
    std::string_view ring, const EventSchema& schema, std::uint64_t event_size)
{
    if (schema.fields.size() > kEventFieldsMax) {
        return failure(Errc::InvalidConfig, ring,
            "the event schema has " + std::to_string(schema.fields.size())
                + " fields, allowed up to " + std::to_string(kEventFieldsMax));
    }
    std::set<std::string_view> names;
    for (const EventField& field : schema.fields) {
        if (auto checked = check_field(ring, field, event_size); !checked) {
            return checked;
        }
        if (!names.insert(field.name).second) {
            return failure(Errc::InvalidConfig, ring,
                "two event fields are named '" + field.name + "'; rename one");
        }
    }
    return {};
}

void write_schema(std::byte* section, const EventSchema& schema) noexcept
{
    if (schema.fields.empty()) {
        return;
    }
    layout::SchemaHead head{};
    head.field_count = static_cast<std::uint32_t>(schema.fields.size());
    std::memcpy(section, &head, sizeof(head));
    std::byte* next = section + sizeof(head);
    for (const EventField& field : schema.fields) {
        layout::SchemaField record{};
        std::copy(field.name.begin(), field.name.end(), record.name.begin());
        record.type = static_cast<std::uint32_t>(field.type);
        record.offset = field.offset;
        record.count = field.count;
        std::memcpy(next, &record, sizeof(record));
        next += sizeof(record);
    }
}

std::optional<EventSchema> read_schema(const OpenRing& ring)
{
    const std::uint64_t begin = ring.header.schema_offset;
    layout::SchemaHead head{};
    if (ring.header.schema_size < sizeof(head)
        || !read_fully(ring, begin, std::as_writable_bytes(std::span(&head, 1)))) {
        return std::nullopt;
    }
    const std::uint32_t count = head.field_count;
    if (count == 0 || count > layout::kSchemaFieldsMax
        || layout::schema_size(count) > ring.header.schema_size) {
        return std::nullopt;
    }
    std::vector<layout::SchemaField> records(count);
    if (!read_fully(ring, begin + sizeof(head), std::as_writable_bytes(std::span(records)))) {
        return std::nullopt;
    }
    EventSchema schema;
    for (const layout::SchemaField& record : records) {
        auto field = decode(record);
        if (!field) {
            return std::nullopt;
        }
        schema.fields.push_back(std::move(*field));
    }
    if (!check_schema(ring.path.name, schema, ring.header.event_size)) {
        return std::nullopt;
    }
    return schema;
}

}  // namespace ringlib
