// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace ringtest {

/// Both ends of a pipe.
class TestPipe {
public:
    TestPipe()
    {
        if (::pipe2(m_ends.data(), O_CLOEXEC) != 0) {
            std::perror("pipe2");
            std::abort();
        }
    }
    TestPipe(const TestPipe&) = delete;
    TestPipe& operator=(const TestPipe&) = delete;
    TestPipe(TestPipe&&) = delete;
    TestPipe& operator=(TestPipe&&) = delete;
    ~TestPipe()
    {
        close_writer();
        close_reader();
    }

    [[nodiscard]] int reader() const { return m_ends[0]; }
    [[nodiscard]] int writer() const { return m_ends[1]; }
    [[nodiscard]] bool write(std::string_view text) const
    {
        return ::write(writer(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
    }
    /// What is there; waits for something when nothing is.
    [[nodiscard]] std::string read() const
    {
        std::array<char, 65'536> bytes{};
        const ssize_t got = ::read(reader(), bytes.data(), bytes.size());
        return {bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
    }
    /// @returns how many bytes it took.
    [[nodiscard]] std::size_t fill() const
    {
        ::fcntl(writer(), F_SETFL, O_NONBLOCK);
        std::size_t bytes = 0;
        while (::write(writer(), "x", 1) == 1) {
            ++bytes;
        }
        ::fcntl(writer(), F_SETFL, 0);
        return bytes;
    }
    void close_writer() { close(m_ends[1]); }
    void close_reader() { close(m_ends[0]); }

private:
    static void close(int& end)
    {
        if (const int open = std::exchange(end, -1); open >= 0) {
            ::close(open);
        }
    }
    std::array<int, 2> m_ends{};
};

}  // namespace ringtest
