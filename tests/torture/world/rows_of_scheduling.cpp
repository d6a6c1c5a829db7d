// SPDX-License-Identifier: MIT OR Apache-2.0
// When nothing happens for long, when hardly anything can happen, and when it is interrupted.
#include "evidence.h"
#include "rows_of_world.h"
#include "world.h"

#include <csignal>
#include <memory>
#include <thread>

namespace torture {
namespace {

using namespace std::chrono_literals;
using ringlib::Presence;
using ringtest::CheckedEvent;

/// A ring whose producer watches over its one consumer, and is idle between bursts.
class IdleRing {
public:
    explicit IdleRing(std::chrono::milliseconds progress)
    {
        ringlib::RequiredConsumerLivenessConfig liveness{
            .required_consumer_ids = {"one"}, .alert_hook = {}};
        liveness.startup_wait_timeout = 40s;
        liveness.progress_timeout = progress;
        liveness.failure_action = ringlib::RequiredConsumerFailureAction::AlertOnly;
        liveness.alert_hook = [this](const auto&) { ++m_alerts; };
        m_producer.emplace(ringtest::producer_of(m_ring.name(), kCapacity)
                               .with_liveness(std::move(liveness))
                               .build_producer()
                               .value());
        m_reader.emplace(ring_peer({"consume", m_ring.name(), std::to_string(kCapacity), "one",
            "oldest", "copy", "block", "0"}));
        m_reader->read_line();
    }
    IdleRing(const IdleRing&) = delete;
    IdleRing& operator=(const IdleRing&) = delete;
    IdleRing(IdleRing&&) = delete;
    IdleRing& operator=(IdleRing&&) = delete;
    ~IdleRing() = default;

