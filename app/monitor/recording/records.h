// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/bytes.h"
#include "monitor/recording/format.h"

#include <ringlib/error.h>
#include <ringlib/snapshot.h>

/// The records of a recording but for samples: each written and read in one place.
namespace monitor::recording {

/// A process as /proc showed it.
struct SeenProcess {
    std::uint64_t start_time = 0;
    ProcessReading reading;
};

/// A ring that was not there, or not to be read.
struct Loss {
    TimePoint time;
    ringlib::Error why;
};

void write(ByteWriter& out, const Configuration& configuration);
void write(ByteWriter& out, const ringlib::RingInfo& info);
void write(ByteWriter& out, const Loss& loss);
void write(ByteWriter& out, const SeenProcess& process);
void write(ByteWriter& out, const Verdict& verdict);
void write(ByteWriter& out, const RingVerdict& verdict);
void write(ByteWriter& out, const ringlib::HappeningRecord& record);
void write(ByteWriter& out, const MissedTicks& missed);
void write(ByteWriter& out, const Note& note);

// Each leaves `in` failed where none of its kind stands.

void read(ByteReader& in, Configuration& configuration);
void read(ByteReader& in, ringlib::RingInfo& info);
void read(ByteReader& in, Loss& loss);
void read(ByteReader& in, SeenProcess& process);
void read(ByteReader& in, Verdict& verdict);
void read(ByteReader& in, RingVerdict& verdict);
void read(ByteReader& in, ringlib::HappeningRecord& record);
void read(ByteReader& in, MissedTicks& missed);
void read(ByteReader& in, Note& note);

/// Longer texts are cut when written, and are damage when read.
inline constexpr std::size_t kTextMax = 4096;

}  // namespace monitor::recording
