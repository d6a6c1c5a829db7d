// SPDX-License-Identifier: MIT OR Apache-2.0
// What is done to a ring's file from outside: holes, other names, other lengths.
#include "evidence.h"
#include "rows_of_world.h"
#include "world.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <optional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace torture {
namespace {

using namespace std::chrono_literals;
using ringlib::Sequence;

/// A producer and a consumer of ringworker, whose events carry a checksum.
struct WorkerPair {
    explicit WorkerPair(const TemporaryRing& ring)
        : producer({RINGWORKER, "produce", "--ring", ring.name(), "--capacity", "1024",
            "--event-size", "64", "--coordination", "wait:1:50s"})
        , consumer({RINGWORKER, "consume", "--ring", ring.name(), "--id", "one"})
    {
        producer.read_line();
        consumer.read_line();
    }
    ChildProcess producer;
    ChildProcess consumer;
};

std::optional<std::int64_t> field(const std::string& json, const std::string& name)
{
    const std::string key = "\"" + name + "\":";
    const std::size_t at = json.rfind(key);
    return at == std::string::npos ? std::nullopt
                                   : std::optional(std::stoll(json.substr(at + key.size())));
}

// The consumer stands, the producer fills the ring behind it: all of that is in the hole.
void punch_out_unread_events(Evidence& evidence)
{
    const TemporaryRing ring;
    WorkerPair workers(ring);
    evidence.expect(goes_on(ring.name(), 5000), "the workers do not begin");
    workers.consumer.signal(SIGSTOP);
    int status = 0;
    ::waitpid(workers.consumer.pid(), &status, WUNTRACED);
    evidence.expect(eventually([&] {
        const auto seen = look_at(ring.name());
        return seen && seen->consumers.size() == 1
            && seen->producer.sequence == seen->consumers.front().sequence + 1024;
    }),
        "the ring does not fill");
    const auto size = static_cast<off_t>(std::filesystem::file_size(ring.file()));
    constexpr off_t kEvents = off_t{1024} * 64;  // the last section of the file
    const int fd = ::open(ring.file().c_str(), O_RDWR | O_CLOEXEC);
    evidence.expect(
        ::fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, size - kEvents, kEvents) == 0,
        "no hole was punched");
    ::close(fd);
    workers.consumer.signal(SIGCONT);
    evidence.expect(goes_on(ring.name(), 3000), "the ring does not go on");
    workers.producer.signal(SIGTERM);
    workers.producer.wait();
    const auto read = workers.consumer.wait();
    evidence.tried();
    evidence.expect(read.code == 1 && field(read.output, "torn").value_or(0) > 0,
        "taken for whole: " + read.output);
}

Outcome punched_holes(const Effort& effort)
{
    Evidence evidence;
    for (std::uint64_t round = 0; round < effort.of(3); ++round) {
        punch_out_unread_events(evidence);
    }
    return evidence.outcome("events of zeros that were taken for whole: 0");
}

// Nothing but its name is gone: those who are in it go on, and nobody gets a second one.
void unlink_in_use(Evidence& evidence)
{
    const TemporaryRing ring;
    auto producer = ringtest::producer_of(ring.name(), 64).build_producer().value();
    auto reader = ring_peer({"consume", ring.name(), "64", "one", "oldest", "copy", "block", "0"});
    reader.read_line();
    const auto publish = [&](int events) {
        for (int i = 0; i < events; ++i) {
            const auto next = producer.last_published_sequence() + 1;
            evidence.expect(producer
                                .publish_with_timeout(
                                    20s, [&](ringtest::CheckedEvent& event) { event.fill(next); })
                                .has_value(),
                "not published into an unlinked ring");
        }
    };
    publish(100);
    ::unlink(ring.file().c_str());
    publish(1000);
    evidence.tried();
    const auto second = ringtest::producer_of(ring.name(), 64).build_producer();
    evidence.expect(!second && second.error().code == ringlib::Errc::ProducerAlive,
        "a second producer beside an unlinked ring: "
            + (second ? "welcome" : second.error().message()));
    publish(1000);
    producer.close();
    const auto read = reader.wait();
    evidence.expect(says(read.output, "bad", 0) && says(read.output, "last", 2099),
        "the reader of an unlinked ring: " + read.output);
}

