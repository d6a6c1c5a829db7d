// SPDX-License-Identifier: MIT OR Apache-2.0
// Rings that have lived long: counts beyond every narrower type, and a mix of everything for hours.
#include "evidence.h"
#include "rows_of_world.h"
#include "world.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <unistd.h>

namespace torture {
namespace {

using ringlib::Sequence;
using ringlib::layout::kCountMax;

/// The ring of a killed producer, as if so many events had been published in it.
bool age(const TemporaryRing& ring, std::uint64_t count)
{
    auto killed = ring_peer({"produce", ring.name(), "1024", "0", "1", "block", "1"});
    if (!eventually([&] { return look_at(ring.name()).has_value(); })) {
        return false;
    }
    kill_and_wait(killed);
    ringlib::layout::RingHeader header{};
    const std::string bytes = bytes_of(ring.file());
    std::copy_n(bytes.data(), sizeof(header), reinterpret_cast<char*>(&header));
    const int fd = ::open(ring.file().c_str(), O_RDWR | O_CLOEXEC);
    bool written = true;
    for (const std::size_t word : {offsetof(ringlib::layout::ProducerBlock, published),
             offsetof(ringlib::layout::ProducerBlock, write_limit)}) {
        const auto at = static_cast<off_t>(header.producer_offset + word);
        written = written && ::pwrite(fd, &count, sizeof(count), at) == sizeof(count);
    }
    ::close(fd);
    return written;
}

// From half before the boundary to half behind it, with readers of each kind.
void cross(Evidence& evidence, std::uint64_t boundary, std::uint64_t events)
{
    const TemporaryRing ring;
    const std::uint64_t first = boundary - events / 2;
    evidence.expect(age(ring, first), "the ring cannot be aged");
    auto producer = ringtest::producer_of(ring.name(), 1024).build_producer();
    if (!evidence.expect(producer.has_value(), "no take-over at " + std::to_string(first))) {
        return;
    }
    std::vector<ChildProcess> readers;
    for (const std::string way : {"copy", "lease", "batch"}) {
        readers.push_back(
            ring_peer({"consume", ring.name(), "1024", way, "default", way, "block", "0"}));
        evidence.expect(says(readers.back().read_line(), "ready", static_cast<Sequence>(first)),
            "a reader does not begin at " + std::to_string(first));
    }
    for (std::uint64_t i = 0; i < events; ++i) {
        const auto next = producer->last_published_sequence() + 1;
        evidence.expect(
            producer->publish([&](ringtest::CheckedEvent& event) { event.fill(next); }).has_value(),
            "not published: " + std::to_string(next));
    }
    producer->close();
    for (ChildProcess& reader : readers) {
        const auto read = reader.wait();
        evidence.tried(events);
        evidence.expect(
            says(read.output, "bad", 0) && says(read.output, "seen", static_cast<Sequence>(events)),
            "across " + std::to_string(boundary) + ": " + read.output);
    }
}

// The last event there can be is number 2^62 − 1, and the next one is refused.
void reach_the_end(Evidence& evidence)
{
    const TemporaryRing ring;
    constexpr std::uint64_t kLeft = 100;
    evidence.expect(age(ring, kCountMax - kLeft), "the ring cannot be aged");
    auto producer = ringtest::producer_of(ring.name(), 1024).build_producer();
    if (!evidence.expect(producer.has_value(), "no take-over near the end")) {
        return;
    }
    std::uint64_t published = 0;
    std::optional<ringlib::Error> refused;
    while (!refused && published <= kLeft) {
        const auto next = producer->last_published_sequence() + 1;
        const auto done
            = producer->publish([&](ringtest::CheckedEvent& event) { event.fill(next); });
        refused = done ? std::nullopt : std::optional(done.error());
        published += done ? 1U : 0U;
    }
    evidence.tried(published);
    evidence.expect(published == kLeft && refused && refused->code == ringlib::Errc::TooLarge,
        "at the end " + std::to_string(published) + " events, then "
            + (refused ? refused->message() : "no end"));
    const TemporaryRing beyond;
    evidence.expect(age(beyond, kCountMax + 1), "the ring cannot be aged");
    const auto none = ringtest::producer_of(beyond.name(), 1024).build_producer();
    evidence.expect(!none && none.error().code == ringlib::Errc::Corrupt,
        "beyond the end: " + (none ? "welcome" : none.error().message()));
}

Outcome long_counts(const Effort& effort)
{
    Evidence evidence;
    const std::uint64_t events = effort.of(100'000);
    for (const unsigned power : {31U, 32U, 33U, 53U}) {
        cross(evidence, std::uint64_t{1} << power, events);
    }
    cross(evidence, kCountMax - 2 * events, events);
    reach_the_end(evidence);
    return evidence.outcome(
        std::to_string(events) + " events across 2^31, 2^32, 2^33, 2^53 and near 2^62: bad 0");
}

/// What must not grow: of a process that stays.
struct Holdings {
    std::int64_t rss_kib = 0;
    std::int64_t descriptors = 0;

    static Holdings of(pid_t pid)
    {
        const std::string directory = "/proc/" + std::to_string(pid);
        std::ifstream status(directory + "/status");
        std::string line;
        Holdings holdings;
        while (std::getline(status, line)) {
            holdings.rss_kib = line.rfind("RssAnon:", 0) == 0
                ? number_after(line, "RssAnon:").value_or(0)
                : holdings.rss_kib;
        }
        holdings.descriptors = static_cast<std::int64_t>(names_in(directory + "/fd").size());
        return holdings;
    }
};

/// A ring with processes that stay for the whole time, and others that come, are killed, stopped
/// and succeeded.
class Soak {
public:
    explicit Soak(std::uint64_t seed)
        : m_random(seed)
    {
        m_producer.emplace(produce());
        m_producer->read_line();
        for (const std::string way : {"copy", "lease", "batch"}) {
            m_staying.push_back(ring_peer({"outlast", m_ring.name(), "256", way, way}));
            m_staying.back().read_line();
        }
    }

    void disturb(Evidence& evidence)
    {
        switch (m_random() % 5) {
        case 0:
            return succeed();
        case 1:
            return come_and_die("consume");
        case 2:
            return come_and_go(evidence);
        case 3:
            return stand_still();
        default:
            return look_on();
        }
    }
    /// When all who come and go have gone.
    [[nodiscard]] std::vector<Holdings> holdings() const
    {
        std::vector<Holdings> all;
        for (const ChildProcess& process : m_staying) {
            all.push_back(Holdings::of(process.pid()));
        }
        return all;
    }
    [[nodiscard]] std::size_t names() const { return names_in("/dev/shm", m_ring.name()).size(); }
    [[nodiscard]] std::uint64_t kills() const { return m_kills; }
    /// At the end each who stayed has seen everything.
    void end(Evidence& evidence)
    {
        evidence.expect(goes_on(m_ring.name(), 10'000), "the ring does not go on");
        evidence.expect(eventually([&] {
            const auto seen = look_at(m_ring.name());
            return seen && seen->consumers.size() == m_staying.size();
        }),
            "a slot of a dead consumer is not free");
        m_producer->signal(SIGTERM);
        const auto last = number_after(m_producer->wait().output, "last").value_or(-2);
        for (ChildProcess& process : m_staying) {
            const auto read = process.wait();
            evidence.expect(says(read.output, "bad", 0) && says(read.output, "last", last),
                "who stayed saw: " + read.output);
        }
        evidence.expect(names() == 0, "names are left");
    }

private:
    [[nodiscard]] ChildProcess produce() const
    {
        return ring_peer({"produce", m_ring.name(), "256", "0", "7", "block", "0"});
    }
    void succeed()
    {
        kill_and_wait(*m_producer);
        ++m_kills;
        m_producer.reset();
        m_producer.emplace(produce());
        m_producer->read_line();
    }
    void come_and_die(const std::string& role)
    {
        auto victim
            = ring_peer({role, m_ring.name(), "256", "victim", "next", "lease", "block", "0"});
        victim.read_line();
        kill_and_wait(victim);
        ++m_kills;
    }
    void come_and_go(Evidence& evidence)
    {
        const auto joiner
            = ring_peer({"churn", m_ring.name(), "256", "late", "next", "5", "20"}).wait();
        evidence.expect(joiner.code == 0, "who came and went: " + joiner.output);
    }
    void stand_still()
    {
        for (const ChildProcess& process : m_staying) {
            process.signal(SIGSTOP);
        }
        for (const ChildProcess& process : m_staying) {
            process.signal(SIGCONT);
        }
    }
    void look_on()
    {
        ChildProcess monitor({"/bin/sh", "-c", "exec \"$@\" >/dev/null", "sh", RINGCTL, "watch",
            m_ring.name(), "--interval", "20ms", "--duration", "60ms"});
        monitor.wait();
    }

    TemporaryRing m_ring;
    std::mt19937_64 m_random;
    std::optional<ChildProcess> m_producer;
    std::vector<ChildProcess> m_staying;
    std::uint64_t m_kills = 0;
};

Outcome soak(const Effort& effort)
{
    constexpr std::int64_t kGrowthMaxKib = 1024;
    Evidence evidence;
    Soak soak(effort.seed);
    const Stopwatch time;
    const auto duration_ms = static_cast<std::int64_t>(effort.of(6000));
    std::optional<std::vector<Holdings>> before;  // once each has done everything a few times
    while (time.ms() < duration_ms) {
        if (!before && time.ms() > duration_ms / 4) {
            before = soak.holdings();
        }
        soak.disturb(evidence);
        evidence.tried();
        evidence.expect(soak.names() == 2, "a ring has a file and a lock file");
    }
    const auto after = soak.holdings();
    std::int64_t growth_kib = 0;
    for (std::size_t i = 0; before && i < after.size(); ++i) {
        growth_kib = std::max(growth_kib, after[i].rss_kib - (*before)[i].rss_kib);
        evidence.expect(after[i].descriptors == (*before)[i].descriptors,
            "descriptors: " + std::to_string((*before)[i].descriptors) + ", then "
                + std::to_string(after[i].descriptors));
    }
    evidence.expect(growth_kib <= kGrowthMaxKib, "grown by KiB: " + std::to_string(growth_kib));
    const std::uint64_t kills = soak.kills();
    soak.end(evidence);
    return evidence.outcome("kills " + std::to_string(kills) + ", growth "
        + std::to_string(growth_kib) + " KiB, descriptors 0, slots 0, names 0");
}

}  // namespace

std::vector<Row> rows_of_long_lives()
{
    return {
        {"F44", "CountsBeyondEveryNarrowerTypeAreRight", "events", 1, long_counts},
        {"F46", "NothingGrowsInALongLifeOfEverythingAtOnce", "disturbances", 20, soak},
    };
}

}  // namespace torture
