// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/block_frame.h"

#include <ringlib/crc32c.h>

namespace monitor::recording {
namespace {

void put(std::vector<std::byte>& out, std::uint32_t value)
{
    for (unsigned shift = 0; shift < 32; shift += 8) {
        out.push_back(static_cast<std::byte>(value >> shift));
    }
}

}  // namespace

std::vector<std::byte> file_head()
{
    std::vector<std::byte> head;
    head.reserve(kMagic.size() + 2 * sizeof(std::uint32_t));
    for (const char c : kMagic) {
        head.push_back(static_cast<std::byte>(c));
    }
    put(head, std::uint32_t{kMajor} | std::uint32_t{kMinor} << 16U);
    put(head, 0);
    return head;
}

std::vector<std::byte> framed(std::span<const std::byte> payload)
{
    std::vector<std::byte> block;
    block.reserve(3 * sizeof(std::uint32_t) + payload.size());
    put(block, kBlockMark);
    put(block, static_cast<std::uint32_t>(payload.size()));
    put(block, ringlib::crc32c(payload));
    block.insert(block.end(), payload.begin(), payload.end());
    return block;
}

}  // namespace monitor::recording
