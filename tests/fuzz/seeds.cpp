// SPDX-License-Identifier: MIT OR Apache-2.0
// Writes what is a ring, or nearly, for the corpora `segment` and `header`: a whole one, each limit
// and one beyond it, lengths below 0, and files of other sizes. For `recording` a recording with
// every kind of record, as a file and as the payloads of its blocks.
#include "hostile/hostile_ring.h"
#include "monitor/recording/writer.h"
#include "monitor/ring_model.h"

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>

namespace {

using ringlib::layout::RingHeader;

class Seeds {
public:
    explicit Seeds(std::filesystem::path corpora)
        : m_corpora(std::move(corpora))
    {
        std::filesystem::create_directories(m_corpora / "segment");
        std::filesystem::create_directories(m_corpora / "header");
        std::filesystem::create_directories(m_corpora / "recording");
    }
    void write(const std::string& name, const std::string& bytes) const
    {
        std::ofstream(m_corpora / name, std::ios::binary) << bytes;
    }
    /// A header that differs in a field.
    void write_header(const std::string& name, const std::function<void(RingHeader&)>& change) const
    {
        RingHeader header = m_ring.header();
        change(header);
        ringtest::repair_checksum(std::as_writable_bytes(std::span(&header, 1)));
        write("header/" + name, ringtest::bytes_of(header));
    }
    [[nodiscard]] const ringtest::HostileRing& ring() const { return m_ring; }

private:
    std::filesystem::path m_corpora;
    ringtest::HostileRing m_ring;
};

void write_limits(const Seeds& seeds)
{
    using Field = std::uint64_t RingHeader::*;
    const std::initializer_list<std::pair<const char*, Field>> fields = {
        {"total_size", &RingHeader::total_size}, {"capacity", &RingHeader::capacity},
        {"event_size", &RingHeader::event_size}, {"event_stride", &RingHeader::event_stride},
        {"slots_offset", &RingHeader::slots_offset}, {"slot_stride", &RingHeader::slot_stride},
        {"producer_offset", &RingHeader::producer_offset},
        {"producer_size", &RingHeader::producer_size},
        {"counters_offset", &RingHeader::counters_offset},
        {"counters_size", &RingHeader::counters_size},
        {"blackbox_size", &RingHeader::blackbox_size},
        {"histograms_size", &RingHeader::histograms_size},
        {"schema_size", &RingHeader::schema_size}, {"events_offset", &RingHeader::events_offset},
        {"events_size", &RingHeader::events_size}};
    for (const auto& [name, field] : fields) {
        const std::string base = name;
        seeds.write_header(base + "-less", [f = field](RingHeader& h) { h.*f -= 1; });
        seeds.write_header(base + "-more", [f = field](RingHeader& h) { h.*f += 1; });
        seeds.write_header(base + "-negative", [f = field](RingHeader& h) { h.*f = 0 - h.*f; });
    }
    for (const std::uint32_t slots : {0U, 1U, 256U, 257U}) {
        seeds.write_header(
            "slots-" + std::to_string(slots), [slots](RingHeader& h) { h.consumer_slots = slots; });
    }
}

/// One ring that comes, runs, is filled by a consumer that stops, and goes.
std::string recorded(const std::filesystem::path& file)
{
    using monitor::from_monotonic_ns;
    monitor::recording::Configuration configuration;
    configuration.program = "seeds";
    configuration.rate_hz = 100;
    configuration.rate_span = std::chrono::milliseconds(250);
    auto writer = monitor::recording::RecordingWriter::create(file, configuration).value();
    auto& track = writer->add("orders");
    ringlib::Error absent{};
    absent.code = ringlib::Errc::NotFound;
    track.lost(absent, from_monotonic_ns(1));
    ringlib::RingInfo info;
    info.name = "orders";
    info.capacity = 64;
    info.event_size = 32;
    track.attached(info);
    monitor::RingModel model("orders");
    model.attached(info);
    monitor::ProcessFacts facts;
    facts.set(7, {4118, 'S', "producer"});
    ringlib::RingSnapshot snapshot;
    snapshot.capacity = info.capacity;
    snapshot.event_size = info.event_size;
    snapshot.producer = {4118, 7, ringlib::Presence::Alive, -1, 1, 0, 0, std::nullopt};
    snapshot.consumers.resize(2);
    snapshot.consumers[0].id = "cp_0";
    snapshot.consumers[1].id = "cp_1";
    snapshot.counters.push_back({0x100, "refused", 1, 0});
    snapshot.liveness.emplace();
    snapshot.liveness->config.required_consumer_ids = {"cp_0"};
    for (int i = 1; i <= 40; ++i) {
        snapshot.taken_ns = static_cast<std::uint64_t>(i) * 100'000'000;
        snapshot.producer.sequence = std::min(10 * i, 263);
        snapshot.consumers[0].sequence = snapshot.producer.sequence;
        snapshot.consumers[1].sequence
            = std::min(snapshot.producer.sequence, ringlib::Sequence{199});
        const auto now = from_monotonic_ns(snapshot.taken_ns);
        track.sampled(snapshot, facts, now);
        track.said(model.advance(snapshot, facts, now));
    }
    track.happened(
        std::vector<ringlib::HappeningRecord>{{2, ringlib::RingHappening::Joined, 1, "cp_1", 0}});
    ringlib::LatencySnapshot latency;
    latency.consumer = "cp_0";
    latency.cells.resize(ringlib::layout::RingLatencies::kCells);
    for (std::size_t cell = 100; cell < 110; ++cell) {
        latency.cells[cell] = cell;
        track.latencies(std::span(&latency, 1), from_monotonic_ns(cell));
    }
    track.missed({from_monotonic_ns(1), from_monotonic_ns(2), 1});
    track.noted({from_monotonic_ns(3), "here it began"});
    snapshot.stream_end = ringlib::StreamEnd{};
    track.sampled(snapshot, facts, from_monotonic_ns(snapshot.taken_ns));
    writer->close("the seed is over");
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write_recordings(const Seeds& seeds, const std::filesystem::path& scratch)
{
    constexpr std::size_t kHead = 16;
    constexpr std::size_t kBlockHead = 12;
    const std::string file = recorded(scratch);
    std::filesystem::remove(scratch);
    std::string payloads = "\x01";
    for (std::size_t at = kHead; at < file.size();) {
        std::uint32_t length = 0;
        std::memcpy(&length, file.data() + at + sizeof length, sizeof length);
        payloads += {static_cast<char>(length & 0xff), static_cast<char>(length >> 8)};
        payloads += file.substr(at + kBlockHead, length);
        at += kBlockHead + length;
    }
    seeds.write("recording/file", '\0' + file);
    seeds.write("recording/blocks", payloads);
    seeds.write("recording/cut", '\0' + file.substr(0, file.size() / 2));
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: fuzz_seeds CORPORA\n");
        return 64;
    }
    const Seeds seeds(argv[1]);
    const std::string& sound = seeds.ring().sound();
    seeds.write("segment/layout-1.0", sound);
    for (const std::size_t size : {0U, 1U, 511U, 512U, 516U, 4095U, 4096U, 4097U}) {
        seeds.write("segment/cut-" + std::to_string(size), sound.substr(0, size));
    }
    seeds.write_header("layout-1.0", [](RingHeader&) {});
    write_limits(seeds);
    write_recordings(seeds, std::filesystem::path(argv[1]) / "seed.ringrec");
    return 0;
}
