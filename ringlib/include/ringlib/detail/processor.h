// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// What the machine offers below the language, in one place.
namespace ringlib::detail {

/// One turn of a spinning loop: tells the core that it waits.
inline void pause() noexcept
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

/// Asks for a line in order to write it. By inline assembly: the builtin emits a plain prefetch in
/// generic builds.
inline void prefetch_for_write(const void* address) noexcept
{
#if defined(__x86_64__)
    asm volatile("prefetchw %0" : : "m"(*static_cast<const char*>(address)));
#else
    __builtin_prefetch(address, 1);
#endif
}

/// A full fence between two processes. ThreadSanitizer does not know fences: there it is a
/// read-modify-write, which orders the threads of its one process as strictly.
inline void full_fence() noexcept
{
#if defined(__SANITIZE_THREAD__)
    static std::atomic<std::uint64_t> order{0};
    order.fetch_add(1, std::memory_order_seq_cst);
#else
    std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
}

/// Keeps the validation of a slot's word behind the reads of the event that it vouches for.
inline void acquire_fence() noexcept
{
#if !defined(__SANITIZE_THREAD__)
    std::atomic_thread_fence(std::memory_order_acquire);
#endif
}

/// Keeps the compiler from moving a load before an earlier store; the processor is held by the
/// sleeper's membarrier.
inline void compiler_fence() noexcept
{
    std::atomic_signal_fence(std::memory_order_seq_cst);
}

/// Copies an event that its writer may overwrite meanwhile: the caller validates afterwards and
/// throws it away then.
inline void copy_event(void* target, const std::byte* source, std::size_t size) noexcept
{
#if defined(__SANITIZE_THREAD__)
    auto* out = static_cast<std::byte*>(target);
    for (std::size_t i = 0; i < size; ++i) {
        out[i] = __atomic_load_n(source + i, __ATOMIC_RELAXED);
    }
#else
    std::memcpy(target, source, size);
#endif
}

}  // namespace ringlib::detail
