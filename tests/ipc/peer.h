// SPDX-License-Identifier: MIT OR Apache-2.0
// What the roles of ring_peer have in common. Each takes its arguments from RING on, and gives the
// exit code.
#pragma once

#include "checked_ring.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ringpeer {

using ringtest::CheckedEvent;
using ringtest::consumer_of;
using ringtest::producer_of;

int produce(char** argv);
int recreate(char** argv);
int require(char** argv);
int stalls(char** argv);
int wakes(char** argv);

int consume(char** argv);
int outlast(char** argv);
int churn(char** argv);
int rejoin(char** argv);
int note(char** argv);
int await_eviction(char** argv);

int fork_often(char** argv);
int fork_and_stay(char** argv);
int fork_while_attaching(char** argv);

int processor_time(char** argv);

void catch_signals();
/// A signal each millisecond, and no call is begun anew after it.
void interrupt_often();
/// By SIGTERM.
[[nodiscard]] bool is_stopped();
void wait_for_signal(int number);  ///< which must be blocked
void block_signal(int number);

[[nodiscard]] std::uint64_t number(const char* text);
[[nodiscard]] ringlib::WaitStrategy strategy(const std::string& name);
[[nodiscard]] ringlib::StartAt start_of(const std::string& name);
int refused(const ringlib::Error& error);

struct Tally {
    std::uint64_t seen = 0;
    std::uint64_t bad = 0;
    std::uint64_t redelivered = 0;
    ringlib::Sequence last = ringlib::kNoSequence;

    void take(const CheckedEvent& event, ringlib::Sequence sequence)
    {
        bad += sequence == last + 1 && event.is(sequence) ? 0U : 1U;
        last = sequence;
        ++seen;
    }
};

/// Until `limit` events were seen, the stream ends or SIGTERM comes. SIGUSR1 puts it to sleep
/// between two events, SIGUSR2 wakes it.
/// @param way copy, lease or batch
void consume_one_way(ringlib::Consumer<CheckedEvent>& consumer, const std::string& way,
    std::uint64_t limit, Tally& tally);

void say(const Tally& tally, ringlib::Sequence first, const std::optional<ringlib::StreamEnd>& end);

}  // namespace ringpeer