    /// More than the ring holds. @returns whether all went out.
    bool burst()
    {
        bool all = true;
        for (std::size_t i = 0; i < 4 * kCapacity; ++i) {
            const auto next = m_producer->last_published_sequence() + 1;
            all = m_producer->publish_managed([&](CheckedEvent& event) { event.fill(next); })
                      .has_value()
                && all;
        }
        return all;
    }
    [[nodiscard]] int alerts() const { return m_alerts; }
    /// What the reader says at the end of the stream.
    std::string end()
    {
        m_producer->close();
        return m_reader->wait().output;
    }

private:
    static constexpr std::size_t kCapacity = 8;
    TemporaryRing m_ring;
    int m_alerts = 0;
    std::optional<ringlib::Producer<CheckedEvent>> m_producer;
    std::optional<ChildProcess> m_reader;
};

// The seed's defect: a stall clock that runs on while there is nothing to read.
Outcome idle_then_burst(const Effort& effort)
{
    constexpr int kRings = 20;
    constexpr auto kProgress = 1s;
    Evidence evidence;
    std::vector<std::unique_ptr<IdleRing>> rings;
    for (int i = 0; i < kRings; ++i) {
        rings.push_back(std::make_unique<IdleRing>(kProgress));
        evidence.expect(rings.back()->burst(), "the first burst");
    }
    for (std::uint64_t round = 0; round < effort.of(1); ++round) {
        std::this_thread::sleep_for(kProgress + kProgress);  // it is the fault itself
        for (const auto& ring : rings) {
            evidence.tried();
            evidence.expect(ring->burst(), "a burst after an idle time");
        }
    }
    int alerts = 0;
    for (const auto& ring : rings) {
        alerts += ring->alerts();
        const std::string read = ring->end();
        evidence.expect(says(read, "bad", 0), "the reader saw: " + read);
    }
    evidence.expect(alerts == 0, std::to_string(alerts) + " alerts of consumers that were idle");
    return evidence.outcome("alerts " + std::to_string(alerts)
        + " after idling for twice the "
          "progress time-out");
}

Outcome starvation(const Effort& effort)
{
    const Words nice{"nice", "-n", "19"};
    Evidence evidence;
    const TemporaryRing ring;
    auto producer = world_peer({"managed", ring.name(), "64", "one", "1000"}, nice);
    producer.read_line();
    std::vector<ChildProcess> readers;
    for (const std::string id : {"one", "two"}) {
        readers.push_back(
            ring_peer({"consume", ring.name(), "64", id, "next", "copy", "block", "0"}, nice));
        readers.back().read_line();
    }
    const auto before = last_published(ring.name());
    {
        std::vector<ChildProcess> spinners;
        for (unsigned i = 0; i < 2 * std::thread::hardware_concurrency(); ++i) {
            spinners.emplace_back(Words{"/bin/sh", "-c", "while :; do :; done"});
        }
        const Stopwatch time;
        while (time.ms() < static_cast<std::int64_t>(effort.of(3000))) {
            const auto seen = look_at(ring.name());
            bool alive = seen && seen->producer.presence == Presence::Alive;
            for (const auto& consumer : seen->consumers) {
                alive = alive && consumer.presence == Presence::Alive;
            }
            evidence.tried();
            evidence.expect(alive, "a process that gets no time seems dead");
            std::this_thread::sleep_for(10ms);
        }
    }
    const auto events = last_published(ring.name()) - before;
    producer.signal(SIGTERM);
    const auto produced = producer.wait();
    evidence.expect(says(produced.output, "deaths", 0), "the producer saw: " + produced.output);
    for (ChildProcess& reader : readers) {
        const auto read = reader.wait();
        evidence.expect(says(read.output, "bad", 0), "a reader saw: " + read.output);
    }
    return evidence.outcome(std::to_string(events) + " events, alerts "
        + std::to_string(number_after(produced.output, "alerts").value_or(-1))
        + ", false deaths 0");
}

Words interrupted(const Words& role)
{
    Words words{"interrupted"};
    words.insert(words.end(), role.begin(), role.end());
    return words;
}

// Who ends late has been kept from its work by the interruptions: a call that begins anew each
// time.
const Words kInTime = {"timeout", "30"};

// Large ones: to allocate one takes longer than from one signal to the next.
void give_birth_under_interruptions(Evidence& evidence, std::uint64_t times)
{
    for (std::uint64_t i = 0; i < times; ++i) {
        const TemporaryRing ring;
        const auto born = ring_peer(
            interrupted({"produce", ring.name(), "4194304", "10", "1", "block", "0"}), kInTime)
                              .wait();
        evidence.tried();
        evidence.expect(born.code == 0 && says(born.output, "last", 9),
            "a birth under interruptions, exit " + std::to_string(born.code) + ": " + born.output);
    }
}

void work_under_interruptions(Evidence& evidence, std::int64_t duration_ms)
{
    const TemporaryRing ring;
    auto producer = ring_peer(interrupted({"produce", ring.name(), "64", "0", "7", "block", "0"}));
    evidence.expect(producer.read_line() == "ready -1", "no ring under interruptions");
    std::vector<ChildProcess> readers;
    for (const std::string way : {"copy", "lease", "batch"}) {
        for (const std::string wait : {"block", "sleep"}) {
            readers.push_back(ring_peer(
                interrupted({"consume", ring.name(), "64", way + wait, "next", way, wait, "0"})));
            readers.back().read_line();
        }
    }
    const Stopwatch time;
    while (time.ms() < duration_ms) {
        for (const std::string start : {"oldest", "next", "default"}) {
            const auto come_and_gone
                = ring_peer(interrupted({"churn", ring.name(), "64", start, start, "20", "20"}))
                      .wait();
            evidence.tried(20);
            evidence.expect(come_and_gone.code == 0 && says(come_and_gone.output, "joins", 20),
                "who came and went under interruptions: " + come_and_gone.output);
        }
    }
    producer.signal(SIGTERM);
    const auto produced = producer.wait();
    evidence.expect(produced.code == 0, "the producer: " + produced.output);
    for (ChildProcess& reader : readers) {
        const auto read = reader.wait();
        evidence.tried();
        evidence.expect(read.code == 0 && says(read.output, "bad", 0)
                && says(read.output, "end", ringlib::StreamEnd::Closed),
            "a reader under interruptions: " + read.output);
    }
}

Outcome interruptions(const Effort& effort)
{
    Evidence evidence;
    const Stopwatch time;
    give_birth_under_interruptions(evidence, effort.of(3));
    const auto births_ms = time.ms();
    work_under_interruptions(evidence, static_cast<std::int64_t>(effort.of(3000)));
    return evidence.outcome("1,000 signals a second in each process: wrong errors 0; a ring of "
                            "256 MiB was born in "
        + std::to_string(births_ms / static_cast<std::int64_t>(effort.of(3))) + " ms");
}

}  // namespace

std::vector<Row> rows_of_scheduling()
{
    return {
        {"F20", "AnIdleTimeIsNoStall", "bursts", 1, idle_then_burst},
        {"F21", "WhoGetsNoTimeIsNotDead", "looks", 4, starvation},
        {"F22", "NoCallFailsBecauseOfASignal", "calls under signals", 2, interruptions},
    };
}

}  // namespace torture
