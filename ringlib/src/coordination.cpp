// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/coordination.h"

namespace ringlib {

CoordinationMode::CoordinationMode(
    Kind kind, std::size_t count, std::chrono::nanoseconds timeout) noexcept
    : m_kind(kind)
    , m_count(count)
    , m_timeout(timeout)
{
}

CoordinationMode CoordinationMode::immediate()
{
    return {Kind::Immediate, 0, {}};
}

CoordinationMode CoordinationMode::wait_for_consumers(
    std::size_t minimum, std::chrono::nanoseconds timeout)
{
    return {Kind::WaitForConsumers, minimum, timeout};
}

CoordinationMode CoordinationMode::wait_for_single_consumer(std::chrono::nanoseconds timeout)
{
    return wait_for_consumers(1, timeout);
}

CoordinationMode CoordinationMode::buffer_until_consumers(std::size_t max_buffer)
{
    return {Kind::BufferUntilConsumers, max_buffer, {}};
}

}  // namespace ringlib
