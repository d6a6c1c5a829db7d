// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/block_records.h"
#include "monitor/recording/recording_visitor.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace monitor::recording {

/// Where the records ended, and why there.
struct RecordingEnd {
    bool whole = false;  ///< its program ended it
    std::string why;  ///< "10 s are over"; "cut inside a block: …"
    std::uint64_t good_bytes = 0;  ///< up to the end of the last whole block
    std::uint64_t file_bytes = 0;
};

/// Reads a recording record by record, and again from where it once stood.
class RecordingReader {
public:
    /// Between two blocks: enough to go on from there.
    struct Place {
        std::uint64_t offset = 0;  ///< of the next block
        BlockRecords records;
    };

    /// @errors NotFound, NoRecording, OtherVersion, Os
    [[nodiscard]] static tl::expected<RecordingReader, RecordingError> open(
        const std::filesystem::path& path);
    RecordingReader(RecordingReader&&) noexcept;
    RecordingReader& operator=(RecordingReader&&) noexcept;
    RecordingReader(const RecordingReader&) = delete;
    RecordingReader& operator=(const RecordingReader&) = delete;
    ~RecordingReader();

    /// Gives the next record to the visitor.
    /// @returns false when there is none that can be read: see end().
    [[nodiscard]] bool next(RecordingVisitor& visitor);
    /// Up to where it has read.
    [[nodiscard]] const RecordingEnd& end() const noexcept { return m_end; }

    [[nodiscard]] bool is_between_blocks() const noexcept { return m_in.at_end(); }
    /// Only between two blocks.
    [[nodiscard]] Place place() const { return {m_end.good_bytes, m_records}; }
    void go_to(const Place& place);

private:
    class Input;

    explicit RecordingReader(std::unique_ptr<Input> input);
    [[nodiscard]] bool next_block();

    std::unique_ptr<Input> m_input;
    std::vector<std::byte> m_block;
    ByteReader m_in;  // what is left of it
    BlockRecords m_records;
    RecordingEnd m_end;
    bool m_over = false;
};

/// Reads all that can be read: up to the end, or to the last block that is whole.
/// @errors as RecordingReader::open()
[[nodiscard]] tl::expected<RecordingEnd, RecordingError> read_recording(
    const std::filesystem::path& path, RecordingVisitor& visitor);

}  // namespace monitor::recording
