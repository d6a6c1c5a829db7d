// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/part_rows.h"

#include "monitor/new_file.h"
#include "monitor/recording/bounded_replay.h"
#include "monitor/recording/reader.h"
#include "monitor/recording/sample_rows.h"

namespace monitor::recording {
namespace {

class PartRows final : public BoundedReplay {
public:
    PartRows(NewFile& file, const Part& part)
        : m_rows(file)
        , m_part(part)
    {
    }

    [[nodiscard]] std::uint64_t samples() const noexcept { return m_samples; }

private:
    void reading(std::size_t /*ring*/, const RingReading& reading) override
    {
        const TimePoint time = reading.sampled_at;
        const bool wanted = reading.attached && (!m_part.ring || reading.ring == *m_part.ring)
            && (!m_part.from || time >= *m_part.from) && (!m_part.to || time <= *m_part.to);
        if (wanted) {
            m_rows.add(reading);
            ++m_samples;
        }
    }

    SampleRows m_rows;
    const Part& m_part;
    std::uint64_t m_samples = 0;
};

/// @param visit gives the records to a visitor. @returns why it cannot; empty when it could
template <typename Visit>
tl::expected<std::uint64_t, std::string> write_with(
    const Part& part, const std::filesystem::path& csv, Visit&& visit)
{
    auto file = NewFile::create(csv);
    if (!file) {
        return tl::unexpected(file.error());
    }
    PartRows rows(*file, part);
    if (std::string refused = visit(rows); !refused.empty()) {
        return tl::unexpected(std::move(refused));
    }
    if (rows.samples() == 0) {
        return tl::unexpected(csv.string() + ": not written, for there is no sample in that time");
    }
    if (auto committed = file->commit(); !committed) {
        return tl::unexpected(committed.error());
    }
    return rows.samples();
}

}  // namespace

tl::expected<std::uint64_t, std::string> write_rows(
    const KeptRecording& kept, const Part& part, const std::filesystem::path& csv)
{
    return write_with(part, csv, [&](RecordingVisitor& visitor) {
        kept.visit(visitor);
        return std::string();
    });
}

tl::expected<std::uint64_t, std::string> write_rows(
    const std::filesystem::path& recording, const Part& part, const std::filesystem::path& csv)
{
    return write_with(part, csv, [&](RecordingVisitor& visitor) {
        const auto end = read_recording(recording, visitor);
        return end ? std::string() : end.error().what;
    });
}

}  // namespace monitor::recording
