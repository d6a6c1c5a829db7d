// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/reader.h"

#include "monitor/recording/sample_codec.h"

#include <ringlib/crc32c.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <span>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace monitor::recording {
namespace {

using Cause = RecordingError::Cause;

constexpr std::size_t kRingsMax = 4096;
constexpr std::size_t kHeadBytes = 16;
constexpr std::size_t kBlockHeadBytes = 12;

std::uint64_t little_endian(std::span<const std::byte> bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) {
        value = value << 8U | static_cast<std::uint8_t>(bytes[i]);
    }
    return value;
}

/// A file read from its begin to its end.
class Input {
public:
    explicit Input(const std::filesystem::path& path)
        : m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY))
    {
    }
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;
    Input(Input&&) = delete;
    Input& operator=(Input&&) = delete;
    ~Input()
    {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }

    /// 0, or the errno of the system's refusal; EINVAL for what is no file.
    [[nodiscard]] int look(std::uint64_t& size) const
    {
        struct stat status { };
        if (m_descriptor < 0 || ::fstat(m_descriptor, &status) != 0) {
            return errno;
        }
        size = static_cast<std::uint64_t>(status.st_size);
        return S_ISREG(status.st_mode) ? 0 : EINVAL;
    }
    /// Fewer only at the end, or where the system gives no more.
    [[nodiscard]] std::size_t read(std::span<std::byte> target) const
    {
        std::size_t got = 0;
        while (got < target.size()) {
            const ssize_t more = ::read(m_descriptor, target.data() + got, target.size() - got);
            if (more > 0) {
                got += static_cast<std::size_t>(more);
            } else if (more == 0 || errno != EINTR) {
                break;
            }
        }
        return got;
    }

private:
    int m_descriptor;
};

/// Gives the records of one block after the other to the visitor.
class Records {
public:
    explicit Records(RecordingVisitor& visitor)
        : m_visitor(visitor)
    {
    }

    /// @returns false where something stands that cannot be.
    [[nodiscard]] bool take(std::span<const std::byte> block)
    {
        ByteReader in(block);
        while (!in.at_end() && !in.failed() && !m_end) {
            take_one(in);
        }
        return !in.failed();
    }
    [[nodiscard]] const std::optional<std::string>& end() const { return m_end; }

private:
    void take_one(ByteReader& in)
    {
        const auto kind = static_cast<Kind>(in.byte());
        if (m_begun != (kind != Kind::Configuration)) {
            return in.fail();  // it is the first, and only the first
        }
        switch (kind) {
        case Kind::Configuration:
            m_begun = true;
            return give<Configuration>(
                in, [&](const Configuration& it) { m_visitor.configured(it); });
        case Kind::Ring:
            return take_ring(in);
        case Kind::End:
            m_end = in.text(kTextMax);
            return;
        default:
            break;
        }
        if (kind >= Kind::Skippable) {
            return take_skippable(in, kind);
        }
        const std::size_t ring = in.count(kRingsMax);
        if (ring >= m_samples.size()) {
            return in.fail();
        }
        take_of_ring(in, kind, ring);
    }

    void take_skippable(ByteReader& in, Kind kind)
    {
        const std::string record = in.text(kBlockMax);
        if (kind != Kind::Latency || in.failed()) {
            return;
        }
        ByteReader inner(std::as_bytes(std::span(record)));
        const std::size_t ring = inner.count(kRingsMax);
        if (ring >= m_latencies.size()) {
            return in.fail();
        }
        const SeenLatency seen = m_latencies[ring].decode(inner);
        if (inner.failed()) {
            return in.fail();
        }
        m_visitor.latency(ring, seen);
    }

    void take_ring(ByteReader& in)
    {
        const std::string name = in.text(kTextMax);
        if (in.failed() || m_samples.size() == kRingsMax) {
            return in.fail();
        }
        m_samples.emplace_back();
        m_latencies.emplace_back();
        m_visitor.ring(name);
    }

