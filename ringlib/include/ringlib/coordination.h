// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>

namespace ringlib {

/// When a producer considers its peers to be there.
class CoordinationMode {
public:
    /// What `build_producer` and the first events wait for.
    enum class Kind {
        Immediate,  ///< nobody
        WaitForConsumers,  ///< `build_producer` waits for `count()` consumers
        BufferUntilConsumers  ///< after `count()` events the ring is full until a consumer comes
    };

    /// Publishes at once. Expected consumers still gate from the start: nothing is lost to them.
    [[nodiscard]] static CoordinationMode immediate();
    /// `build_producer` returns when `minimum` live consumers are attached, or with
    /// CoordinationTimeout. `minimum`: 1 to the most consumers; `timeout`: 0 or more.
    [[nodiscard]] static CoordinationMode wait_for_consumers(
        std::size_t minimum, std::chrono::nanoseconds timeout);
    /// wait_for_consumers with a minimum of 1.
    [[nodiscard]] static CoordinationMode wait_for_single_consumer(
        std::chrono::nanoseconds timeout);
    /// Up to `max_buffer` events, 1 to the capacity, before the first consumer; then full. Once any
    /// was attached the whole capacity counts. A new id with StartAt::Default starts at the oldest.
    [[nodiscard]] static CoordinationMode buffer_until_consumers(std::size_t max_buffer);

    [[nodiscard]] Kind kind() const noexcept { return m_kind; }  ///< as chosen
    /// Consumers waited for, or events buffered; 0 for Immediate.
    [[nodiscard]] std::size_t count() const noexcept { return m_count; }
    /// Of WaitForConsumers; 0 otherwise.
    [[nodiscard]] std::chrono::nanoseconds timeout() const noexcept { return m_timeout; }

private:
    CoordinationMode(Kind kind, std::size_t count, std::chrono::nanoseconds timeout) noexcept;

    Kind m_kind;
    std::size_t m_count;
    std::chrono::nanoseconds m_timeout;
};

}  // namespace ringlib
