// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/block_sink.h"

#include <tl/expected.hpp>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace monitor::recording {

/// A recording's file while it is written: whole blocks, one after the other, by a thread of its
/// own, so that a slow disk never delays a sample. What is in the file when the program is killed
/// can be read.
class BlockFile final : public BlockSink {
public:
    /// @errors Exists: nothing is overwritten. NotFound: no such directory. NoSpace, Os.
    [[nodiscard]] static tl::expected<std::unique_ptr<BlockFile>, RecordingError> create(
        const std::filesystem::path& path);
    BlockFile(const BlockFile&) = delete;
    BlockFile& operator=(const BlockFile&) = delete;
    BlockFile(BlockFile&&) = delete;
    BlockFile& operator=(BlockFile&&) = delete;
    ~BlockFile() override;  ///< close()

    void append(std::span<const std::byte> payload) override;
    void close() override;
    [[nodiscard]] std::optional<RecordingError> error() const override;
    [[nodiscard]] std::uint64_t bytes_written() const override;

private:
    BlockFile(int descriptor, std::filesystem::path path);

    void run();
    [[nodiscard]] bool write_all(std::span<const std::byte> bytes);
    void fail(int error);

    const int m_descriptor;
    const std::filesystem::path m_path;
    mutable std::mutex m_mutex;
    std::condition_variable m_more;
    std::deque<std::vector<std::byte>> m_waiting;
    std::size_t m_waiting_bytes = 0;
    std::uint64_t m_written = 0;
    std::optional<RecordingError> m_error;
    bool m_closing = false;
    std::thread m_thread;
};

}  // namespace monitor::recording
