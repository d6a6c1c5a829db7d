// SPDX-License-Identifier: MIT OR Apache-2.0
// Many want what only one can have: the producer's place, and a consumer's id.
#include "evidence.h"
#include "rows_of_world.h"
#include "world.h"

#include <algorithm>
#include <csignal>

namespace torture {
namespace {

constexpr int kRivals = 50;

/// Processes that begin at one signal.
class Rivals {
public:
    explicit Rivals(const Words& role, int count = kRivals)
    {
        for (int i = 0; i < count; ++i) {
            m_all.push_back(world_peer(role));
        }
        for (ChildProcess& rival : m_all) {
            rival.read_line();
        }
    }
    void start() const
    {
        for (const ChildProcess& rival : m_all) {
            rival.signal(SIGUSR2);
        }
    }
    /// The first line of each; who was refused has ended.
    void hear(const std::function<void(ChildProcess&, const std::string&)>& judge)
    {
        for (ChildProcess& rival : m_all) {
            judge(rival, rival.read_line());
        }
    }

private:
    std::vector<ChildProcess> m_all;
};

bool is_refused(const std::string& line, const std::string& code)
{
    return line.rfind("refused " + code + " ", 0) == 0;
}
bool names(const std::string& line, pid_t pid)
{
    return line.find("pid " + std::to_string(pid) + (pid == 0 ? "" : " ")) != std::string::npos
        || line.find("pid " + std::to_string(pid) + ";") != std::string::npos;
}

// 50 for a name that nobody has: one wins.
void race_for_the_ring(Evidence& evidence)
{
    const TemporaryRing ring;
    Rivals rivals({"rival", ring.name(), "64"});
    rivals.start();
    ChildProcess* winner = nullptr;
    int winners = 0;
    rivals.hear([&](ChildProcess& rival, const std::string& line) {
        evidence.tried();
        if (line == "ready") {
            ++winners;
            winner = &rival;
        } else {
            evidence.expect(is_refused(line, "ProducerAlive"), "a loser was told: " + line);
        }
    });
    if (!evidence.expect(winners == 1, std::to_string(winners) + " of 50 won")) {
        return;
    }
    auto reader = ring_peer({"consume", ring.name(), "64", "one", "next", "copy", "block", "5000"});
    const auto read = reader.wait();
    evidence.expect(says(read.output, "bad", 0), "the winner's ring: " + read.output);
    winner->signal(SIGTERM);
    winner->wait();
    evidence.expect(!ring.exists() && !ring.lock_file_exists(), "the winner left its ring behind");
}

// 49 for a ring that has a producer, which stands still: not a byte changes.
void refuse_beside_one_that_stands(Evidence& evidence, std::vector<std::int64_t>& times_us)
{
    const TemporaryRing ring;
    auto producer = ringtest::producer_of(ring.name(), 64).build_producer().value();
    producer.publish([](ringtest::CheckedEvent& event) { event.fill(0); }).value();
    const std::string before = bytes_of(ring.file());
    Rivals rivals({"rival", ring.name(), "64"}, kRivals - 1);
    rivals.start();
    rivals.hear([&](ChildProcess&, const std::string& line) {
        evidence.tried();
        evidence.expect(is_refused(line, "ProducerAlive") && names(line, ::getpid()),
            "a rival of a live producer was told: " + line);
        times_us.push_back(number_after(line, "us").value_or(-1));
    });
    evidence.expect(bytes_of(ring.file()) == before, "the refused changed the ring");
}

// The same while it publishes: the immutable part stays, and its consumers notice nothing.
void refuse_beside_one_that_runs(Evidence& evidence)
{
    const TemporaryRing ring;
    auto producer = ring_peer({"produce", ring.name(), "64", "0", "7", "yield", "0"});
    producer.read_line();
    auto survivor = ring_peer({"consume", ring.name(), "64", "one", "next", "copy", "block", "0"});
    survivor.read_line();
    const std::string before = bytes_of(ring.file()).substr(0, sizeof(ringlib::layout::RingHeader));
    Rivals rivals({"rival", ring.name(), "64"}, kRivals - 1);
    rivals.start();
    rivals.hear([&](ChildProcess&, const std::string& line) {
        evidence.tried();
        evidence.expect(is_refused(line, "ProducerAlive") && names(line, producer.pid()),
            "a rival of a producer that runs was told: " + line);
    });
    evidence.expect(bytes_of(ring.file()).rfind(before, 0) == 0, "the header changed");
    producer.signal(SIGTERM);
    evidence.expect(producer.wait().code == 0, "the first producer did not end well");
    const auto outcome = survivor.wait();
    evidence.expect(says(outcome.output, "bad", 0), "the survivor saw: " + outcome.output);
}

Outcome rivals_for_one_ring(const Effort& effort)
{
    Evidence evidence;
    std::vector<std::int64_t> times_us;
    for (std::uint64_t round = 0; round < effort.of(1); ++round) {
        race_for_the_ring(evidence);
        refuse_beside_one_that_stands(evidence, times_us);
        refuse_beside_one_that_runs(evidence);
    }
    std::sort(times_us.begin(), times_us.end());
    return evidence.outcome("refused after " + std::to_string(times_us[times_us.size() / 2] / 1000)
        + " ms, at most " + std::to_string(times_us.back() / 1000) + " ms");
}

// 50 who have not come yet: one of them is in.
void race_for_the_id(Evidence& evidence, const std::string& ring)
{
    Rivals rivals({"attach", ring, "64", "same"});
    rivals.start();
    ChildProcess* winner = nullptr;
    int winners = 0;
    rivals.hear([&](ChildProcess& rival, const std::string& line) {
        evidence.tried();
        winners += line == "ready" ? 1 : 0;
        winner = line == "ready" ? &rival : winner;
        evidence.expect(line == "ready" || is_refused(line, "ConsumerIdInUse"),
            "one of 50 with the same id was told: " + line);
    });
    if (!evidence.expect(winners == 1, std::to_string(winners) + " of 50 with one id are in")) {
        return;
    }
    evidence.expect(goes_on(ring, 1000), "the one that is in holds the ring up");
    winner->signal(SIGTERM);
    const auto outcome = winner->wait();
    evidence.expect(says(outcome.output, "bad", 0), "it saw: " + outcome.output);
}

// 49 while the first one reads.
void refuse_beside_a_reader(Evidence& evidence, const std::string& ring)
{
    auto first = ring_peer({"consume", ring, "64", "first", "next", "lease", "block", "0"});
    first.read_line();
    Rivals rivals({"attach", ring, "64", "first"}, kRivals - 1);
    rivals.start();
    rivals.hear([&](ChildProcess&, const std::string& line) {
        evidence.tried();
        evidence.expect(is_refused(line, "ConsumerIdInUse") && names(line, first.pid()),
            "one with the id of a reader was told: " + line);
    });
    evidence.expect(goes_on(ring, 1000), "the reader does not go on");
    first.signal(SIGTERM);
    const auto outcome = first.wait();
    evidence.expect(says(outcome.output, "bad", 0), "the reader saw: " + outcome.output);
}

Outcome rivals_for_one_id(const Effort& effort)
{
    Evidence evidence;
    for (std::uint64_t round = 0; round < effort.of(1); ++round) {
        const TemporaryRing ring;
        auto producer = ring_peer({"produce", ring.name(), "64", "0", "7", "yield", "0"});
        producer.read_line();
        race_for_the_id(evidence, ring.name());
        refuse_beside_a_reader(evidence, ring.name());
        producer.signal(SIGTERM);
        evidence.expect(producer.wait().code == 0, "the producer did not end well");
    }
    return evidence.outcome("each refusal names the process that has the id");
}

}  // namespace

std::vector<Row> rows_of_rivals()
{
    return {
        {"F07", "OfManyProducersOneIsInAndTheRefusedChangeNotAByte", "rivals", 1,
            rivals_for_one_ring},
        {"F08", "OfManyConsumersWithOneIdOneIsIn", "rivals", 1, rivals_for_one_id},
    };
}

}  // namespace torture
