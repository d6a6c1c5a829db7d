// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/writer.h"

#include "monitor/recording/block_file.h"
#include "monitor/recording/records.h"

#include <algorithm>

namespace monitor::recording {
namespace {

constexpr std::size_t kBlockSize = 32'768;  // far below kBlockMax: a record may be long
constexpr Duration kBlockAge = std::chrono::seconds(1);  // what a crash may cost
constexpr Duration kCountersInterval = std::chrono::seconds(10);

bool same(const ProcessReading& a, const ProcessReading& b)
{
    return a.pid == b.pid && a.state == b.state && a.command == b.command;
}

/// Without the numbers behind it.
std::string_view lead_of(std::string_view sentence)
{
    return sentence.substr(0, sentence.find(": "));
}

}  // namespace

tl::expected<std::unique_ptr<RecordingWriter>, RecordingError> RecordingWriter::create(
    const std::filesystem::path& path, const Configuration& configuration)
{
    auto file = BlockFile::create(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    return std::make_unique<RecordingWriter>(std::move(*file), configuration);
}

RecordingWriter::RecordingWriter(
    std::unique_ptr<BlockSink> sink, const Configuration& configuration)
    : m_sink(std::move(sink))
{
    m_block.byte(static_cast<std::uint8_t>(Kind::Configuration));
    write(m_block, configuration);
    hand_over();
}

RecordingWriter::~RecordingWriter()
{
    close("its program ended");
}

RecordingWriter::Track& RecordingWriter::add(const std::string& ring)
{
    m_block.byte(static_cast<std::uint8_t>(Kind::Ring));
    m_block.text(ring.substr(0, kTextMax));
    return *m_tracks.emplace_back(std::make_unique<Track>(*this, m_tracks.size()));
}

void RecordingWriter::tick(TimePoint now)
{
    if (!m_block_due) {
        m_block_due = now + kBlockAge;
    }
    if (m_block.size() >= kBlockSize || now >= *m_block_due) {
        m_block_due = now + kBlockAge;
        hand_over();
    }
}

void RecordingWriter::hand_over()
{
    if (m_block.size() != 0) {
        m_sink->append(m_block.bytes());
        m_block.clear();
    }
}

// A block grows by whole records only, and no longer than a reader takes.
void RecordingWriter::make_room()
{
    if (m_block.size() >= kBlockSize) {
        hand_over();
    }
}

void RecordingWriter::begin_anew(const std::function<void()>& between)
{
    hand_over();
    between();
    for (const auto& track : m_tracks) {
        track->begin_anew();
    }
}

void RecordingWriter::close(const std::string& why)
{
    if (m_closed) {
        return;
    }
    m_closed = true;
    m_block.byte(static_cast<std::uint8_t>(Kind::End));
    m_block.text(why.substr(0, kTextMax));
    hand_over();
    m_sink->close();
}

RecordingWriter::Track::Track(RecordingWriter& writer, std::size_t index)
    : m_writer(writer)
    , m_index(index)
{
}

void RecordingWriter::Track::begin(Kind kind)
{
    m_writer.make_room();
    m_writer.m_block.byte(static_cast<std::uint8_t>(kind));
    m_writer.m_block.number(m_index);
}

void RecordingWriter::Track::attached(const ringlib::RingInfo& info)
{
    begin(Kind::Attached);
    write(m_writer.m_block, info);
    if (!m_info || m_info->instance != info.instance) {
        m_happened_until = 0;
    }
    m_info = info;
    forget_written();
}

void RecordingWriter::Track::forget_written()
{
    m_encoder = {};
    m_latency_encoder = {};
    m_lost.clear();
    m_counters_due.reset();
    m_written_facts = {};
}

void RecordingWriter::Track::begin_anew()
{
    if (m_info) {
        begin(Kind::Attached);
        write(m_writer.m_block, *m_info);
    }
    forget_written();
    m_said.clear();
    m_said_of_ring.reset();
}

void RecordingWriter::Track::lost(const ringlib::Error& why, TimePoint now)
{
    std::string message = why.message();
    if (message != m_lost) {
        m_lost = std::move(message);
        begin(Kind::Lost);
        write(m_writer.m_block, Loss{now, why});
    }
}

void RecordingWriter::Track::sampled(
    const ringlib::RingSnapshot& snapshot, const ProcessFacts& facts, TimePoint time)
{
    write_process(facts, snapshot.producer.pid, snapshot.producer.start_time);
    for (const auto& consumer : snapshot.consumers) {
        write_process(facts, consumer.pid, consumer.start_time);
    }
    const bool with_counters = !m_counters_due || time >= *m_counters_due;
    if (with_counters) {
        m_counters_due = time + kCountersInterval;
    }
    m_lost.clear();
    begin(Kind::Sample);
    m_encoder.encode(snapshot, with_counters, m_writer.m_block);
}

void RecordingWriter::Track::write_process(
    const ProcessFacts& facts, pid_t pid, std::uint64_t start_time)
{
    const ProcessReading& reading = facts.of(pid, start_time);
    if (!same(reading, m_written_facts.of(pid, start_time))) {
        begin(Kind::Process);
        write(m_writer.m_block, SeenProcess{start_time, reading});
        m_written_facts.set(start_time, reading);
    }
}

void RecordingWriter::Track::said(const RingReading& reading)
{
    for (const ConsumerReading& consumer : reading.consumers) {
        if (!was_said(consumer.id, consumer.state, consumer.severity)) {
            said(Verdict{reading.sampled_at, consumer.id, consumer.state, consumer.severity,
                consumer.evidence_since, consumer.because});
        }
    }
    const Diagnosis& diagnosis = reading.diagnosis;
    const bool differs = !m_said_of_ring || m_said_of_ring->state != reading.state
        || m_said_of_ring->producer != reading.producer.state
        || m_said_of_ring->severity != diagnosis.severity
        || m_said_of_ring->sentence.compare(0, diagnosis.lead.size(), diagnosis.lead) != 0;
    if (differs) {
        said(RingVerdict{reading.sampled_at, reading.state, reading.producer.state,
            diagnosis.severity, diagnosis.sentence()});
    }
}

bool RecordingWriter::Track::was_said(
    const std::string& consumer, ConsumerState state, Severity severity) const
{
    return std::any_of(m_said.begin(), m_said.end(), [&](const Verdict& verdict) {
        return verdict.consumer == consumer && verdict.state == state
            && verdict.severity == severity;
    });
}

void RecordingWriter::Track::said(const RingVerdict& verdict)
{
    const bool differs = !m_said_of_ring || m_said_of_ring->state != verdict.state
        || m_said_of_ring->producer != verdict.producer
        || m_said_of_ring->severity != verdict.severity
        || lead_of(m_said_of_ring->sentence) != lead_of(verdict.sentence);
    if (differs) {
        m_said_of_ring = verdict;
        begin(Kind::RingVerdict);
        write(m_writer.m_block, verdict);
    }
}

void RecordingWriter::Track::said(const Verdict& verdict)
{
    if (was_said(verdict.consumer, verdict.state, verdict.severity)) {
        return;
    }
    std::erase_if(
        m_said, [&](const Verdict& before) { return before.consumer == verdict.consumer; });
    m_said.push_back(verdict);
    begin(Kind::Verdict);
    write(m_writer.m_block, verdict);
}

void RecordingWriter::Track::happened(std::span<const ringlib::HappeningRecord> records)
{
    for (const ringlib::HappeningRecord& record : records) {
        if (record.time_ns > m_happened_until) {
            m_happened_until = record.time_ns;
            begin(Kind::Happening);
            write(m_writer.m_block, record);
        }
    }
}

void RecordingWriter::Track::missed(const MissedTicks& ticks)
{
    begin(Kind::Missed);
    write(m_writer.m_block, ticks);
}

void RecordingWriter::Track::latencies(
    std::span<const ringlib::LatencySnapshot> latencies, TimePoint time)
{
    for (const ringlib::LatencySnapshot& latency : latencies) {
        ByteWriter record;
        record.number(m_index);
        if (m_latency_encoder.encode({time, latency}, record)) {
            write_skippable(Kind::Latency, record);
        }
    }
}

void RecordingWriter::Track::noted(const Note& note)
{
    ByteWriter record;
    record.number(m_index);
    write(record, note);
    write_skippable(Kind::Note, record);
}

void RecordingWriter::Track::write_skippable(Kind kind, const ByteWriter& record)
{
    m_writer.make_room();
    m_writer.m_block.byte(static_cast<std::uint8_t>(kind));
    m_writer.m_block.text(
        std::string_view(reinterpret_cast<const char*>(record.bytes().data()), record.size()));
}

}  // namespace monitor::recording
