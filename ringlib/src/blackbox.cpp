// SPDX-License-Identifier: MIT OR Apache-2.0
#include "blackbox.h"

#include "platform/this_process.h"

namespace ringlib {

void record(
    layout::Blackbox& box, layout::Happening what, std::uint32_t slot, std::uint64_t value) noexcept
{
    const std::uint64_t index = box.written.fetch_add(1, std::memory_order_relaxed);
    layout::BlackboxRecord& entry = box.records[index % layout::kBlackboxRecords];
    entry.kind.store(
        static_cast<std::uint32_t>(layout::Happening::None), std::memory_order_release);
    entry.time_ns.store(monotonic_ns(), std::memory_order_release);
    entry.value.store(value, std::memory_order_release);
    entry.slot.store(slot, std::memory_order_release);
    entry.kind.store(static_cast<std::uint32_t>(what), std::memory_order_release);
}

}  // namespace ringlib
