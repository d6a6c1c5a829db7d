// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/reader.h"

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
#include <utility>

namespace monitor::recording {
namespace {

using Cause = RecordingError::Cause;

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

tl::expected<void, RecordingError> check_head(
    const std::filesystem::path& path, std::span<const std::byte> head)
{
    if (head.size() < kHeadBytes || std::memcmp(head.data(), kMagic.data(), kMagic.size()) != 0) {
        return tl::unexpected(RecordingError{
            Cause::NoRecording, path.string() + ": no recording (give a .ringrec file)"});
    }
    const std::uint64_t major = little_endian(head.subspan(kMagic.size(), 2));
    if (major != kMajor) {
        return tl::unexpected(RecordingError{Cause::OtherVersion,
            path.string() + ": recorded in format " + std::to_string(major) + ", this reads "
                + std::to_string(kMajor) + " (use the program that recorded it)"});
    }
    return {};
}

RecordingError refusal(const std::filesystem::path& path, int error)
{
    if (error == EINVAL) {
        return {Cause::NoRecording, path.string() + ": not a file (give a .ringrec file)"};
    }
    if (error == EACCES || error == EPERM) {
        return {Cause::NotPermitted,
            path.string() + ": " + std::generic_category().message(error)
                + " (ask its owner for read permission)"};
    }
    return {error == ENOENT ? Cause::NotFound : Cause::Os,
        path.string() + ": " + std::generic_category().message(error) + " (give a .ringrec file)"};
}

}  // namespace

/// A file read from one place on.
class RecordingReader::Input {
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
    void go_to(std::uint64_t offset) const
    {
        ::lseek(m_descriptor, static_cast<off_t>(offset), SEEK_SET);
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

RecordingReader::RecordingReader(std::unique_ptr<Input> input)
    : m_input(std::move(input))
    , m_in({})
{
}

RecordingReader::RecordingReader(RecordingReader&&) noexcept = default;
RecordingReader& RecordingReader::operator=(RecordingReader&&) noexcept = default;
RecordingReader::~RecordingReader() = default;

tl::expected<RecordingReader, RecordingError> RecordingReader::open(
    const std::filesystem::path& path)
{
    auto input = std::make_unique<Input>(path);
    std::uint64_t size = 0;
    if (const int error = input->look(size); error != 0) {
        return tl::unexpected(refusal(path, error));
    }
    std::array<std::byte, kHeadBytes> head{};
    const std::size_t got = input->read(head);
    if (auto checked = check_head(path, std::span(head).first(got)); !checked) {
        return tl::unexpected(checked.error());
    }
    RecordingReader reader(std::move(input));
    reader.m_end.file_bytes = size;
    reader.m_end.good_bytes = kHeadBytes;
    return reader;
}

/// Takes the next block, checked. Where there is none, m_end says why.
bool RecordingReader::next_block()
{
    std::array<std::byte, kBlockHeadBytes> head{};
    const std::size_t got = m_input->read(head);
    if (got < head.size()) {
        m_end.why = got == 0
            ? "it stops between two blocks: its program was killed, or still records"
            : "cut inside the head of a block";
        return false;
    }
    const auto word = [&](std::size_t index) {
        return little_endian(std::span(head).subspan(index * sizeof(std::uint32_t), 4));
    };
    if (word(0) != kBlockMark || word(1) == 0 || word(1) > kBlockMax) {
        m_end.why = "no block begins there";
        return false;
    }
    m_block.resize(word(1));
    if (m_input->read(m_block) < m_block.size()) {
        m_end.why = "cut inside a block";
        return false;
    }
    if (ringlib::crc32c(m_block) != word(2)) {
        m_end.why = "a block is damaged";
        return false;
    }
    m_in = ByteReader(m_block);
    return true;
}

bool RecordingReader::next(RecordingVisitor& visitor)
{
    if (m_over || (m_in.at_end() && !next_block())) {
        m_over = true;
        return false;
    }
    m_records.take_one(m_in, visitor);
    if (m_in.failed()) {
        m_end.why = "a block holds no records";
        m_over = true;
        return false;
    }
    if (m_records.end()) {
        m_end.whole = true;
        m_end.why = *m_records.end();
        m_over = true;
    }
    if (m_in.at_end() || m_over) {
        m_end.good_bytes += kBlockHeadBytes + m_block.size();
    }
    return true;
}

void RecordingReader::go_to(const Place& place)
{
    m_input->go_to(place.offset);
    m_in = ByteReader({});
    m_records = place.records;
    m_end.good_bytes = place.offset;
    m_end.whole = false;
    m_over = false;
}

tl::expected<RecordingEnd, RecordingError> read_recording(
    const std::filesystem::path& path, RecordingVisitor& visitor)
{
    auto reader = RecordingReader::open(path);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    while (reader->next(visitor)) { }
    return reader->end();
}

}  // namespace monitor::recording
