// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/latency_cells.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>

/// The memory of a ring, layout 1.0. One segment (a name in /dev/shm, or a file) holds all of it:
///
///     0      RingHeader           512 B, immutable, CRC-32C over its first 508
///     512    ready word           0 while building, 1 stored last
///     page   ConsumerSlot[n]      512 B each: word | cursor | identity | reserved
///     page   ProducerBlock        4 KiB: published | write limit | data gate | space gate
///                                 | epoch, stream end, who gates | owner | liveness | reserved
///     page   CounterCell[80+8n]   128 B each: name | value; 16 of the producer, 8 of each slot,
///                                 64 of the application
///     page   Blackbox             the last 64 things that happened to the ring, 32 B each
///     page   LatencyHistogram[h]  9856 B each: sum, maximum | cells; h is 1 + n: the producer's,
///                                 the slots'; or 0, unless they were asked for
///     page   SchemaHead           64 B, and a SchemaField of 64 B for each field of an event;
///                                 nothing, unless there is a schema
///     page   events[capacity]     one stride apart; consumers map these pages read-only
///
/// A bar is the end of a line of 128 B, in a CounterCell of half a line. n is `consumer_slots`.
///
/// Positions in memory are counts: `published` = 3 means that the sequences 0, 1, 2 can be read.
/// Every word that two processes touch is a lock-free atomic; whoever writes it is named beside it.
namespace ringlib::layout {

/// The first eight bytes of every ring.
inline constexpr std::array<char, 8> kMagic = {'R', 'I', 'N', 'G', 'L', 'I', 'B', '1'};
/// Reads otherwise on a machine of the other byte order, which then refuses the ring.
inline constexpr std::uint32_t kByteOrder = 0x01020304;
inline constexpr std::uint16_t kMajor = 1;  ///< another one is refused
inline constexpr std::uint16_t kMinor = 0;  ///< a later one only adds, in what is reserved here
inline constexpr std::size_t kLine = 128;  ///< two 64-byte lines: x86 fetches them in pairs
inline constexpr std::size_t kPage = 4096;  ///< sections begin at multiples of it
inline constexpr std::size_t kIdBytes = 32;  ///< an id of at most 31 characters and its NUL
inline constexpr std::uint64_t kCapacityMin = 2;  ///< events
inline constexpr std::uint64_t kCapacityMax = std::uint64_t{1} << 30;  ///< events
inline constexpr std::uint32_t kConsumersMax = 256;  ///< slots; at least 1
inline constexpr std::uint64_t kCountMax = std::uint64_t{1} << 62;  ///< events of a ring's life

/// A word that several processes touch.
using Word64 = std::atomic<std::uint64_t>;
/// A word that several processes touch; the size a futex has.
using Word32 = std::atomic<std::uint32_t>;
static_assert(Word64::is_always_lock_free && Word32::is_always_lock_free);

/// What a ring is. Written by its creator before it has a name, and never again. Offsets and sizes
/// are in bytes, offsets from the begin of the segment.
struct RingHeader {
    std::array<char, 8> magic;  ///< kMagic
    std::uint32_t byte_order;  ///< kByteOrder
    std::uint16_t layout_major;  ///< kMajor
    std::uint16_t layout_minor;  ///< kMinor
    std::uint32_t header_size;  ///< 512
    std::uint32_t features_incompat;  ///< an unknown bit: nobody may touch the ring
    std::uint32_t features_ro_compat;  ///< an unknown bit: reading is safe, writing is not
    std::uint32_t features_compat;  ///< an unknown bit may be ignored
    std::uint64_t total_size;  ///< of the file; another length is Truncated
    std::uint64_t capacity;  ///< events; a power of two
    std::uint64_t event_size;  ///< 1 to 1 MiB
    std::uint64_t event_stride;  ///< event_stride(event_size, event_align)
    std::uint32_t event_align;  ///< a power of two up to 4096
    std::uint32_t consumer_slots;  ///< 1 to kConsumersMax
    std::uint32_t page_size;  ///< kPage
    std::uint32_t line_size;  ///< kLine
    std::uint64_t ready_offset;  ///< kReadyOffset
    std::uint64_t slots_offset;  ///< ConsumerSlot[consumer_slots]
    std::uint64_t slot_stride;  ///< from one slot to the next: 512, a later minor version more
    std::uint64_t producer_offset;  ///< ProducerBlock
    std::uint64_t producer_size;  ///< 4096 or more
    std::uint64_t counters_offset;  ///< CounterCell[counter_cells(consumer_slots)]
    std::uint64_t counters_size;  ///< that many cells or more
    std::uint64_t blackbox_offset;  ///< Blackbox
    std::uint64_t blackbox_size;  ///< of a Blackbox or more
    std::uint64_t histograms_offset;  ///< LatencyHistogram: the producer's, then the slots'
    std::uint64_t histograms_size;  ///< histograms_size(consumer_slots) or more; 0: none
    std::uint64_t schema_offset;  ///< SchemaHead, and a SchemaField for each field
    std::uint64_t schema_size;  ///< schema_size(fields) or more; 0: none
    std::uint64_t events_offset;  ///< the first slot; the last section
    std::uint64_t events_size;  ///< capacity * event_stride or more
    std::array<std::uint8_t, 16> instance;  ///< random, per creation
    std::array<std::uint8_t, 16> boot_id;  ///< all owners of another boot are dead
    std::uint64_t creator_start_time;  ///< field 22 of /proc/pid/stat, ticks
    std::uint64_t creator_pid_namespace;  ///< inode of /proc/self/ns/pid; 0: unknown
    std::uint64_t creator_time_namespace;  ///< inode of /proc/self/ns/time; 0: unknown
    std::int64_t created_at_realtime_ns;  ///< display only
    std::array<std::uint64_t, 2> event_name_hash;  ///< FNV-1a and length; zeros: not declared
    std::array<char, 64> event_name;  ///< up to 63 characters and a NUL; display only
    std::array<char, 64> label;  ///< up to 63 characters and a NUL; display only
    std::int32_t creator_pid;  ///< in the creator's pid namespace
    std::array<std::uint8_t, 96> reserved;  ///< zero, and checked to be
    std::uint32_t crc32c;  ///< of the 508 bytes before it
};
static_assert(sizeof(RingHeader) == 512 && std::is_trivially_copyable_v<RingHeader>);
static_assert(offsetof(RingHeader, total_size) == 32 && offsetof(RingHeader, ready_offset) == 80
    && offsetof(RingHeader, instance) == 200 && offsetof(RingHeader, event_name) == 280
    && offsetof(RingHeader, creator_pid) == 408 && offsetof(RingHeader, crc32c) == 508);

/// Of the ready word, 32 bits: the creator stores it last, and without it nothing else counts.
inline constexpr std::uint64_t kReadyOffset = 512;
inline constexpr std::uint32_t kReady = 1;  ///< everything before it is whole

/// State of a slot, in the low bits of its word; the generation stands above them.
enum class Slot : std::uint64_t {
    Free = 0,  ///< nobody's; the id of its last or its expected consumer stays
    Joining = 1,  ///< its owner is finding its place; gates already, from a low bound
    Active = 2,  ///< attached: gates
    Retained = 3,  ///< a required consumer that died: gates
    Evicted = 4  ///< put out: gates nobody, FREE for a joiner once its lock byte is
};

inline constexpr unsigned kStateBits = 3;  ///< of a slot's word
/// The word of a slot. The generation goes up by 1 with each attachment; it has 61 bits.
[[nodiscard]] constexpr std::uint64_t slot_word(std::uint64_t generation, Slot state) noexcept
{
    return (generation << kStateBits) | static_cast<std::uint64_t>(state);
}
/// Of a damaged word perhaps none of the enumerators.
[[nodiscard]] constexpr Slot slot_state(std::uint64_t word) noexcept
{
    return static_cast<Slot>(word & ((1U << kStateBits) - 1));
}
/// Attachments begun in the slot; 0: never one.
[[nodiscard]] constexpr std::uint64_t slot_generation(std::uint64_t word) noexcept
{
    return word >> kStateBits;
}

/// Why a slot is FREE that was ACTIVE: its owner detached, or was found dead.
enum class Gone : std::uint32_t {
    No = 0,  ///< it is not, or its slot is being taken again
    Left = 1,  ///< detached
    Died = 2  ///< reaped
};

/// Who holds a slot or the producer block. Written under its lock byte: by the owner, and by the
/// producer the id of a consumer that it expects.
struct Identity {
    Word64 sequence_lock;  ///< odd while being written
    Word64 pid;  ///< in the owner's pid namespace; 0: expected, not here yet
    Word64 start_time;  ///< field 22 of /proc/pid/stat, ticks
    Word64 pid_namespace;  ///< inode of /proc/self/ns/pid; 0: unknown
    Word64 time_namespace;  ///< inode of /proc/self/ns/time; 0: unknown
    Word64 since_ns;  ///< CLOCK_MONOTONIC: when this was written
    std::array<Word64, 4> id_text;  ///< kIdBytes characters, NUL-padded; the producer has none
};

/// One place for a consumer. Its owner is who holds the slot's lock byte.
struct ConsumerSlot {
    alignas(kLine) Word64 word;  ///< everybody, by compare-exchange of the whole word
    /// Epoch (its low 32 bits) in which its id was last ACTIVE, 0: never. The owner; who reaps it;
    /// a producer that begins, for those who live.
    Word32 seen;
    /// Not 0: gates until it was seen. Bit 0 by discovery, bit 1 by liveness: the producer. A
    /// joiner with another id clears it.
    Word32 expected;
    Word32 required;  ///< 1: named by the liveness configuration; the producer
    Word32 gone;  ///< layout::Gone, counts while FREE: the owner, or who reaps it
    Word64 expected_from;  ///< count from which it gates until it was seen; the producer
    alignas(kLine) Word64 cursor;  ///< count consumed; the owner only
    Word64 leased_to;  ///< count up to which events were handed out in place; the owner only
    Word64 last_wait_ns;  ///< display only; the owner only
    Word32 no_membarrier;  ///< 1: membarrier cannot reach it, its wakes may be late; the owner
    alignas(kLine) Identity identity;  ///< kept when FREE, for a resume; see there
    std::array<std::byte, kLine> reserved;  ///< zero
};
static_assert(sizeof(ConsumerSlot) == 512 && offsetof(ConsumerSlot, cursor) == kLine
    && offsetof(ConsumerSlot, identity) == 2 * kLine);

/// Why the stream ended, as stored; 0 is an open stream.
enum class End : std::uint32_t {
    Open = 0,  ///< there may be more, or the producer died
    Closed = 1,  ///< the producer left in order
    RequiredConsumerFailed = 2  ///< the producer gave up; `end_slot` says because of whom
};

/// What the liveness checks know, mirrored for observers. All written by the producer.
struct LivenessMirror {
    Word64 enabled;  ///< 1: this producer has a configuration; stored last
    Word64 startup_wait_timeout_ns;  ///< as configured
    Word64 progress_timeout_ns;  ///< as configured
    Word64 progress_check_interval_ns;  ///< as configured
    Word64 shutdown_grace_period_ns;  ///< as configured
    Word64 failure_action;  ///< number of a RequiredConsumerFailureAction
    Word64 alert_count;  ///< alerts under this configuration; stored after what the last one says
    Word64 alert_slot;  ///< index of the consumer's slot
    Word64 alert_last_count;  ///< count it had consumed
    Word64 alert_stalled_ns;  ///< while the producer was blocked by it
    Word64 alert_died;  ///< 1: its lock byte was free
    Word64 fires_at_ns;  ///< CLOCK_MONOTONIC, 0: nothing is due
};

/// What the producer shares. Where nobody is named, the producer alone writes.
struct ProducerBlock {
    alignas(kLine) Word64 published;  ///< count that can be read; release
    alignas(kLine) Word64 write_limit;  ///< count that may be written, announced; never lowered
    /// Futex word. Consumers make it odd before they sleep; the producer makes it even, wakes all.
    alignas(kLine) Word32 data_gate;
    /// Futex word. The producer makes it odd before it sleeps; a consumer makes it even, wakes it.
    alignas(kLine) Word32 space_gate;
    alignas(kLine) Word64 epoch;  ///< +1 per producer
    Word32 stream_end;  ///< layout::End; final in an instance
    Word32 end_slot;  ///< with RequiredConsumerFailed: of the consumer that made it end
    Word32 unlink_on_close;  ///< 1: the last one out removes the name
    Word32 no_membarrier;  ///< 1: membarrier cannot reach the producer, so its wake may be late
    /// Slots at and above it were never used. Joiners, before JOINING, and the producer raise it.
    Word32 slots_used_max;
    Word32 expected_any;  ///< how many consumers of any id are waited for
    Word32 start_at_oldest;  ///< 1: for a new id StartAt::Default means Oldest
    Word32 last_wait_slot;  ///< while blocked: the slot that gates, +1; 0: none
    Word32 was_active;  ///< 1 once any consumer was ACTIVE in this instance; that consumer
    Word32 required_left;  ///< +1 by a required consumer that detaches: the producer looks who
    Word64 expected_from;  ///< count from which consumers of any id gate until enough were seen
    Word64 blocked_since_ns;  ///< CLOCK_MONOTONIC; 0: not blocked
    Word64 blocked_total_ns;  ///< by all producers, without the present block
    Word64 used_max;  ///< most events unread at once when the gate was looked at
    Word64 last_wait_ns;  ///< CLOCK_MONOTONIC: it had no room; display only
    alignas(kLine) Identity owner;  ///< of the producer, or of the last one
    alignas(kLine) LivenessMirror liveness;  ///< display only
    alignas(kLine) std::array<std::byte, kPage - 7 * kLine> reserved;  ///< zero
};
static_assert(sizeof(ProducerBlock) == kPage && offsetof(ProducerBlock, write_limit) == kLine
    && offsetof(ProducerBlock, epoch) == 4 * kLine && offsetof(ProducerBlock, owner) == 5 * kLine);

/// A counter describes itself. One writer each, its owner: plain load and store.
struct CounterCell {
    alignas(kLine) Word32 id;  ///< 0: unused, 0xffffffff: being named; stored last
    Word32 owner;  ///< kOwnerProducer, or the index of a consumer slot
    std::array<Word64, 6> label_text;  ///< 48 characters, NUL-padded
    alignas(kLine / 2) Word64 value;  ///< a sum or a maximum, as the id says; wraps at 2^64
};
static_assert(sizeof(CounterCell) == kLine);

inline constexpr std::uint32_t kOwnerProducer = 0xffffffff;  ///< in CounterCell::owner
inline constexpr std::uint32_t kApplicationCounters = 64;  ///< cells, of all endpoints together
inline constexpr std::uint32_t kFirstApplicationCounterId = 0x100;  ///< lower ones are the ring's

/// The counters that every ring has: the producer's cells first, then one group for each slot. The
/// id of a cell is its group's first id and its place in the group. The two byte counters are never
/// stored: all events of a ring have one size, so an observer derives them exactly, as the count in
/// the cell before times the event size.
enum class ProducerCounter : std::uint32_t {
    EventsPublished,  ///< by all producers of the ring
    EventsPublishedBytes,  ///< derived
    FullEvents,  ///< times it found the ring full after it had room
    Parks,  ///< times it went to sleep in the kernel
    Unparks,  ///< times its peer ended that sleep, and not the clock
    Wakes,  ///< times it woke consumers
    LateWakes,  ///< times the clock ended that sleep: with room there, or with a deaf peer
    Reaped,  ///< dead consumers given up
    Evicted,  ///< consumers put out, also for a corrupt cursor
    Corrupt,  ///< cursors found that cannot be
    Count  ///< of these; not one itself
};
/// The counters of each slot, which begin at 0 with each attachment.
enum class ConsumerCounter : std::uint32_t {
    EventsConsumed,  ///< since it attached
    EventsConsumedBytes,  ///< derived
    EmptySpins,  ///< looks that found no event
    Parks,  ///< times it went to sleep in the kernel
    Unparks,  ///< times its peer ended that sleep, and not the clock
    LagMax,  ///< most events published and not consumed when it looked
    Redelivered,  ///< events that a predecessor of this id had leased when it died
    LateWakes,  ///< times the clock ended that sleep: with an event there, or a deaf peer
    Count  ///< of these; not one itself
};
inline constexpr std::uint32_t kFirstProducerCounterId = 0x10;  ///< of EventsPublished
inline constexpr std::uint32_t kFirstConsumerCounterId = 0x20;  ///< of EventsConsumed, in each slot
inline constexpr std::uint32_t kProducerCounters = 16;  ///< cells, some unused
inline constexpr std::uint32_t kConsumerCounters = 8;  ///< cells of each slot
static_assert(static_cast<std::uint32_t>(ProducerCounter::Count) <= kProducerCounters
    && static_cast<std::uint32_t>(ConsumerCounter::Count) <= kConsumerCounters);

/// As stored in the producer's cell.
[[nodiscard]] constexpr std::uint32_t counter_id(ProducerCounter which) noexcept
{
    return kFirstProducerCounterId + static_cast<std::uint32_t>(which);
}
/// As stored in the cell of each slot: the owner tells them apart.
[[nodiscard]] constexpr std::uint32_t counter_id(ConsumerCounter which) noexcept
{
    return kFirstConsumerCounterId + static_cast<std::uint32_t>(which);
}
static_assert(
    counter_id(ProducerCounter::Unparks) == 0x14 && counter_id(ConsumerCounter::LagMax) == 0x25);

/// Cells of a ring: the producer's, the slots', the application's.
[[nodiscard]] constexpr std::uint64_t counter_cells(std::uint32_t consumer_slots) noexcept
{
    return kProducerCounters + std::uint64_t{kConsumerCounters} * consumer_slots
        + kApplicationCounters;
}

/// Latencies from 1 ns to 1.2 h, at most 1.6 % off; longer ones are counted in the last cell.
using RingLatencies = LatencyCells<5, 42>;

/// One histogram for the producer, then one for each slot, where the ring was made with them. One
/// writer each, plain load and store. How many were recorded is the sum of the cells. A slot's
/// begins empty with another id, and goes on when the same id comes back.
struct LatencyHistogram {
    alignas(kLine) Word64 sum_ns;  ///< each with RingLatencies::kValueMax at most
    Word64 max_ns;  ///< the longest one, however long
    alignas(kLine) std::array<Word64, RingLatencies::kCells> cells;  ///< how many fell into each
};
static_assert(sizeof(LatencyHistogram) == kLine + 8 * RingLatencies::kCells);

/// Bytes of the section, where the ring has one.
[[nodiscard]] constexpr std::uint64_t histograms_size(std::uint32_t consumer_slots) noexcept
{
    return (std::uint64_t{1} + consumer_slots) * sizeof(LatencyHistogram);
}

/// What happened to the ring.
enum class Happening : std::uint32_t {
    None,  ///< no record, or one that is being written
    Created,  ///< by its first producer
    TakenOver,  ///< by the successor of a producer that died
    Closed,  ///< by its producer
    Joined,  ///< a consumer became ACTIVE
    Left,  ///< a consumer detached
    Reaped,  ///< a dead consumer's slot became FREE
    Retained,  ///< a dead required consumer's slot became RETAINED
    Evicted,  ///< a consumer was put out
    CorruptCursor,  ///< a consumer was put out because its cursor cannot be
    JoinRefused,  ///< a consumer found no free slot
    Stalled,  ///< a required consumer, reported to the producer's alert hook
    Failed  ///< a required consumer: the stream ended
};
/// One thing that happened. Written by whoever did it or found it.
struct BlackboxRecord {
    Word64 time_ns;  ///< CLOCK_MONOTONIC
    Word64 value;  ///< count published or, of a consumer, consumed
    Word32 kind;  ///< a Happening; None first, and stored last with release
    Word32 slot;  ///< of the consumer; 0 where it is about none
    std::array<std::byte, 8> reserved;  ///< zero
};
inline constexpr std::uint64_t kBlackboxRecords = 64;  ///< the oldest one is overwritten
/// The last things that happened. Several writers: each takes its place by fetch-add.
struct Blackbox {
    alignas(kLine) Word64 written;  ///< records ever written; record n lies at n % 64
    alignas(kLine) std::array<BlackboxRecord, kBlackboxRecords> records;  ///< a circle
};
static_assert(sizeof(BlackboxRecord) == 32 && sizeof(Blackbox) <= kPage);

/// The schema section: how many fields, then as many records. Written before the ring has its name,
/// and never again.
struct SchemaHead {
    std::uint32_t field_count;  ///< 1 to kSchemaFieldsMax
    std::array<std::uint8_t, 60> reserved;  ///< zero
};
/// One field of an event; see EventField.
struct SchemaField {
    std::array<char, 48> name;  ///< printable ASCII, NUL-padded
    std::uint32_t type;  ///< a ringlib::FieldType
    std::uint32_t offset;  ///< bytes into the event
    std::uint32_t count;  ///< elements
    std::uint32_t reserved;  ///< zero
};
inline constexpr std::uint32_t kSchemaFieldsMax = 256;  ///< of one event
static_assert(sizeof(SchemaHead) == 64 && sizeof(SchemaField) == 64
    && std::is_trivially_copyable_v<SchemaHead> && std::is_trivially_copyable_v<SchemaField>);

/// Bytes of the section; 0 without fields.
[[nodiscard]] constexpr std::uint64_t schema_size(std::uint64_t field_count) noexcept
{
    return field_count == 0 ? 0 : sizeof(SchemaHead) + field_count * sizeof(SchemaField);
}

/// Bytes from one event to the next: no slot straddles a 64-byte line that another one uses, and
/// small events stay packed.
[[nodiscard]] constexpr std::uint64_t event_stride(std::uint64_t size, std::uint64_t align) noexcept
{
    std::uint64_t small = 1;
    while (small < size) {
        small <<= 1U;
    }
    if (small < 64 && align <= small) {
        return small;
    }
    const std::uint64_t unit = align > 64 ? align : 64;
    return (size + unit - 1) / unit * unit;
}

}  // namespace ringlib::layout
