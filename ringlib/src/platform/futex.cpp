// SPDX-License-Identifier: MIT OR Apache-2.0
#include "platform/futex.h"

#include <cerrno>
#include <climits>
#include <ctime>
#include <linux/futex.h>
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ringlib {
namespace {

// Never the private flavour: the word is shared between processes.
long futex(
    layout::Word32& word, int operation, std::uint32_t value, const timespec* timeout) noexcept
{
    return ::syscall(
        SYS_futex, reinterpret_cast<std::uint32_t*>(&word), operation, value, timeout, nullptr, 0);
}

}  // namespace

bool register_for_membarrier() noexcept
{
    static const bool kRegistered
        = ::syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0) == 0;
    return kRegistered;
}

void membarrier_all() noexcept
{
    ::syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0, 0);
}

std::uint32_t announce_sleep(layout::Word32& gate) noexcept
{
    const std::uint32_t value = gate.fetch_or(1, std::memory_order_seq_cst) | 1U;
    membarrier_all();
    return value;
}

SleepEnd sleep_while(
    layout::Word32& gate, std::uint32_t value, std::chrono::nanoseconds timeout) noexcept
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(timeout);
    const timespec limit{.tv_sec = seconds.count(), .tv_nsec = (timeout - seconds).count()};
    if (futex(gate, FUTEX_WAIT, value, &limit) == 0 || errno == EAGAIN) {
        return SleepEnd::Woken;  // EAGAIN: the peer was faster than this call
    }
    return errno == ETIMEDOUT ? SleepEnd::TimedOut : SleepEnd::Interrupted;
}

void wake_sleepers(layout::Word32& gate) noexcept
{
    std::uint32_t value = gate.load(std::memory_order_relaxed);
    while ((value & 1U) != 0) {
        if (gate.compare_exchange_weak(value, value + 1, std::memory_order_seq_cst)) {
            futex(gate, FUTEX_WAKE, INT_MAX, nullptr);
            return;
        }
    }
}

}  // namespace ringlib
