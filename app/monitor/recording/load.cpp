// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/load.h"

#include "monitor/history_feed.h"
#include "monitor/latency_meter.h"
#include "monitor/recording/survey.h"

#include <algorithm>
#include <utility>

namespace monitor::recording {
namespace {

constexpr unsigned kRecordsPerLook = 512;  // at the progress
constexpr double kSurveyShare = 0.2;  // of the time that it takes
constexpr std::size_t kLandmarksMax = 1000;
constexpr Duration kLandmarkLeast = std::chrono::seconds(2);  // between two

/// Whether both tell the same of who is how.
bool are_alike(const ConsumerReading& a, const ConsumerReading& b)
{
    return a.id == b.id && a.state == b.state && a.severity == b.severity && a.since == b.since;
}

bool are_alike(const RingReading& a, const RingReading& b)
{
    return a.state == b.state && a.attached == b.attached && a.instance_number == b.instance_number
        && a.producer.epoch == b.producer.epoch && a.producer.state == b.producer.state
        && a.producer.held_since == b.producer.held_since
        && a.diagnosis.severity == b.diagnosis.severity && a.diagnosis.lead == b.diagnosis.lead
        && std::equal(a.consumers.begin(), a.consumers.end(), b.consumers.begin(),
            b.consumers.end(),
            [](const ConsumerReading& x, const ConsumerReading& y) { return are_alike(x, y); });
}

/// Judges all of it, and keeps what the window shows.
class Loading final : public BoundedReplay {
public:
    Loading(const LoadOptions& options, const RingKey& key, const HistoryOptions& history)
        : m_options(options)
        , m_key(key)
    {
        m_loaded.history = std::make_shared<History>(history);
    }

    void configured(const Configuration& configuration) override
    {
        BoundedReplay::configured(configuration);
        m_loaded.configuration = configuration;
        m_loaded.times = ShownTimes(configuration, m_options.unix_distance);
    }
    void ring(const std::string& name) override
    {
        BoundedReplay::ring(name);
        if (m_tracks.size() < rings().size()) {
            m_loaded.rings.push_back(name);
            m_tracks.emplace_back(m_loaded.history, m_key(name));
        }
    }
    void missed(std::size_t ring, const MissedTicks& /*ticks*/) override
    {
        if (ring < m_tracks.size()) {
            m_tracks[ring].late = true;
        }
    }
    void latency(std::size_t ring, const SeenLatency& latency) override
    {
        if (ring < m_tracks.size()) {
            m_tracks[ring].latencies.push_back(latency.latency);
        }
    }

    void note(std::size_t ring, const Note& note) override
    {
        if (!is_true(ring, note.time)) {
            return;
        }
        if (m_loaded.notes.size() == m_options.turns_max) {
            ++m_loaded.turns_left_out;
            return;
        }
        m_loaded.notes.push_back({ring, {m_loaded.times.shown(note.time), note.text}});
    }

    /// To be called between two blocks.
    void set_landmark(const RecordingReader& reader)
    {
        const TimePoint now = m_newest;
        if (!m_landmarks.empty() && now - m_landmarks.back().time < m_landmark_distance) {
            return;
        }
        Landmark mark{now, reader.place(), rings(), bounds(), {}};
        for (const Track& track : m_tracks) {
            mark.readings.push_back(track.last.value_or(RingReading{}));
        }
        m_landmarks.push_back(std::move(mark));
        thin_landmarks();
    }

    [[nodiscard]] LoadedRecording take(RecordingReader reader)
    {
        for (std::size_t ring = 0; ring < m_tracks.size(); ++ring) {
            if (m_tracks[ring].last && !m_tracks[ring].is_told) {
                tell(ring, *m_tracks[ring].last);
            }
        }
        m_loaded.end = reader.end();
        m_loaded.left_out = left_out();
        m_loaded.moments = std::make_unique<Moments>(
            std::move(reader), m_loaded.configuration, std::move(m_landmarks));
        return std::move(m_loaded);
    }

private:
    struct Track {
        Track(std::shared_ptr<History> history, const std::string& key)
            : feed(std::move(history), key)
        {
        }
        HistoryFeed feed;
        LatencyMeter meter;
        std::vector<ringlib::LatencySnapshot> latencies;  // since the last sample
        std::optional<RingReading> last;  // times as they were recorded
        std::optional<TimePoint> last_sample;
        bool is_told = false;  // the last one
        bool late = false;  // ticks were missed since the last sample
    };

