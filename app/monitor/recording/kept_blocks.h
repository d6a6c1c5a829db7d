// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/block_sink.h"
#include "monitor/recording/recording_visitor.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace monitor::recording {

/// Blocks in memory, in chapters: each can be read without those before, by who knows the
/// configuration and the rings.
struct Chapter {
    TimePoint begun;
    std::size_t rings = 0;  ///< that were there when it began
    std::size_t bytes = 0;
    std::vector<std::shared_ptr<const std::vector<std::byte>>> blocks;
};

/// What was kept at one moment. Cheap to take, and nobody changes it any more.
struct KeptRecording {
    Configuration configuration;
    std::vector<std::string> rings;
    std::vector<Chapter> chapters;

    void visit(RecordingVisitor& visitor) const;
};

/// The newest chapters of a recording, within a budget.
class KeptBlocks : public BlockSink {
public:
    explicit KeptBlocks(std::size_t bytes_max);

    void append(std::span<const std::byte> payload) override;
    void close() override { }
    [[nodiscard]] std::optional<RecordingError> error() const override { return std::nullopt; }
    /// In all, also what is gone.
    [[nodiscard]] std::uint64_t bytes_written() const override { return m_written; }

    /// Blocks that come now belong to a new one.
    void begin_chapter(TimePoint now, std::size_t rings);
    [[nodiscard]] std::size_t chapter_bytes() const;
    [[nodiscard]] std::size_t bytes() const noexcept { return m_bytes; }
    [[nodiscard]] const std::deque<Chapter>& chapters() const noexcept { return m_chapters; }

private:
    const std::size_t m_bytes_max;
    std::deque<Chapter> m_chapters;
    std::size_t m_bytes = 0;
    std::uint64_t m_written = 0;
};

}  // namespace monitor::recording
