// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/kept_blocks.h"

#include "monitor/recording/block_records.h"

namespace monitor::recording {

KeptBlocks::KeptBlocks(std::size_t bytes_max)
    : m_bytes_max(bytes_max)
{
}

void KeptBlocks::append(std::span<const std::byte> payload)
{
    m_written += payload.size();
    if (m_chapters.empty()) {
        return;  // the configuration, which every excerpt has
    }
    Chapter& chapter = m_chapters.back();
    chapter.blocks.push_back(
        std::make_shared<const std::vector<std::byte>>(payload.begin(), payload.end()));
    chapter.bytes += payload.size();
    m_bytes += payload.size();
    while (m_bytes > m_bytes_max && m_chapters.size() > 1) {
        m_bytes -= m_chapters.front().bytes;
        m_chapters.pop_front();
    }
}

void KeptBlocks::begin_chapter(TimePoint now, std::size_t rings)
{
    m_chapters.push_back({now, rings, 0, {}});
}

std::size_t KeptBlocks::chapter_bytes() const
{
    return m_chapters.empty() ? 0 : m_chapters.back().bytes;
}

void KeptRecording::visit(RecordingVisitor& visitor) const
{
    if (chapters.empty()) {
        return;
    }
    ByteWriter head;
    head.byte(static_cast<std::uint8_t>(Kind::Configuration));
    write(head, configuration);
    for (std::size_t ring = 0; ring < chapters.front().rings; ++ring) {
        head.byte(static_cast<std::uint8_t>(Kind::Ring));
        head.text(rings[ring]);
    }
    BlockRecords records;
    const auto take = [&](std::span<const std::byte> block) {
        ByteReader in(block);
        while (!in.at_end() && !in.failed()) {
            records.take_one(in, visitor);
        }
    };
    take(head.bytes());
    for (const Chapter& chapter : chapters) {
        for (const auto& block : chapter.blocks) {
            take(*block);
        }
    }
}

}  // namespace monitor::recording