    void reading(std::size_t ring, const RingReading& reading) override
    {
        Track& track = m_tracks[ring];
        m_newest = std::max(m_newest, reading.sampled_at);
        if (reading.attached) {
            feed(track, reading);
        }
        const bool turned = !track.last || !are_alike(*track.last, reading);
        if (turned && track.last && !track.is_told) {
            tell(ring, *track.last);
        }
        if (turned) {
            tell(ring, reading);
        }
        track.is_told = turned;
        track.last = reading;
    }

    void feed(Track& track, const RingReading& reading)
    {
        const TimePoint time = m_loaded.times.shown(reading.sampled_at);
        note_gap(track, time);
        track.last_sample = time;
        ++m_loaded.samples;
        m_loaded.first = m_loaded.first.value_or(time);
        m_loaded.last = time;
        if (!track.latencies.empty()) {
            track.feed.set_latency(track.meter.add(track.latencies));
            track.latencies.clear();
        }
        track.feed.add(reading, time);
    }

    /// By the rule of the sampler.
    void note_gap(Track& track, TimePoint now) const
    {
        const Duration tick = m_loaded.configuration.limits.tick;
        const Duration rest = track.last_sample ? now - *track.last_sample : Duration(0);
        if (rest >= (std::exchange(track.late, false) ? 2 : 3) * tick) {
            track.feed.add_gap(
                *track.last_sample, now, static_cast<std::uint64_t>(rest / tick) - 1);
        }
    }

    void tell(std::size_t ring, const RingReading& reading)
    {
        m_turn_consumers += reading.consumers.size();
        if (m_loaded.turns.size() >= m_options.turns_max
            || m_turn_consumers > m_options.turn_consumers_max) {
            ++m_loaded.turns_left_out;
            return;
        }
        m_loaded.turns.push_back({ring, reading});
        m_loaded.times.move(m_loaded.turns.back().reading);
        m_loaded.turns.back().reading.ring = m_key(reading.ring);
    }

    /// Every other one goes when they take too much.
    void thin_landmarks()
    {
        const std::size_t most = std::clamp<std::size_t>(
            m_options.landmark_bytes / std::max<std::size_t>(memory(), 1), 2, kLandmarksMax);
        if (m_landmarks.size() <= most) {
            return;
        }
        std::vector<Landmark> kept;
        for (std::size_t i = 0; i < m_landmarks.size(); i += 2) {
            kept.push_back(std::move(m_landmarks[i]));
        }
        m_landmarks = std::move(kept);
        m_landmark_distance *= 2;
    }

    const LoadOptions& m_options;
    const RingKey& m_key;
    LoadedRecording m_loaded;
    std::vector<Track> m_tracks;
    std::vector<Landmark> m_landmarks;
    Duration m_landmark_distance = kLandmarkLeast;
    TimePoint m_newest;
    std::size_t m_turn_consumers = 0;
};

/// @returns false when it was given up.
bool read_all(RecordingReader& reader, RecordingVisitor& visitor,
    const std::function<void()>& between_blocks, const LoadProgress& progress)
{
    const auto share = [&] {
        const RecordingEnd& end = reader.end();
        return end.file_bytes == 0 ? 1.0
                                   : std::min(1.0, double(end.good_bytes) / double(end.file_bytes));
    };
    unsigned records = 0;
    do {
        if (reader.is_between_blocks()) {
            between_blocks();
        }
        if (records++ % kRecordsPerLook == 0 && !progress(share())) {
            return false;
        }
    } while (reader.next(visitor));
    return progress(1);
}

}  // namespace

tl::expected<std::optional<LoadedRecording>, RecordingError> load_recording(
    const std::filesystem::path& path, const LoadOptions& options, const RingKey& key,
    const LoadProgress& progress)
{
    auto reader = RecordingReader::open(path);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    const RecordingReader::Place begin = reader->place();
    Survey survey;
    const bool surveyed = read_all(
        *reader, survey, [] {}, [&](double share) { return progress(share * kSurveyShare); });
    if (!surveyed) {
        return std::nullopt;
    }
    reader->go_to(begin);
    Loading loading(options, key, survey.history_options(options.history_bytes));
    const bool loaded = read_all(
        *reader, loading, [&] { loading.set_landmark(*reader); },
        [&](double share) { return progress(kSurveyShare + share * (1 - kSurveyShare)); });
    if (!loaded) {
        return std::nullopt;
    }
    return loading.take(std::move(*reader));
}

}  // namespace monitor::recording
