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
///     0        RingHeader        512 B, immutable, CRC-32C over its first 508
///     512      ready word        0 while building, 1 stored last
///     page     ConsumerSlot[n]   512 B each: word | cursor | identity
///     page     ProducerBlock     4 KiB: published | write limit | sleepers | owner, stream end
///     page     CounterCell[m]    128 B each: name | value
///     page     Blackbox          the last 64 things that happened to the ring
///     page     LatencyHistogram[1 + n]: producer, slots; only where asked for, otherwise of size 0
///     page     schema            a count, then 64 B for each field of an event; the same
///     page     events[capacity]  one stride apart; consumers map these pages read-only
///
/// Positions in memory are counts: `published` = 3 means that the sequences 0, 1, 2 can be read.
/// Every word that two processes touch is a lock-free atomic; whoever writes it is named beside it.
namespace ringlib::layout {

inline constexpr std::array<char, 8> kMagic = {'R', 'I', 'N', 'G', 'L', 'I', 'B', '1'};
inline constexpr std::uint32_t kByteOrder = 0x01020304;
inline constexpr std::uint16_t kMajor = 1;
inline constexpr std::uint16_t kMinor = 0;
inline constexpr std::size_t kLine = 128;  // two 64-byte lines: x86 fetches them in pairs
inline constexpr std::size_t kPage = 4096;
inline constexpr std::size_t kIdBytes = 32;  // an id of at most 31 characters and its NUL
inline constexpr std::uint64_t kCapacityMin = 2;
inline constexpr std::uint64_t kCapacityMax = std::uint64_t{1} << 30;
inline constexpr std::uint32_t kConsumersMax = 256;
inline constexpr std::uint64_t kCountMax = std::uint64_t{1} << 62;  // beyond it: refused

using Word64 = std::atomic<std::uint64_t>;
using Word32 = std::atomic<std::uint32_t>;
static_assert(Word64::is_always_lock_free && Word32::is_always_lock_free);

struct RingHeader {
    std::array<char, 8> magic;
    std::uint32_t byte_order;
    std::uint16_t layout_major;
    std::uint16_t layout_minor;
    std::uint32_t header_size;
    std::uint32_t features_incompat;  // an unknown bit: nobody may touch the ring
    std::uint32_t features_ro_compat;  // an unknown bit: reading is safe, writing is not
    std::uint32_t features_compat;  // an unknown bit may be ignored
    std::uint64_t total_size;
    std::uint64_t capacity;
    std::uint64_t event_size;
    std::uint64_t event_stride;
    std::uint32_t event_align;
    std::uint32_t consumer_slots;
    std::uint32_t page_size;
    std::uint32_t line_size;
    std::uint64_t ready_offset;
    std::uint64_t slots_offset;
    std::uint64_t slot_stride;
    std::uint64_t producer_offset;
    std::uint64_t producer_size;
    std::uint64_t counters_offset;
    std::uint64_t counters_size;
    std::uint64_t blackbox_offset;
    std::uint64_t blackbox_size;
    std::uint64_t histograms_offset;
    std::uint64_t histograms_size;
    std::uint64_t schema_offset;
    std::uint64_t schema_size;
    std::uint64_t events_offset;
    std::uint64_t events_size;
    std::array<std::uint8_t, 16> instance;  // random, per creation
    std::array<std::uint8_t, 16> boot_id;  // all owners of another boot are dead
    std::uint64_t creator_start_time;
    std::uint64_t creator_pid_namespace;
    std::uint64_t creator_time_namespace;
    std::int64_t created_at_realtime_ns;  // display only
    std::array<std::uint64_t, 2> event_name_hash;
    std::array<char, 64> event_name;
    std::array<char, 64> label;
    std::int32_t creator_pid;
    std::array<std::uint8_t, 96> reserved;  // zero, and checked to be
    std::uint32_t crc32c;
};
static_assert(sizeof(RingHeader) == 512 && std::is_trivially_copyable_v<RingHeader>);
static_assert(offsetof(RingHeader, total_size) == 32 && offsetof(RingHeader, ready_offset) == 80
    && offsetof(RingHeader, instance) == 200 && offsetof(RingHeader, event_name) == 280
    && offsetof(RingHeader, creator_pid) == 408 && offsetof(RingHeader, crc32c) == 508);

inline constexpr std::uint64_t kReadyOffset = 512;
inline constexpr std::uint32_t kReady = 1;

/// State of a slot, in the low bits of its word; the generation stands above them.
enum class Slot : std::uint64_t { Free = 0, Joining = 1, Active = 2, Retained = 3, Evicted = 4 };

inline constexpr unsigned kStateBits = 3;
[[nodiscard]] constexpr std::uint64_t slot_word(std::uint64_t generation, Slot state) noexcept
{
    return (generation << kStateBits) | static_cast<std::uint64_t>(state);
}
[[nodiscard]] constexpr Slot slot_state(std::uint64_t word) noexcept
{
    return static_cast<Slot>(word & ((1U << kStateBits) - 1));
}
[[nodiscard]] constexpr std::uint64_t slot_generation(std::uint64_t word) noexcept
{
    return word >> kStateBits;
}

/// Who holds a slot or the producer block: written by the owner while nobody else may.
struct Identity {
    Word64 sequence_lock;  // odd while being written
    Word64 pid;
    Word64 start_time;  // field 22 of /proc/pid/stat, ticks
    Word64 pid_namespace;
    Word64 time_namespace;
    Word64 since_ns;  // CLOCK_MONOTONIC
    std::array<Word64, 4> id_text;  // kIdBytes characters, NUL-padded
};

struct ConsumerSlot {
    alignas(kLine) Word64 word;  // everybody, by compare-exchange of the whole word
    Word32 seen;  // 1 once it was ACTIVE; the owner, or who reaps it
    Word32 expected;  // 1: gates until it was seen; the producer, or a joiner with another id
    Word32 required;  // 1: named by the liveness configuration; the producer
    Word32 left;  // 1: its owner detached, if FREE; the owner
    Word64 expected_from;  // count from which it gates until it was seen; the producer
    alignas(kLine) Word64 cursor;  // count consumed; the owner only
    Word64 leased_to;  // count up to which events were handed out in place; the owner only
    Word64 last_wait_ns;  // display only; the owner only
    Word32 no_membarrier;  // 1: membarrier cannot reach the owner: wakers may miss it
    alignas(kLine) Identity identity;  // kept when FREE, for a resume
    std::array<std::byte, kLine> reserved;
};
static_assert(sizeof(ConsumerSlot) == 512 && offsetof(ConsumerSlot, cursor) == kLine
    && offsetof(ConsumerSlot, identity) == 2 * kLine);

/// Why the stream ended, as stored; 0 is an open stream.
enum class End : std::uint32_t { Open = 0, Closed = 1, RequiredConsumerFailed = 2 };

/// What the liveness checks know, mirrored for observers. All written by the producer.
struct LivenessMirror {
    Word64 enabled;
    Word64 startup_wait_timeout_ns;
    Word64 progress_timeout_ns;
    Word64 progress_check_interval_ns;
    Word64 shutdown_grace_period_ns;
    Word64 failure_action;
    Word64 alert_count;
    Word64 alert_slot;
    Word64 alert_last_count;
    Word64 alert_stalled_ns;
    Word64 alert_died;
    Word64 fires_at_ns;  // CLOCK_MONOTONIC, 0: nothing is due
};

struct ProducerBlock {
    alignas(kLine) Word64 published;  // count; the producer, release
    alignas(kLine) Word64 write_limit;  // count that may be written: announced first, never lowered
    // Futex words. Odd: somebody sleeps on it. A waker makes it even again and wakes all.
    alignas(kLine) Word32 data_gate;  // consumers sleep, the producer wakes
    alignas(kLine) Word32 space_gate;  // the producer sleeps, consumers wake
    alignas(kLine) Word64 epoch;  // +1 per producer
    Word32 stream_end;  // layout::End; the producer
    Word32 end_slot;  // the consumer that made it end, with RequiredConsumerFailed
    Word32 unlink_on_close;  // 1: the last one out removes the name
    Word32 no_membarrier;  // 1: the producer cannot be reached by membarrier
    Word32
        slots_used_max;  // slots at and above it were never used; joiners raise it before JOINING
    Word32 expected_any;  // how many consumers of any id are waited for
    Word32 start_at_oldest;  // 1: StartAt::Default means Oldest until a consumer was ACTIVE
    Word32 last_wait_slot;  // the slot that gates, +1; 0: none
    Word32 required_left;  // +1 when a required consumer detaches: the producer looks who
    Word64 expected_from;  // count from which consumers of any id gate until enough were seen
    Word64 blocked_since_ns;  // CLOCK_MONOTONIC; 0: not blocked
    Word64 blocked_total_ns;
    Word64 used_max;  // most slots ever in use when the gate was looked at
    Word64 last_wait_ns;  // display only
    alignas(kLine) Identity owner;
    alignas(kLine) LivenessMirror liveness;
    alignas(kLine) std::array<std::byte, kPage - 7 * kLine> reserved;
};
static_assert(sizeof(ProducerBlock) == kPage && offsetof(ProducerBlock, write_limit) == kLine
    && offsetof(ProducerBlock, epoch) == 4 * kLine && offsetof(ProducerBlock, owner) == 5 * kLine);

/// A counter describes itself: `id` 0 is an unused cell, and is stored last. One writer each: load
/// and store.
struct CounterCell {
    alignas(kLine) Word32 id;
    Word32 owner;  // kOwnerProducer, or the index of a consumer slot
    std::array<Word64, 6> label_text;  // 48 characters, NUL-padded
    alignas(kLine / 2) Word64 value;
};
static_assert(sizeof(CounterCell) == kLine);

inline constexpr std::uint32_t kOwnerProducer = 0xffffffff;
inline constexpr std::uint32_t kApplicationCounters = 64;
inline constexpr std::uint32_t kFirstApplicationCounterId = 0x100;

/// The counters that every ring has: the producer's cells first, then one group for each slot. The
/// id of a cell is its group's first id and its place in the group. The two byte counters are never
/// stored: all events of a ring have one size, so an observer derives them exactly, as the count in
/// the cell before times the event size.
enum class ProducerCounter : std::uint32_t {
    EventsPublished,
    EventsPublishedBytes,  // derived
    FullEvents,  // times it found the ring full after it had room
    Parks,  // times it went to sleep in the kernel
    Unparks,  // times its peer ended that sleep, and not the clock
    Wakes,  // times it woke consumers
    LateWakes,
    Reaped,
    Evicted,
    Corrupt,
    Count
};
enum class ConsumerCounter : std::uint32_t {
    EventsConsumed,
    EventsConsumedBytes,  // derived
    EmptySpins,  // looks that found no event
    Parks,
    Unparks,
    LagMax,
    Redelivered,
    LateWakes,
    Count
};
inline constexpr std::uint32_t kFirstProducerCounterId = 0x10;
inline constexpr std::uint32_t kFirstConsumerCounterId = 0x20;
inline constexpr std::uint32_t kProducerCounters = 16;
inline constexpr std::uint32_t kConsumerCounters = 8;
static_assert(static_cast<std::uint32_t>(ProducerCounter::Count) <= kProducerCounters
    && static_cast<std::uint32_t>(ConsumerCounter::Count) <= kConsumerCounters);

[[nodiscard]] constexpr std::uint32_t counter_id(ProducerCounter which) noexcept
{
    return kFirstProducerCounterId + static_cast<std::uint32_t>(which);
}
[[nodiscard]] constexpr std::uint32_t counter_id(ConsumerCounter which) noexcept
{
    return kFirstConsumerCounterId + static_cast<std::uint32_t>(which);
}
static_assert(
    counter_id(ProducerCounter::Unparks) == 0x14 && counter_id(ConsumerCounter::LagMax) == 0x25);

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
    alignas(kLine) Word64 sum_ns;  // each with RingLatencies::kValueMax at most
    Word64 max_ns;
    alignas(kLine) std::array<Word64, RingLatencies::kCells> cells;
};
static_assert(sizeof(LatencyHistogram) == kLine + 8 * RingLatencies::kCells);

