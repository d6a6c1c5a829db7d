// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>

namespace ringlib {

/// When a producer considers its peers to be there.
class CoordinationMode {
public:
    enum class Kind { Immediate, WaitForConsumers, BufferUntilConsumers };

    /// Publishes at once. Expected consumers still gate from the start: nothing is lost to them.
    [[nodiscard]] static CoordinationMode immediate();
    /// `build_producer` returns when `minimum` consumers are attached, or with CoordinationTimeout.
    [[nodiscard]] static CoordinationMode wait_for_consumers(
        std::size_t minimum, std::chrono::nanoseconds timeout);
    [[nodiscard]] static CoordinationMode wait_for_single_consumer(
        std::chrono::nanoseconds timeout);
    /// Up to `max_buffer` events before the first consumer, then
    /// full; that consumer starts at the oldest.
    [[nodiscard]] static CoordinationMode buffer_until_consumers(std::size_t max_buffer);

    [[nodiscard]] Kind kind() const noexcept { return m_kind; }
    [[nodiscard]] std::size_t count() const noexcept { return m_count; }
    [[nodiscard]] std::chrono::nanoseconds timeout() const noexcept { return m_timeout; }

private:
    CoordinationMode(Kind kind, std::size_t count, std::chrono::nanoseconds timeout) noexcept;

    Kind m_kind;
    std::size_t m_count;
    std::chrono::nanoseconds m_timeout;
};

}  // namespace ringlib
