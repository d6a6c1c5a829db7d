// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/bytes.h"

#include <ringlib/snapshot.h>

#include <chrono>
#include <optional>
#include <vector>

/// The parts of a sample that are written when they differ from the sample before. What is read is
/// not to be believed once `in` has failed.
namespace monitor::recording {

void write_duration(ByteWriter& out, std::chrono::nanoseconds duration);
[[nodiscard]] std::chrono::nanoseconds read_duration(ByteReader& in);

/// But for the sequence and the time blocked.
void write_producer(ByteWriter& out, const ringlib::ProducerSnapshot& producer);
void read_producer(ByteReader& in, ringlib::ProducerSnapshot& producer);

/// But for the sequence, which every sample has.
void write_consumers(ByteWriter& out, const std::vector<ringlib::ConsumerSnapshot>& consumers);
void read_consumers(ByteReader& in, std::vector<ringlib::ConsumerSnapshot>& consumers);

void write_end(ByteWriter& out, const std::optional<ringlib::StreamEnd>& end);
void read_end(ByteReader& in, std::optional<ringlib::StreamEnd>& end);

/// But for `fires_in`, which runs.
void write_liveness(ByteWriter& out, const std::optional<ringlib::LivenessSnapshot>& liveness);
void read_liveness(ByteReader& in, std::optional<ringlib::LivenessSnapshot>& liveness);

/// But for the values.
void write_counter_names(ByteWriter& out, const std::vector<ringlib::CounterValue>& counters);
void read_counter_names(ByteReader& in, std::vector<ringlib::CounterValue>& counters);

}  // namespace monitor::recording
