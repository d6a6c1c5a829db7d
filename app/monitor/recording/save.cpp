// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/save.h"

#include "monitor/new_file.h"
#include "monitor/recording/block_frame.h"

#include <algorithm>
#include <utility>

namespace monitor::recording {
namespace {

std::string_view as_text(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The blocks of a file that gets its name at the end.
class NewFileBlocks : public BlockSink {
public:
    explicit NewFileBlocks(NewFile& file)
        : m_file(file)
    {
        put(file_head());
    }
    void append(std::span<const std::byte> payload) override { put(framed(payload)); }
    void close() override { }
    [[nodiscard]] std::optional<RecordingError> error() const override { return std::nullopt; }
    [[nodiscard]] std::uint64_t bytes_written() const override { return m_written; }

private:
    void put(std::span<const std::byte> bytes)
    {
        m_file.write(as_text(bytes));
        m_written += bytes.size();
    }

    NewFile& m_file;
    std::uint64_t m_written = 0;
};

/// As of a recording that began then.
Configuration begun_at(Configuration configuration, const std::optional<TimePoint>& time)
{
    if (time) {
        const auto later = to_ns(*time) - static_cast<std::int64_t>(configuration.started_ns);
        configuration.started_ns += static_cast<std::uint64_t>(later);
        configuration.started_unix_ns += later;
    }
    return configuration;
}

}  // namespace

tl::expected<Saved, std::string> save_recording(
    const KeptRecording& kept, const Part& part, const std::filesystem::path& path)
{
    auto file = NewFile::create(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    auto sink = std::make_unique<NewFileBlocks>(*file);
    const NewFileBlocks& written = *sink;
    const auto since
        = kept.chapters.empty() ? std::nullopt : std::optional(kept.chapters.front().begun);
    RecordingWriter writer(std::move(sink),
        begun_at(kept.configuration, part.from && since ? std::max(part.from, since) : since));
    RecordingCopy copy(writer, part);
    kept.visit(copy);
    writer.close("saved afterwards");
    const Saved saved{copy.samples(), written.bytes_written()};
    if (saved.samples == 0) {
        return tl::unexpected(path.string() + ": not written, for there is no sample in that time");
    }
    if (auto committed = file->commit(); !committed) {
        return tl::unexpected(committed.error());
    }
    return saved;
}

}  // namespace monitor::recording