    void take_of_ring(ByteReader& in, Kind kind, std::size_t ring)
    {
        switch (kind) {
        case Kind::Attached:
            return give<ringlib::RingInfo>(in, [&](const ringlib::RingInfo& info) {
                m_samples[ring].emplace().set_shape(info.capacity, info.event_size);
                m_latencies[ring] = {};
                m_visitor.attached(ring, info);
            });
        case Kind::Lost:
            return give<Loss>(in, [&](const Loss& it) { m_visitor.lost(ring, it); });
        case Kind::Process:
            return give<SeenProcess>(
                in, [&](const SeenProcess& it) { m_visitor.process(ring, it); });
        case Kind::Sample:
            return take_sample(in, ring);
        case Kind::Verdict:
            return give<Verdict>(in, [&](const Verdict& it) { m_visitor.verdict(ring, it); });
        case Kind::RingVerdict:
            return give<RingVerdict>(
                in, [&](const RingVerdict& it) { m_visitor.ring_verdict(ring, it); });
        case Kind::Happening:
            return give<ringlib::HappeningRecord>(
                in, [&](const ringlib::HappeningRecord& it) { m_visitor.happening(ring, it); });
        case Kind::Missed:
            return give<MissedTicks>(
                in, [&](const MissedTicks& it) { m_visitor.missed(ring, it); });
        default:
            return in.fail();
        }
    }

    void take_sample(ByteReader& in, std::size_t ring)
    {
        if (!m_samples[ring]) {
            return in.fail();  // never attached to
        }
        const ringlib::RingSnapshot& snapshot = m_samples[ring]->decode(in);
        if (!in.failed()) {
            m_visitor.sample(ring, snapshot);
        }
    }

    template <typename Record, typename Give>
    static void give(ByteReader& in, Give&& give)
    {
        Record record;
        read(in, record);
        if (!in.failed()) {
            give(record);
        }
    }

    RecordingVisitor& m_visitor;
    std::vector<std::optional<SampleDecoder>> m_samples;  // of each ring
    std::vector<LatencyDecoder> m_latencies;  // of each ring
    bool m_begun = false;
    std::optional<std::string> m_end;
};

tl::expected<void, RecordingError> check_head(const std::filesystem::path& path, const Input& input)
{
    std::array<std::byte, kHeadBytes> head{};
    const std::size_t got = input.read(head);
    if (got < head.size() || std::memcmp(head.data(), kMagic.data(), kMagic.size()) != 0) {
        return tl::unexpected(RecordingError{
            Cause::NoRecording, path.string() + ": no recording (give a .ringrec file)"});
    }
    const std::uint64_t major = little_endian(std::span(head).subspan(kMagic.size(), 2));
    if (major != kMajor) {
        return tl::unexpected(RecordingError{Cause::OtherVersion,
            path.string() + ": recorded in format " + std::to_string(major) + ", this reads "
                + std::to_string(kMajor) + " (use the program that recorded it)"});
    }
    return {};
}

/// The next block's payload, checked. Nothing at the end; `why` says when it is no proper one.
std::optional<std::vector<std::byte>> next_block(const Input& input, std::string& why)
{
    std::array<std::byte, kBlockHeadBytes> head{};
    const std::size_t got = input.read(head);
    if (got < head.size()) {
        why = got == 0 ? "it stops between two blocks: its program was killed, or still records"
                       : "cut inside the head of a block";
        return std::nullopt;
    }
    const auto word = [&](std::size_t index) {
        return little_endian(std::span(head).subspan(index * sizeof(std::uint32_t), 4));
    };
    if (word(0) != kBlockMark || word(1) == 0 || word(1) > kBlockMax) {
        why = "no block begins there";
        return std::nullopt;
    }
    std::vector<std::byte> payload(word(1));
    if (input.read(payload) < payload.size()) {
        why = "cut inside a block";
        return std::nullopt;
    }
    if (ringlib::crc32c(payload) != word(2)) {
        why = "a block is damaged";
        return std::nullopt;
    }
    return payload;
}

}  // namespace

tl::expected<RecordingEnd, RecordingError> read_recording(
    const std::filesystem::path& path, RecordingVisitor& visitor)
{
    const Input input(path);
    RecordingEnd end;
    if (const int error = input.look(end.file_bytes); error != 0) {
        if (error == EINVAL) {
            return tl::unexpected(RecordingError{
                Cause::NoRecording, path.string() + ": not a file (give a .ringrec file)"});
        }
        return tl::unexpected(RecordingError{error == ENOENT ? Cause::NotFound : Cause::Os,
            path.string() + ": " + std::generic_category().message(error)
                + " (give a .ringrec file)"});
    }
    if (auto checked = check_head(path, input); !checked) {
        return tl::unexpected(checked.error());
    }
    end.good_bytes = kHeadBytes;
    Records records(visitor);
    while (const auto block = next_block(input, end.why)) {
        if (!records.take(*block)) {
            end.why = "a block holds no records";
            break;
        }
        end.good_bytes += kBlockHeadBytes + block->size();
        if (records.end()) {
            end.whole = true;
            end.why = *records.end();
            break;
        }
    }
    return end;
}

}  // namespace monitor::recording
