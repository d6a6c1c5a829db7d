// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ring_path.h"

#include "failure.h"
#include "ringlib/shm_directory.h"

#include <algorithm>

namespace ringlib {
namespace {

constexpr std::size_t kNameMax = 200;
constexpr std::size_t kIdMax = 31;

bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_word(char c)
{
    return is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
}

}  // namespace

std::filesystem::path RingPath::directory() const
{
    const std::filesystem::path parent = file.parent_path();
    return parent.empty() ? "." : parent;
}

std::filesystem::path RingPath::lock_file() const
{
    return directory() / ("." + file.filename().string() + ".lock");
}

std::filesystem::path RingPath::spare_file() const
{
    return directory() / ("." + file.filename().string() + ".new");
}

Expected<RingPath> shm_ring(std::string_view name)
{
    const std::string_view plain = !name.empty() && name.front() == '/' ? name.substr(1) : name;
    if (plain.empty() || plain.size() > kNameMax || !is_alphanumeric(plain.front())
        || !std::all_of(plain.begin(), plain.end(), is_word)) {
        return failure(Errc::InvalidName, "",
            "'" + std::string(name.substr(0, kNameMax))
                + "' does not match [A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    }
    RingPath path{.backend = Backend::Shm, .name = std::string(plain), .file = {}};
    path.file = std::filesystem::path(kShmDirectory) / path.name;
    return path;
}

Expected<RingPath> file_ring(const std::filesystem::path& file)
{
    const std::string name = file.filename().string();
    if (name.empty() || name == "." || name == ".." || name.size() > kNameMax
        || file.native().find('\0') != std::string::npos) {
        return failure(Errc::InvalidName, "",
            "'" + file.string().substr(0, kNameMax)
                + "' does not name a file of at most 200 characters");
    }
    return RingPath{.backend = Backend::Mmap, .name = file.string(), .file = file};
}

Expected<RingPath> any_ring(std::string_view name_or_path)
{
    const bool is_path
        = name_or_path.size() > 1 && name_or_path.find('/', 1) != std::string_view::npos;
    return is_path ? file_ring(std::filesystem::path(name_or_path)) : shm_ring(name_or_path);
}

bool is_consumer_id(std::string_view id)
{
    return !id.empty() && id.size() <= kIdMax && std::all_of(id.begin(), id.end(), is_word);
}

}  // namespace ringlib
