// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/detail/test_point.h"

namespace torture {

using ringlib::detail::Step;

/// Whose process comes to the step.
enum class Victim { Producer, Successor, Required, Newcomer, Observer, Creator };

/// What must happen for the victim to come there.
enum class Cause { Load, ADeath, AnEviction, ADeathOfTheRequired, ASlowProducer, ASlowReader };

struct Place {
    Step step{};
    Victim victim{};
    Cause cause = Cause::Load;
};

constexpr Place kPlaces[] = {
    {Step::TakeOverBeforeWords, Victim::Successor},
    {Step::TakeOverBeforeScan, Victim::Successor},
    {Step::TakeOverAfterScan, Victim::Successor},
    {Step::LockTaken, Victim::Successor},
    {Step::GateBeforeFence, Victim::Producer},
    {Step::GateBetweenSlots, Victim::Producer},
    {Step::GateWordRead, Victim::Producer},
    {Step::RoomBeforeAnnounce, Victim::Producer},
    {Step::RoomAnnounced, Victim::Producer},
    {Step::RoomGranted, Victim::Producer},
    {Step::ReapFoundDead, Victim::Producer, Cause::ADeath},
    {Step::ReapBeforeFree, Victim::Producer, Cause::ADeath},
    {Step::ReapFreed, Victim::Producer, Cause::ADeath},
    {Step::RetainBefore, Victim::Producer, Cause::ADeathOfTheRequired},
    {Step::EvictBefore, Victim::Producer, Cause::AnEviction},
    {Step::EvictedBeforeFence, Victim::Producer, Cause::AnEviction},
    {Step::WriteBegun, Victim::Producer},
    {Step::WriteHalf, Victim::Producer},
    {Step::PublishBefore, Victim::Producer},
    {Step::PublishAfter, Victim::Producer},
    {Step::WakeBefore, Victim::Producer, Cause::ASlowProducer},
    {Step::SleepAnnounced, Victim::Producer, Cause::ASlowReader},
    {Step::SleepLastLook, Victim::Producer, Cause::ASlowReader},
    {Step::OpenBeforeHeader, Victim::Newcomer},
    {Step::OpenHeaderRead, Victim::Newcomer},
    {Step::MapBefore, Victim::Newcomer},
    {Step::LockFileOpened, Victim::Newcomer},
    {Step::LockTaken, Victim::Newcomer},
    {Step::JoinIdLocked, Victim::Newcomer},
    {Step::JoinSlotLocked, Victim::Newcomer},
    {Step::JoinCursorPlaced, Victim::Newcomer},
    {Step::JoinIdentityWritten, Victim::Newcomer},
    {Step::JoinAnnounced, Victim::Newcomer},
    {Step::JoinFenced, Victim::Newcomer},
    {Step::JoinStartStored, Victim::Newcomer},
    {Step::JoinActive, Victim::Newcomer},
    {Step::LeaveBeforeFree, Victim::Newcomer},
    {Step::LeaveFreed, Victim::Newcomer},
    {Step::ReadCopied, Victim::Newcomer},
    {Step::CommitBefore, Victim::Newcomer},
    {Step::JoinIdLocked, Victim::Required},
    {Step::JoinSlotLocked, Victim::Required},
    {Step::ResumeIdentityWritten, Victim::Required},
    {Step::ResumeTaken, Victim::Required},
    {Step::SleepAnnounced, Victim::Required, Cause::ASlowProducer},
    {Step::SleepLastLook, Victim::Required, Cause::ASlowProducer},
    {Step::ReadLookedForMore, Victim::Required},
    {Step::ReadHalf, Victim::Required},
    {Step::ReadCopied, Victim::Required},
    {Step::ReadValidated, Victim::Required},
    {Step::CommitBefore, Victim::Required},
    {Step::CommitAfter, Victim::Required},
    {Step::ObserveBetweenReads, Victim::Observer},
    {Step::CloseBeforeEnd, Victim::Creator},
    {Step::CloseEnded, Victim::Creator},
    {Step::RemoveSlotsLocked, Victim::Creator},
    {Step::RemoveNameGone, Victim::Creator},
};

}  // namespace torture
