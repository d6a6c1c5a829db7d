// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/kept_blocks.h"
#include "monitor/recording/writer.h"
#include "monitor/ring_details.h"
#include "monitor/watch_listener.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace monitor::recording {

/// Records every ring that a sampler watches: always into memory, where the last minutes are kept
/// within a budget, and into a file as long as that is asked for.
///
/// Thread: any. The sampler waits for nobody who writes or reads a file.
class LiveRecorder {
public:
    static constexpr std::size_t kBytesMax = std::size_t{64} << 20U;

    explicit LiveRecorder(Configuration configuration, std::size_t bytes_max = kBytesMax);
    ~LiveRecorder();
    LiveRecorder(const LiveRecorder&) = delete;
    LiveRecorder& operator=(const LiveRecorder&) = delete;
    LiveRecorder(LiveRecorder&&) = delete;
    LiveRecorder& operator=(LiveRecorder&&) = delete;

    /// One ring: to be given to its watch, and told the rest.
    class Ring : public WatchListener {
    public:
        explicit Ring(LiveRecorder& recorder, const std::string& name);

        void attached(const ringlib::RingInfo& info) override;
        void lost(const ringlib::Error& why, TimePoint now) override;
        void sampled(const ringlib::RingSnapshot& snapshot, const ProcessFacts& facts,
            TimePoint time) override;

        void said(const RingReading& reading);
        void missed(const MissedTicks& ticks);
        void told(const RingDetails& details, TimePoint time);
        void noted(const Note& note);

    private:
        friend class LiveRecorder;
        using Track = RecordingWriter::Track;

        template <typename Tell>
        void tell(Tell&& tell);
        void record_to(RecordingWriter* file);

        LiveRecorder& m_recorder;
        std::string m_name;
        Track& m_kept;
        Track* m_file = nullptr;  // while there is one
        std::optional<ringlib::RingInfo> m_info;  // as attached to last
    };

    /// The ring of that name. Lives as long as the recorder.
    [[nodiscard]] Ring& ring(const std::string& name);
    /// To be called after each round of looking.
    void tick(TimePoint now);

    /// What is in memory, up to the last sample.
    [[nodiscard]] KeptRecording kept();
    struct Memory {
        std::size_t bytes = 0;
        std::size_t bytes_max = 0;
        std::optional<TimePoint> since;
    };
    [[nodiscard]] Memory memory() const;

    /// Records into a new file, too, from now on. May wait for the disk.
    /// @errors as BlockFile::create
    [[nodiscard]] tl::expected<void, RecordingError> start_file(const std::filesystem::path& path);
    /// Returns when everything is in the file, or could not be: then the error. Waits for the disk.
    std::optional<RecordingError> end_file(const std::string& why);
    struct File {
        std::filesystem::path path;
        std::uint64_t bytes = 0;
        std::optional<RecordingError> error;  ///< nothing is written any more
    };
    [[nodiscard]] std::optional<File> file() const;

private:
    const Configuration m_configuration;
    const std::size_t m_bytes_max;
    mutable std::mutex m_mutex;  // protects all below
    KeptBlocks* m_blocks;  // of m_kept
    RecordingWriter m_kept;
    std::map<std::string, std::unique_ptr<Ring>> m_rings;
    std::vector<std::string> m_names;  // in the order of their numbers
    std::optional<TimePoint> m_chapter_due;
    std::unique_ptr<RecordingWriter> m_file;
    std::filesystem::path m_file_path;
};

/// Both clocks, at the same moment.
void set_start(Configuration& configuration);

}  // namespace monitor::recording
