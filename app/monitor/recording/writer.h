// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/block_sink.h"
#include "monitor/recording/format.h"
#include "monitor/recording/latency_codec.h"
#include "monitor/recording/sample_codec.h"
#include "monitor/watch_listener.h"

#include <ringlib/snapshot.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace monitor::recording {

/// Records what watches see and what was said of it.
///
/// Thread: one at a time. Never waits for the disk, but in close().
class RecordingWriter {
public:
    /// Into a new file. @errors as BlockFile::create
    [[nodiscard]] static tl::expected<std::unique_ptr<RecordingWriter>, RecordingError> create(
        const std::filesystem::path& path, const Configuration& configuration);
    RecordingWriter(std::unique_ptr<BlockSink> sink, const Configuration& configuration);
    RecordingWriter(const RecordingWriter&) = delete;
    RecordingWriter& operator=(const RecordingWriter&) = delete;
    RecordingWriter(RecordingWriter&&) = delete;
    RecordingWriter& operator=(RecordingWriter&&) = delete;
    ~RecordingWriter();

    /// One ring of the recording: to be given to its watch, and told the rest.
    class Track : public WatchListener {
    public:
        Track(RecordingWriter& writer, std::size_t index);

        void attached(const ringlib::RingInfo& info) override;
        void lost(const ringlib::Error& why, TimePoint now) override;
        void sampled(const ringlib::RingSnapshot& snapshot, const ProcessFacts& facts,
            TimePoint time) override;

        /// What is said now; only what differs from the last time is kept.
        void said(const RingReading& reading);
        void said(const Verdict& verdict);
        void said(const RingVerdict& verdict);
        /// What the ring's blackbox holds; only what is new is kept.
        void happened(std::span<const ringlib::HappeningRecord> records);
        void missed(const MissedTicks& ticks);
        /// What the ring's endpoints recorded until now; only what is new is kept.
        void latencies(std::span<const ringlib::LatencySnapshot> latencies, TimePoint time);
        void noted(const Note& note);
        /// All that is known goes into the next records, as if there were none before.
        void begin_anew();

    private:
        void begin(Kind kind);
        void write_skippable(Kind kind, const ByteWriter& record);
        void write_process(const ProcessFacts& facts, pid_t pid, std::uint64_t start_time);
        void forget_written();
        [[nodiscard]] bool was_said(
            const std::string& consumer, ConsumerState state, Severity severity) const;

        RecordingWriter& m_writer;
        std::size_t m_index;
        SampleEncoder m_encoder;
        LatencyEncoder m_latency_encoder;
        std::optional<ringlib::RingInfo> m_info;  // of the ring, as attached to last
        std::string m_lost;  // why, as last written; empty while there is a ring
        std::optional<TimePoint> m_counters_due;
        ProcessFacts m_written_facts;
        std::vector<Verdict> m_said;
        std::optional<RingVerdict> m_said_of_ring;
        std::uint64_t m_happened_until = 0;
    };

    /// Adds a ring. The track lives as long as the writer.
    [[nodiscard]] Track& add(const std::string& ring);
    /// To be called after each round of looking: hands over what is a second old.
    void tick(TimePoint now);
    /// Hands over what there is. From then on the blocks can be read without those before, by who
    /// knows the rings.
    /// @param between is called between the two
    void begin_anew(const std::function<void()>& between);
    /// Hands over what there is.
    void hand_over();
    /// Says that the recording ends here, and why; returns when it is in the file.
    void close(const std::string& why);

    [[nodiscard]] std::optional<RecordingError> error() const { return m_sink->error(); }
    [[nodiscard]] std::uint64_t bytes_written() const { return m_sink->bytes_written(); }

private:
    void make_room();

    std::unique_ptr<BlockSink> m_sink;
    ByteWriter m_block;
    std::optional<TimePoint> m_block_due;
    std::vector<std::unique_ptr<Track>> m_tracks;
    bool m_closed = false;
};

}  // namespace monitor::recording