/// A ring all of whose names are removed, as a session's end does, and another one put there.
class ReplacedRing {
public:
    ReplacedRing()
        : m_old(ringtest::producer_of(m_ring.name(), 64).build_producer().value())
        , m_reader(
              ring_peer({"consume", m_ring.name(), "64", "one", "oldest", "copy", "block", "0"}))
    {
        m_reader.read_line();
        m_old.publish([](ringtest::CheckedEvent& event) { event.fill(0); }).value();
    }
    void replace()
    {
        ::unlink(m_ring.file().c_str());
        ::unlink(m_ring.lock_file().c_str());
        m_new.emplace(ringtest::producer_of(m_ring.name(), 64).build_producer().value());
    }
    /// What the reader of the old ring says.
    std::string read() { return m_reader.wait().output; }

private:
    TemporaryRing m_ring;
    ringlib::Producer<ringtest::CheckedEvent> m_old;
    std::optional<ringlib::Producer<ringtest::CheckedEvent>> m_new;
    ChildProcess m_reader;
};

Outcome other_names(const Effort& effort)
{
    Evidence evidence;
    std::int64_t longest_ms = 0;
    for (std::uint64_t round = 0; round < effort.of(2); ++round) {
        unlink_in_use(evidence);
        std::vector<std::unique_ptr<ReplacedRing>> rings(10);
        for (auto& ring : rings) {
            ring = std::make_unique<ReplacedRing>();
        }
        const Stopwatch time;
        for (auto& ring : rings) {
            ring->replace();
        }
        for (auto& ring : rings) {
            const std::string read = ring->read();
            evidence.tried();
            evidence.expect(says(read, "bad", 0) && says(read, "seen", 1)
                    && says(read, "end", ringlib::StreamEnd::Replaced),
                "the reader of a replaced ring: " + read);
        }
        longest_ms = std::max(longest_ms, time.ms());
    }
    return evidence.outcome("replaced noticed after at most " + std::to_string(longest_ms)
        + " ms; second producers beside an unlinked ring 0");
}

// The worker's own guard; the library has none.
void cut_under_workers(Evidence& evidence)
{
    const TemporaryRing ring;
    WorkerPair workers(ring);
    evidence.expect(goes_on(ring.name(), 1000), "the workers do not begin");
    std::filesystem::resize_file(ring.file(), 4096);
    for (ChildProcess* worker : {&workers.producer, &workers.consumer}) {
        const auto outcome = worker->wait();
        evidence.tried();
        evidence.expect(
            outcome.code == 3 && outcome.output.find("\"end\":\"truncated\"") != std::string::npos,
            "a worker whose file was cut, exit " + std::to_string(outcome.code) + ": "
                + outcome.output);
    }
}

// Every look is an answer, whatever length the file has at this moment.
void cut_under_observers(Evidence& evidence, std::uint64_t times)
{
    const TemporaryRing ring;
    auto producer = ring_peer({"produce", ring.name(), "64", "10", "1", "block", "1"});
    evidence.expect(eventually([&] { return ring.exists(); }), "no ring");
    kill_and_wait(producer);
    const std::uintmax_t size = std::filesystem::file_size(ring.file());
    auto attached = ringlib::RingObserver::attach(ring.name());
    evidence.expect(attached.has_value(), "no observer");
    std::jthread cutting([&](const std::stop_token& stop) {
        const std::array<std::uintmax_t, 6> lengths{0, size - 1, size, 4096, 2 * size, 511};
        std::error_code ignored;
        for (std::size_t i = 0; !stop.stop_requested(); ++i) {
            std::filesystem::resize_file(ring.file(), lengths[i % lengths.size()], ignored);
        }
    });
    ringlib::RingSnapshot snapshot;
    for (std::uint64_t i = 0; attached && i < times; ++i) {
        evidence.tried();
        const auto looked = attached->snapshot(snapshot);
        const auto anew = ringlib::RingObserver::attach(ring.name());
        const auto records = attached->happenings();
        evidence.expect(looked || looked.error().code == ringlib::Errc::Truncated,
            "a cut ring is said to be: " + (looked ? "" : looked.error().message()));
        static_cast<void>(anew);
        static_cast<void>(records);
    }
}

Outcome other_lengths(const Effort& effort)
{
    Evidence evidence;
    for (std::uint64_t round = 0; round < effort.of(5); ++round) {
        cut_under_workers(evidence);
    }
    cut_under_observers(evidence, effort.of(2000));
    return evidence.outcome("workers that said truncated: all; observers that died: 0");
}

}  // namespace

std::vector<Row> rows_of_files()
{
    return {
        {"F31", "AHolePunchedIntoUnreadEventsIsFound", "holes", 1, punched_holes},
        {"F34", "ARingWithoutItsNameGoesOnAndAReplacedOneIsNoticed", "names", 1, other_names},
        {"F35", "AFileCutShortEndsAWorkerInOrderAndHarmsNoObserver", "cuts", 1, other_lengths},
    };
}

}  // namespace torture
