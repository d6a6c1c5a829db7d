// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/new_file.h"

#include "rig/platform/rename_new.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace monitor {
namespace {

constexpr std::size_t kBuffer = 65'536;

std::string in_words(const std::filesystem::path& path, int error)
{
    const std::string why = std::generic_category().message(error);
    switch (error) {
    case EEXIST:
        return path.string() + ": there already (choose another name, or remove it)";
    case EACCES:
    case EPERM:
    case EROFS:
        return path.string() + ": " + why + " (name another place, or let this user write there)";
    default:
        return path.string() + ": " + why;
    }
}

}  // namespace

NewFile::NewFile(std::filesystem::path path, IfThere if_there)
    : m_path(std::move(path))
    , m_temporary(m_path.parent_path()
          / ("." + m_path.filename().string() + "." + std::to_string(::getpid()) + ".new"))
    , m_if_there(if_there)
{
}

NewFile::NewFile(NewFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_temporary(std::move(other.m_temporary))
    , m_if_there(other.m_if_there)
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_buffer(std::move(other.m_buffer))
    , m_error(std::move(other.m_error))
{
}

NewFile::~NewFile()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
        ::unlink(m_temporary.c_str());
    }
}

tl::expected<NewFile, std::string> NewFile::create(std::filesystem::path path, IfThere if_there)
{
    NewFile file(std::move(path), if_there);
    struct stat there { };
    if (if_there == IfThere::Replace && ::lstat(file.m_path.c_str(), &there) == 0
        && !S_ISREG(there.st_mode)) {
        return tl::unexpected(file.m_path.string() + ": no file (name another)");  // /dev/stdout
    }
    if (if_there == IfThere::Refuse && ::access(file.m_path.c_str(), F_OK) == 0) {
        return tl::unexpected(in_words(file.m_path, EEXIST));
    }
    file.m_descriptor = ::open(
        file.m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (file.m_descriptor < 0) {
        return tl::unexpected(in_words(file.m_path, errno));
    }
    return file;
}

void NewFile::write(std::string_view text)
{
    m_buffer += text;
    if (m_buffer.size() >= kBuffer) {
        flush();
    }
}

void NewFile::flush()
{
    std::string_view rest = m_buffer;
    while (!rest.empty() && m_error.empty()) {
        const ssize_t written = ::write(m_descriptor, rest.data(), rest.size());
        if (written >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            fail(errno);
        }
    }
    m_buffer.clear();
}

void NewFile::fail(int error)
{
    m_error = in_words(m_path, error);
}

tl::expected<void, std::string> NewFile::commit()
{
    flush();
    if (m_error.empty() && ::close(std::exchange(m_descriptor, -1)) != 0) {
        fail(errno);
    }
    if (m_error.empty()) {
        const bool renamed = m_if_there == IfThere::Refuse
            ? rig::rename_new(m_temporary, m_path)
            : ::rename(m_temporary.c_str(), m_path.c_str()) == 0;
        if (!renamed) {
            fail(errno);
        }
    }
    if (!m_error.empty()) {
        ::unlink(m_temporary.c_str());
        return tl::unexpected(m_error);
    }
    return {};
}

}  // namespace monitor
