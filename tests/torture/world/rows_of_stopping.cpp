// SPDX-License-Identifier: MIT OR Apache-2.0
// Processes that stand: stopped by a signal, or held by a debugger. Neither is dead.
#include "evidence.h"
#include "monitor/process_facts.h"
#include "rows_of_world.h"
#include "world.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <random>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <thread>

namespace torture {
namespace {

using ringlib::Presence;

constexpr int kAttempts = 10;

void stop_and_wait(const ChildProcess& process)
{
    process.signal(SIGSTOP);
    int status = 0;
    ::waitpid(process.pid(), &status, WUNTRACED);
}

// All at once: each is refused only after it has waited a while for the place to be free.
void try_to_take_over(Evidence& evidence, const std::string& ring, pid_t holder)
{
    std::vector<std::string> answers(kAttempts);
    std::vector<std::thread> attempts;
    for (std::string& answer : answers) {
        attempts.emplace_back([&] {
            const auto producer = ringtest::producer_of(ring, 64).build_producer();
            answer = producer ? "welcome" : producer.error().message();
        });
    }
    for (std::thread& attempt : attempts) {
        attempt.join();
    }
    for (const std::string& answer : answers) {
        evidence.tried();
        evidence.expect(answer.find("held by pid " + std::to_string(holder)) != std::string::npos,
            "who wanted the place of a stopped producer was told: " + answer);
    }
}

Outcome stopped_producer(const Effort& effort)
{
    Evidence evidence;
    std::mt19937_64 random(effort.seed);
    const TemporaryRing ring;
    auto producer = ring_peer({"produce", ring.name(), "64", "0", "7", "yield", "0"});
    producer.read_line();
    auto reader = ring_peer({"consume", ring.name(), "64", "one", "next", "copy", "block", "0"});
    reader.read_line();
    for (std::uint64_t round = 0; round < effort.of(5); ++round) {
        evidence.expect(goes_on(ring.name(), 100), "the producer does not go on");
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 2000));  // anywhere
        stop_and_wait(producer);
        try_to_take_over(evidence, ring.name(), producer.pid());
        const auto seen = look_at(ring.name());
        evidence.expect(seen && seen->producer.presence == Presence::Alive && !seen->stream_end,
            "a stopped producer is not alive to an observer");
        producer.signal(SIGCONT);
    }
    producer.signal(SIGTERM);
    const auto last = number_after(producer.wait().output, "last");
    const auto read = reader.wait();
    evidence.expect(says(read.output, "bad", 0) && says(read.output, "last", last.value_or(-2))
            && says(read.output, "end", ringlib::StreamEnd::Closed),
        "the reader saw: " + read.output);
    return evidence.outcome("take-overs of a stopped producer: 0");
}

/// Held as by a debugger, until the object goes.
class Traced {
public:
    explicit Traced(pid_t pid)
        : m_pid(pid)
        , m_held(::ptrace(PTRACE_SEIZE, pid, nullptr, nullptr) == 0
              && ::ptrace(PTRACE_INTERRUPT, pid, nullptr, nullptr) == 0)
        , m_error(errno)
    {
        if (m_held) {
            int status = 0;
            ::waitpid(pid, &status, __WALL);
        }
    }
    Traced(const Traced&) = delete;
    Traced& operator=(const Traced&) = delete;
    Traced(Traced&&) = delete;
    Traced& operator=(Traced&&) = delete;
    ~Traced()
    {
        if (m_held) {
            ::ptrace(PTRACE_DETACH, m_pid, nullptr, nullptr);
        }
    }
    [[nodiscard]] bool is_held() const { return m_held; }
    [[nodiscard]] std::string why_not() const { return std::strerror(m_error); }

private:
    pid_t m_pid;
    bool m_held;
    int m_error;
};

char state_shown(const ringlib::ConsumerSnapshot& consumer)
{
    monitor::ProcessFacts facts;
    const monitor::ProcessFacts::Process process{consumer.pid, consumer.start_time};
    facts.refresh({&process, 1});
    return facts.of(consumer.pid, consumer.start_time).state;
}

// The producer's watch is the judge: it alerts, and not of a death.
Outcome traced_consumer(const Effort& effort)
{
    Evidence evidence;
    const TemporaryRing ring;
    auto producer = world_peer({"managed", ring.name(), "64", "one", "100"});
    producer.read_line();
    auto reader = ring_peer({"consume", ring.name(), "64", "one", "oldest", "copy", "block", "0"});
    reader.read_line();
    for (std::uint64_t round = 0; round < effort.of(5); ++round) {
        evidence.expect(goes_on(ring.name(), 100), "the ring does not go on without a debugger");
        const Traced traced(reader.pid());
        if (!traced.is_held()) {
            return Evidence::skipped("no process may be traced here: " + traced.why_not());
        }
        evidence.tried();
        const auto seen = look_at_consumer(ring.name(), "one");
        evidence.expect(seen && seen->presence == Presence::Alive, "a traced consumer seems dead");
        const char state = seen ? state_shown(*seen) : '-';
        evidence.expect(state == 't', std::string("the monitor shows the state ") + state);
        evidence.expect(eventually([&] {
            const auto now = look_at(ring.name());
            return now && now->liveness && now->liveness->last_alert && seen
                && now->liveness->last_alert->last_sequence == seen->sequence;
        }),
            "no alert of a required consumer that is held");
    }
    evidence.expect(goes_on(ring.name(), 100), "the ring does not go on without a debugger");
    producer.signal(SIGTERM);
    const auto produced = producer.wait();
    evidence.expect(says(produced.output, "deaths", 0), "the producer saw: " + produced.output);
    const auto read = reader.wait();
    evidence.expect(says(read.output, "bad", 0), "the reader saw: " + read.output);
    return evidence.outcome("alerts "
        + std::to_string(number_after(produced.output, "alerts").value_or(-1))
        + ", of a death 0; shown as t");
}

}  // namespace

std::vector<Row> rows_of_stopping()
{
    return {
        {"F11", "AStoppedProducerIsNotTakenOver", "attempts", 1, stopped_producer},
        {"F13", "AConsumerHeldByADebuggerIsNotDead", "holds", 1, traced_consumer},
    };
}

}  // namespace torture
