// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/live_recorder.h"

#include "monitor/recording/shown_times.h"

#include <utility>

namespace monitor::recording {
namespace {

constexpr Duration kChapter = std::chrono::seconds(10);
constexpr std::size_t kChaptersLeast = 8;  // of the budget, whatever the rate

}  // namespace

void set_start(Configuration& configuration)
{
    const TimePoint now = Clock::now();
    configuration.started_ns = static_cast<std::uint64_t>(to_ns(now));
    configuration.started_unix_ns = to_ns(now + unix_distance_now());
}

LiveRecorder::LiveRecorder(Configuration configuration, std::size_t bytes_max)
    : m_configuration(std::move(configuration))
    , m_bytes_max(bytes_max)
    , m_blocks(new KeptBlocks(bytes_max))  // the writer owns it
    , m_kept(std::unique_ptr<BlockSink>(m_blocks), m_configuration)
{
    m_blocks->begin_chapter(from_monotonic_ns(m_configuration.started_ns), 0);
}

LiveRecorder::~LiveRecorder() = default;

LiveRecorder::Ring& LiveRecorder::ring(const std::string& name)
{
    const std::lock_guard lock(m_mutex);
    std::unique_ptr<Ring>& ring = m_rings[name];
    if (!ring) {
        ring = std::make_unique<Ring>(*this, name);
        m_names.push_back(name);
        ring->record_to(m_file.get());
    }
    return *ring;
}

void LiveRecorder::tick(TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    const bool is_long = m_blocks->chapter_bytes() > m_bytes_max / kChaptersLeast;
    if (!m_chapter_due) {
        m_chapter_due = now + kChapter;
    }
    if (now >= *m_chapter_due || is_long) {
        m_chapter_due = now + kChapter;
        m_kept.begin_anew([&] { m_blocks->begin_chapter(now, m_names.size()); });
    }
    m_kept.tick(now);
    if (m_file) {
        m_file->tick(now);
    }
}

KeptRecording LiveRecorder::kept()
{
    const std::lock_guard lock(m_mutex);
    m_kept.hand_over();
    return {m_configuration, m_names, {m_blocks->chapters().begin(), m_blocks->chapters().end()}};
}

LiveRecorder::Memory LiveRecorder::memory() const
{
    const std::lock_guard lock(m_mutex);
    const auto& chapters = m_blocks->chapters();
    return {m_blocks->bytes(), m_bytes_max,
        chapters.empty() ? std::nullopt : std::optional(chapters.front().begun)};
}

tl::expected<void, RecordingError> LiveRecorder::start_file(const std::filesystem::path& path)
{
    Configuration configuration = m_configuration;
    set_start(configuration);
    auto file = RecordingWriter::create(path, configuration);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const std::lock_guard lock(m_mutex);
    m_file = std::move(*file);
    m_file_path = path;
    for (const std::string& name : m_names) {
        m_rings[name]->record_to(m_file.get());
    }
    return {};
}

std::optional<RecordingError> LiveRecorder::end_file(const std::string& why)
{
    std::unique_ptr<RecordingWriter> ended;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [name, ring] : m_rings) {
            ring->record_to(nullptr);
        }
        ended = std::move(m_file);
    }
    if (!ended) {
        return std::nullopt;
    }
    ended->close(why);
    return ended->error();
}

std::optional<LiveRecorder::File> LiveRecorder::file() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_file) {
        return std::nullopt;
    }
    return File{m_file_path, m_file->bytes_written(), m_file->error()};
}

LiveRecorder::Ring::Ring(LiveRecorder& recorder, const std::string& name)
    : m_recorder(recorder)
    , m_name(name)
    , m_kept(recorder.m_kept.add(name))
{
}

void LiveRecorder::Ring::record_to(RecordingWriter* file)
{
    m_file = file == nullptr ? nullptr : &file->add(m_name);
    if (m_file != nullptr && m_info) {
        m_file->attached(*m_info);
    }
}

template <typename Tell>
void LiveRecorder::Ring::tell(Tell&& tell)
{
    const std::lock_guard lock(m_recorder.m_mutex);
    tell(m_kept);
    if (m_file != nullptr) {
        tell(*m_file);
    }
}

void LiveRecorder::Ring::attached(const ringlib::RingInfo& info)
{
    tell([&](Track& track) {
        track.attached(info);
        m_info = info;
    });
}

void LiveRecorder::Ring::lost(const ringlib::Error& why, TimePoint now)
{
    tell([&](Track& track) { track.lost(why, now); });
}

void LiveRecorder::Ring::sampled(
    const ringlib::RingSnapshot& snapshot, const ProcessFacts& facts, TimePoint time)
{
    tell([&](Track& track) { track.sampled(snapshot, facts, time); });
}

void LiveRecorder::Ring::said(const RingReading& reading)
{
    tell([&](Track& track) { track.said(reading); });
}

void LiveRecorder::Ring::missed(const MissedTicks& ticks)
{
    tell([&](Track& track) { track.missed(ticks); });
}

void LiveRecorder::Ring::told(const RingDetails& details, TimePoint time)
{
    tell([&](Track& track) {
        track.happened(details.happenings);
        track.latencies(details.latencies, time);
    });
}

void LiveRecorder::Ring::noted(const Note& note)
{
    tell([&](Track& track) { track.noted(note); });
}

}  // namespace monitor::recording
