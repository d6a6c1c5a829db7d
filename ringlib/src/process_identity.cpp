// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process_identity.h"

#include <algorithm>
#include <cstring>

namespace ringlib {
namespace {

constexpr int kIdentityReadAttempts
    = 100;  // a writer that died inside its lock must not hold a reader

}  // namespace

void write_identity(
    layout::Identity& target, const ProcessIdentity& process, std::string_view id) noexcept
{
    const std::uint64_t even
        = target.sequence_lock.load(std::memory_order_relaxed) & ~std::uint64_t{1};
    target.sequence_lock.store(even + 1, std::memory_order_seq_cst);
    target.pid.store(static_cast<std::uint64_t>(process.pid), std::memory_order_release);
    target.start_time.store(process.start_time, std::memory_order_release);
    target.pid_namespace.store(process.pid_namespace, std::memory_order_release);
    target.time_namespace.store(process.time_namespace, std::memory_order_release);
    target.since_ns.store(monotonic_ns(), std::memory_order_release);
    std::array<std::uint64_t, layout::kIdBytes / sizeof(std::uint64_t)> words{};
    std::memcpy(words.data(), id.data(), std::min(id.size(), layout::kIdBytes - 1));
    for (std::size_t i = 0; i < words.size(); ++i) {
        target.id_text[i].store(words[i], std::memory_order_release);
    }
    target.sequence_lock.store(even + 2, std::memory_order_release);
}

std::string_view IdentityCopy::id() const noexcept
{
    return {id_text.data(),
        static_cast<std::size_t>(
            std::find(id_text.begin(), id_text.end(), '\0') - id_text.begin())};
}

IdentityCopy read_identity(const layout::Identity& source) noexcept
{
    IdentityCopy copy;
    for (int attempt = 0; attempt < kIdentityReadAttempts; ++attempt) {
        const std::uint64_t before = source.sequence_lock.load(std::memory_order_acquire);
        copy.pid = source.pid.load(std::memory_order_acquire);
        copy.start_time = source.start_time.load(std::memory_order_acquire);
        copy.since_ns = source.since_ns.load(std::memory_order_acquire);
        std::array<std::uint64_t, layout::kIdBytes / sizeof(std::uint64_t)> words{};
        for (std::size_t i = 0; i < words.size(); ++i) {
            words[i] = source.id_text[i].load(std::memory_order_acquire);
        }
        std::memcpy(copy.id_text.data(), words.data(), layout::kIdBytes);
        if ((before & 1U) == 0 && source.sequence_lock.load(std::memory_order_acquire) == before) {
            break;
        }
    }
    return copy;
}

}  // namespace ringlib
