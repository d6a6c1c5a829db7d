// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/block_file.h"

#include "monitor/recording/block_frame.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace monitor::recording {
namespace {

// A disk that is behind by that much will not catch up.
constexpr std::size_t kWaitingMax = std::size_t{256} << 20U;

RecordingError error_of(const std::filesystem::path& path, int error)
{
    using Cause = RecordingError::Cause;
    const std::string why = std::generic_category().message(error);
    switch (error) {
    case EEXIST:
        return {
            Cause::Exists, path.string() + ": there already (choose another name, or remove it)"};
    case ENOENT:
    case ENOTDIR:
        return {Cause::NotFound, path.string() + ": no such directory (make it first)"};
    case EACCES:
    case EPERM:
    case EROFS:
        return {Cause::NotPermitted,
            path.string() + ": " + why + " (name another place, or let this user write there)"};
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return {Cause::NoSpace,
            path.string() + ": " + why + " (make room; what was written can be read)"};
    default:
        return {Cause::Os, path.string() + ": " + why};
    }
}

}  // namespace

tl::expected<std::unique_ptr<BlockFile>, RecordingError> BlockFile::create(
    const std::filesystem::path& path)
{
    const int descriptor
        = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor < 0) {
        return tl::unexpected(error_of(path, errno));
    }
    std::unique_ptr<BlockFile> file(new BlockFile(descriptor, path));
    if (!file->write_all(file_head())) {
        ::unlink(path.c_str());
        return tl::unexpected(*file->error());
    }
    // Signals are for the program's other threads: this one inherits that it takes none.
    sigset_t all{};
    sigset_t before{};
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    file->m_thread = std::thread([raw = file.get()] { raw->run(); });
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return file;
}

BlockFile::BlockFile(int descriptor, std::filesystem::path path)
    : m_descriptor(descriptor)
    , m_path(std::move(path))
{
}

BlockFile::~BlockFile()
{
    BlockFile::close();
    ::close(m_descriptor);
}

void BlockFile::append(std::span<const std::byte> payload)
{
    std::vector<std::byte> block = framed(payload);
    const std::lock_guard lock(m_mutex);
    if (m_error || m_closing) {
        return;
    }
    if (m_waiting_bytes > kWaitingMax) {
        m_error = RecordingError{RecordingError::Cause::Os,
            m_path.string() + ": the disk is too slow, 256 MiB wait for it (record elsewhere)"};
        return;
    }
    m_waiting_bytes += block.size();
    m_waiting.push_back(std::move(block));
    m_more.notify_one();
}

void BlockFile::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
        m_more.notify_one();
    }
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

std::optional<RecordingError> BlockFile::error() const
{
    const std::lock_guard lock(m_mutex);
    return m_error;
}

std::uint64_t BlockFile::bytes_written() const
{
    const std::lock_guard lock(m_mutex);
    return m_written;
}

void BlockFile::run()
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_more.wait(lock, [&] { return m_closing || !m_waiting.empty(); });
        if (m_waiting.empty()) {
            return;
        }
        const std::vector<std::byte> block = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_waiting_bytes -= block.size();
        lock.unlock();
        if (!write_all(block)) {
            return;
        }
    }
}

bool BlockFile::write_all(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(written));
            const std::lock_guard lock(m_mutex);
            m_written += static_cast<std::uint64_t>(written);
        } else if (errno != EINTR) {
            fail(errno);
            return false;
        }
    }
    return true;
}

void BlockFile::fail(int error)
{
    const std::lock_guard lock(m_mutex);
    m_error = error_of(m_path, error);
    m_waiting.clear();
}

}  // namespace monitor::recording
