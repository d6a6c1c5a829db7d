// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/format.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace monitor::recording {

/// Where a recording's blocks go.
class BlockSink {
public:
    BlockSink() = default;
    BlockSink(const BlockSink&) = delete;
    BlockSink& operator=(const BlockSink&) = delete;
    BlockSink(BlockSink&&) = delete;
    BlockSink& operator=(BlockSink&&) = delete;
    virtual ~BlockSink() = default;

    /// Never waits. Nothing is taken any more after an error, nor after close().
    virtual void append(std::span<const std::byte> payload) = 0;
    /// Returns when everything is where it goes, or could not be.
    virtual void close() = 0;

    /// Why writing ended, if it did.
    [[nodiscard]] virtual std::optional<RecordingError> error() const = 0;
    [[nodiscard]] virtual std::uint64_t bytes_written() const = 0;
};

}  // namespace monitor::recording