[[nodiscard]] constexpr std::uint64_t histograms_size(std::uint32_t consumer_slots) noexcept
{
    return (std::uint64_t{1} + consumer_slots) * sizeof(LatencyHistogram);
}

/// What happened to the ring. Several writers: the index by
/// fetch-add, `kind` stored last with release.
enum class Happening : std::uint32_t {
    None,
    Created,
    TakenOver,
    Closed,
    Joined,
    Left,
    Reaped,
    Retained,
    Evicted,
    CorruptCursor,
    JoinRefused,
    Stalled,  // a required consumer, reported to the producer's alert hook
    Failed  // a required consumer: the stream ended
};
struct BlackboxRecord {
    Word64 time_ns;  // CLOCK_MONOTONIC
    Word64 value;  // the count it was about
    Word32 kind;
    Word32 slot;
    std::array<std::byte, 8> reserved;
};
inline constexpr std::uint64_t kBlackboxRecords = 64;
struct Blackbox {
    alignas(kLine) Word64 written;  // records ever written; record n lies at n % 64
    alignas(kLine) std::array<BlackboxRecord, kBlackboxRecords> records;
};
static_assert(sizeof(BlackboxRecord) == 32 && sizeof(Blackbox) <= kPage);

/// The schema section: how many fields, then as many records. Written before the ring has its name,
/// and never again.
struct SchemaHead {
    std::uint32_t field_count;  // 1 to kSchemaFieldsMax
    std::array<std::uint8_t, 60> reserved;
};
struct SchemaField {
    std::array<char, 48> name;  // printable ASCII, NUL-padded
    std::uint32_t type;  // a ringlib::FieldType
    std::uint32_t offset;  // bytes into the event
    std::uint32_t count;  // elements
    std::uint32_t reserved;
};
inline constexpr std::uint32_t kSchemaFieldsMax = 256;
static_assert(sizeof(SchemaHead) == 64 && sizeof(SchemaField) == 64
    && std::is_trivially_copyable_v<SchemaHead> && std::is_trivially_copyable_v<SchemaField>);

[[nodiscard]] constexpr std::uint64_t schema_size(std::uint64_t field_count) noexcept
{
    return field_count == 0 ? 0 : sizeof(SchemaHead) + field_count * sizeof(SchemaField);
}

/// Bytes from one event to the next: no slot straddles a line, and small events stay packed.
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
