// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/header_fields.h"

#include "monitor/event_text.h"

#include <ringlib/layout.h>

#include <array>
#include <cstdint>
#include <unistd.h>

namespace monitor {
namespace {

using ringlib::FieldType;
using Header = ringlib::layout::RingHeader;

struct Member {
    const char* name;
    std::size_t offset;
    FieldType type;
    std::uint32_t count;
    const char* meaning;
};

constexpr std::array kMembers{
    Member{"magic", offsetof(Header, magic), FieldType::Char, 8, "every ring begins so"},
    Member{"byte_order", offsetof(Header, byte_order), FieldType::U32, 1,
        "16909060 (0x01020304) on a machine of this byte order"},
    Member{"layout_major", offsetof(Header, layout_major), FieldType::U16, 1,
        "another one is refused"},
    Member{
        "layout_minor", offsetof(Header, layout_minor), FieldType::U16, 1, "a later one only adds"},
    Member{"header_size", offsetof(Header, header_size), FieldType::U32, 1, "bytes"},
    Member{"features_incompat", offsetof(Header, features_incompat), FieldType::U32, 1,
        "an unknown bit: nobody may touch the ring"},
    Member{"features_ro_compat", offsetof(Header, features_ro_compat), FieldType::U32, 1,
        "an unknown bit: reading is safe, writing is not"},
    Member{"features_compat", offsetof(Header, features_compat), FieldType::U32, 1,
        "an unknown bit may be ignored"},
    Member{"total_size", offsetof(Header, total_size), FieldType::U64, 1,
        "bytes of the file; another length is truncated"},
    Member{"capacity", offsetof(Header, capacity), FieldType::U64, 1, "events; a power of two"},
    Member{"event_size", offsetof(Header, event_size), FieldType::U64, 1, "bytes"},
    Member{"event_stride", offsetof(Header, event_stride), FieldType::U64, 1,
        "bytes from one event to the next"},
    Member{"event_align", offsetof(Header, event_align), FieldType::U32, 1, "bytes"},
    Member{
        "consumer_slots", offsetof(Header, consumer_slots), FieldType::U32, 1, "consumers at once"},
    Member{"page_size", offsetof(Header, page_size), FieldType::U32, 1, "bytes"},
    Member{"line_size", offsetof(Header, line_size), FieldType::U32, 1, "bytes"},
    Member{"ready_offset", offsetof(Header, ready_offset), FieldType::U64, 1,
        "the word that its creator stores last"},
    Member{
        "slots_offset", offsetof(Header, slots_offset), FieldType::U64, 1, "the consumers' slots"},
    Member{"slot_stride", offsetof(Header, slot_stride), FieldType::U64, 1,
        "bytes from one slot to the next"},
    Member{"producer_offset", offsetof(Header, producer_offset), FieldType::U64, 1,
        "what the producer shares"},
    Member{"producer_size", offsetof(Header, producer_size), FieldType::U64, 1, "bytes"},
    Member{"counters_offset", offsetof(Header, counters_offset), FieldType::U64, 1, "the counters"},
    Member{"counters_size", offsetof(Header, counters_size), FieldType::U64, 1, "bytes"},
    Member{"blackbox_offset", offsetof(Header, blackbox_offset), FieldType::U64, 1,
        "the last things that happened"},
    Member{"blackbox_size", offsetof(Header, blackbox_size), FieldType::U64, 1, "bytes"},
    Member{"histograms_offset", offsetof(Header, histograms_offset), FieldType::U64, 1,
        "the latencies"},
    Member{"histograms_size", offsetof(Header, histograms_size), FieldType::U64, 1,
        "bytes; 0: none are recorded"},
    Member{"schema_offset", offsetof(Header, schema_offset), FieldType::U64, 1,
        "what the bytes of an event mean"},
    Member{"schema_size", offsetof(Header, schema_size), FieldType::U64, 1,
        "bytes; 0: nobody declared it"},
    Member{"events_offset", offsetof(Header, events_offset), FieldType::U64, 1, "the first event"},
    Member{"events_size", offsetof(Header, events_size), FieldType::U64, 1, "bytes"},
    Member{"instance", offsetof(Header, instance), FieldType::Bytes, 16, "random, per creation"},
    Member{"boot_id", offsetof(Header, boot_id), FieldType::Bytes, 16,
        "all owners of another boot are dead"},
    Member{"creator_start_time", offsetof(Header, creator_start_time), FieldType::U64, 1,
        "ticks since the boot"},
    Member{"creator_pid_namespace", offsetof(Header, creator_pid_namespace), FieldType::U64, 1,
        "inode; 0: not known"},
    Member{"creator_time_namespace", offsetof(Header, creator_time_namespace), FieldType::U64, 1,
        "inode; 0: not known"},
    Member{"created_at_realtime_ns", offsetof(Header, created_at_realtime_ns), FieldType::TimeNs, 1,
        "by the clock on the wall"},
    Member{"event_name_hash", offsetof(Header, event_name_hash), FieldType::U64, 2,
        "zeros: no name was declared"},
    Member{"event_name", offsetof(Header, event_name), FieldType::Char, 64, "of the event's type"},
    Member{"label", offsetof(Header, label), FieldType::Char, 64, "the name that was asked for"},
    Member{"creator_pid", offsetof(Header, creator_pid), FieldType::I32, 1, "in its pid namespace"},
    Member{"crc32c", offsetof(Header, crc32c), FieldType::U32, 1, "of the 508 bytes before it"}};

}  // namespace

void read_header(int descriptor, std::vector<std::byte>& out)
{
    out.resize(sizeof(Header));
    const ssize_t got = ::pread(descriptor, out.data(), out.size(), 0);
    if (got != static_cast<ssize_t>(out.size())) {
        out.clear();
    }
}

std::vector<HeaderField> header_fields(std::span<const std::byte> header)
{
    std::vector<HeaderField> fields;
    if (header.size() < sizeof(Header)) {
        return fields;
    }
    for (const Member& member : kMembers) {
        ringlib::EventField place{
            member.name, member.type, static_cast<std::uint32_t>(member.offset), member.count};
        std::string value = field_text(place, header);
        fields.push_back({std::move(place), std::move(value), member.meaning});
    }
    return fields;
}

}  // namespace monitor
