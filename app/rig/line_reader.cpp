// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/line_reader.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace rig {
namespace {

constexpr std::size_t kChunk = 4096;
constexpr std::size_t kLineMax = std::size_t{1} << 16U;  // who writes no line end is cut into lines
/// At once: all that a pipe holds, and who writes without end keeps nobody for ever.
constexpr std::size_t kPieceMax = std::size_t{1} << 17U;

// Asked instead of setting O_NONBLOCK: that flag would belong to everybody who shares the
// descriptor.
bool is_readable(int descriptor)
{
    pollfd ready{.fd = descriptor, .events = POLLIN, .revents = 0};
    return ::poll(&ready, 1, 0) == 1;
}

}  // namespace

std::vector<std::string> LineReader::read_available(int descriptor)
{
    std::vector<std::string> lines;
    std::array<char, kChunk> bytes{};
    std::size_t piece = 0;
    while (!m_at_end && piece < kPieceMax && is_readable(descriptor)) {
        const ssize_t got = ::read(descriptor, bytes.data(), bytes.size());
        if (got > 0) {
            piece += static_cast<std::size_t>(got);
            m_rest.append(bytes.data(), static_cast<std::size_t>(got));
            take_lines(lines);
        } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
            m_at_end = true;
        }
    }
    return lines;
}

void LineReader::take_lines(std::vector<std::string>& lines)
{
    std::size_t begin = 0;
    for (std::size_t end = m_rest.find('\n'); end != std::string::npos;
         end = m_rest.find('\n', begin)) {
        lines.push_back(m_rest.substr(begin, end - begin));
        begin = end + 1;
    }
    m_rest.erase(0, begin);
    if (m_rest.size() > kLineMax) {
        lines.push_back(std::move(m_rest));
        m_rest.clear();
    }
}

}  // namespace rig
