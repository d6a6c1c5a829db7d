// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ringlib::detail {

/// The steps of the protocol between which a process may die, be stopped or be late: what a test
/// must be able to reach by name, because chance does not. In the order of a life.
enum class Step : std::uint8_t {
    LockFileOpened,
    LockTaken,
    CreateFileMade,
    CreateSpaceAllocated,
    CreateMapped,
    CreateFilled,
    CreateBeforeName,
    CreateSpareName,
    CreateAfterName,
    TakeOverBeforeWords,
    TakeOverBeforeScan,
    TakeOverAfterScan,
    GateBeforeFence,
    GateBetweenSlots,
    GateWordRead,
    RoomBeforeAnnounce,
    RoomAnnounced,
    RoomGranted,
    ReapFoundDead,
    ReapBeforeFree,
    ReapFreed,
    RetainBefore,
    EvictBefore,
    EvictedBeforeFence,
    WriteBegun,
    WriteHalf,  ///< by the test: in the middle of an event
    PublishBefore,
    PublishAfter,
    WakeBefore,
    SleepAnnounced,
    SleepLastLook,
    CloseBeforeEnd,
    CloseEnded,
    OpenBeforeHeader,
    OpenHeaderRead,
    MapBefore,
    JoinIdLocked,
    JoinSlotLocked,
    JoinCursorPlaced,
    JoinIdentityWritten,
    JoinAnnounced,
    JoinFenced,
    JoinStartStored,
    JoinActive,
    ResumeIdentityWritten,
    ResumeTaken,
    ReadLookedForMore,
    ReadHalf,  ///< by the test: in the middle of an event
    ReadCopied,
    ReadValidated,
    CommitBefore,
    CommitAfter,
    LeaveBeforeFree,
    LeaveFreed,
    RemoveSlotsLocked,
    RemoveNameGone,
    ObserveBetweenReads,
    Count
};

constexpr auto kSteps = static_cast<std::size_t>(Step::Count);

/// As printed, and as given to a test.
constexpr std::array<std::string_view, kSteps> kStepNames = {
    "lock_file.opened",
    "lock.taken",
    "create.file_made",
    "create.space_allocated",
    "create.mapped",
    "create.filled",
    "create.before_name",
    "create.spare_name",
    "create.after_name",
    "take_over.before_words",
    "take_over.before_scan",
    "take_over.after_scan",
    "gate.before_fence",
    "gate.between_slots",
    "gate.word_read",
    "room.before_announce",
    "room.announced",
    "room.granted",
    "reap.found_dead",
    "reap.before_free",
    "reap.freed",
    "retain.before",
    "evict.before",
    "evict.before_fence",
    "write.begun",
    "write.half",
    "publish.before",
    "publish.after",
    "wake.before",
    "sleep.announced",
    "sleep.last_look",
    "close.before_end",
    "close.ended",
    "open.before_header",
    "open.header_read",
    "map.before",
    "join.id_locked",
    "join.slot_locked",
    "join.cursor_placed",
    "join.identity_written",
    "join.announced",
    "join.fenced",
    "join.start_stored",
    "join.active",
    "resume.identity_written",
    "resume.taken",
    "read.looked_for_more",
    "read.half",
    "read.copied",
    "read.validated",
    "commit.before",
    "commit.after",
    "leave.before_free",
    "leave.freed",
    "remove.slots_locked",
    "remove.name_gone",
    "observe.between_reads",
};

#ifdef RINGLIB_TEST_POINTS

/// Defined by the test program: does there what the test wants (wait, stop, die, or nothing).
void reach(Step step) noexcept;
/// Defined by the test program: the errno with which the system call after this step is to fail, or
/// 0.
[[nodiscard]] int error_at(Step step) noexcept;

#else

constexpr void reach(Step) noexcept { }
[[nodiscard]] constexpr int error_at(Step) noexcept
{
    return 0;
}

#endif

}  // namespace ringlib::detail
