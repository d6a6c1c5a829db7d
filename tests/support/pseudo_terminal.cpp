// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/pseudo_terminal.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

extern "C" char** environ;  // NOLINT: POSIX

namespace ringtest {
namespace {

constexpr std::chrono::seconds kWatchdog(40);
const std::string kBlank = " ";

[[noreturn]] void give_up(const char* what)
{
    std::perror(what);
    std::abort();
}

std::size_t bytes_of_character(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

}  // namespace

Screen::Screen(std::size_t rows, std::size_t columns)
    : m_rows(rows)
    , m_columns(columns)
    , m_cells(rows, std::vector<std::string>(columns, kBlank))
{
}

void Screen::resize(std::size_t rows, std::size_t columns)
{
    m_rows = rows;
    m_columns = columns;
    m_cells.assign(rows, std::vector<std::string>(columns, kBlank));
    m_row = m_column = 0;
}

void Screen::take(const std::string& bytes)
{
    const std::string all = std::exchange(m_rest, {}) + bytes;
    for (std::size_t at = 0; at < all.size();) {
        if (all[at] == '\x1b') {
            const std::size_t length = sequence(all, at);
            if (length == 0) {
                m_rest = all.substr(at);
                return;
            }
            at += length;
            continue;
        }
        if (all[at] == '\r') {
            m_column = 0;
        } else if (all[at] == '\n') {
            m_row = std::min(m_row + 1, m_rows - 1);
        } else if (static_cast<unsigned char>(all[at]) < 0x20) {
            m_not_understood += all[at];
        } else {
            const std::size_t length = bytes_of_character(all[at]);
            if (at + length > all.size()) {
                m_rest = all.substr(at);
                return;
            }
            put(all.substr(at, length));
            at += length;
            continue;
        }
        ++at;
    }
}

std::size_t Screen::sequence(const std::string& bytes, std::size_t begin)
{
    if (begin + 1 >= bytes.size()) {
        return 0;
    }
    if (bytes[begin + 1] != '[') {
        m_not_understood += bytes[begin + 1];
        return 2;
    }
    const std::size_t end = bytes.find_first_not_of("0123456789;?", begin + 2);
    if (end == std::string::npos) {
        return 0;
    }
    obey(bytes.substr(begin + 2, end - begin - 2), bytes[end]);
    return end + 1 - begin;
}

void Screen::obey(const std::string& parameters, char command)
{
    std::string whole = parameters;
    whole += command;
    if (whole == "?1049h" || whole == "?1049l") {
        m_alternate = command == 'h';
        resize(m_rows, m_columns);
    } else if (whole == "?25h" || whole == "?25l") {
        m_cursor = command == 'h';
    } else if (whole == "2J") {
        m_cells.assign(m_rows, std::vector<std::string>(m_columns, kBlank));
    } else if (whole == "K") {
        for (std::size_t column = m_column; column < m_columns; ++column) {
            m_cells[m_row][column] = kBlank;
        }
    } else if (command == 'H') {
        m_row = std::stoul(parameters) - 1;
        m_column = std::stoul(parameters.substr(parameters.find(';') + 1)) - 1;
        if (m_row >= m_rows || m_column >= m_columns) {
            m_not_understood += " beyond the screen: " + whole;
            m_row = m_column = 0;
        }
        ++m_rows_written;
    } else if (command == 'm') {
        m_colored = m_colored || parameters.find("38;") != std::string::npos;
    } else {
        m_not_understood += whole;
    }
}

void Screen::put(const std::string& character)
{
    if (m_column >= m_columns) {
        m_not_understood += " beyond the line: " + character;
        return;
    }
    m_cells[m_row][m_column++] = character;
}

std::string Screen::text() const
{
    std::string text;
    for (const auto& row : m_cells) {
        std::string line;
        for (const auto& cell : row) {
            line += cell;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

bool Screen::shows(const std::string& what) const
{
    return text().find(what) != std::string::npos;
}

PseudoTerminal::PseudoTerminal(
    const std::vector<std::string>& arguments, std::size_t rows, std::size_t columns)
    : m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC))
    , m_screen(rows, columns)
{
    if (m_master < 0 || ::grantpt(m_master) != 0 || ::unlockpt(m_master) != 0) {
        give_up("posix_openpt");
    }
    const std::string name = ::ptsname(m_master);
    m_slave = ::open(name.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    const winsize size{
        static_cast<unsigned short>(rows), static_cast<unsigned short>(columns), 0, 0};
    ::ioctl(m_master, TIOCSWINSZ, &size);
    std::vector<char*> argv;
    for (const std::string& argument : arguments) {
        argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    // The first terminal that the leader of a session opens becomes its own.
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, name.c_str(), O_RDWR, 0);
    ::posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO);
    errno = ::posix_spawn(&m_pid, argv.front(), &actions, &attributes, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (errno != 0) {
        give_up(argv.front());
    }
}

PseudoTerminal::~PseudoTerminal()
{
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    hang_up();
}

void PseudoTerminal::read_for(int milliseconds)
{
    pollfd ready{.fd = m_master, .events = POLLIN, .revents = 0};
    while (::poll(&ready, 1, milliseconds) > 0) {
        char bytes[4096];
        const ssize_t got = ::read(m_master, bytes, sizeof(bytes));
        if (got <= 0) {
            return;
        }
        m_screen.take({bytes, static_cast<std::size_t>(got)});
        milliseconds = 0;
    }
}

bool PseudoTerminal::wait_for(const std::function<bool(const Screen&)>& seen)
{
    const auto begun = std::chrono::steady_clock::now();
    while (!seen(m_screen)) {
        siginfo_t ended{};
        ::waitid(P_PID, static_cast<id_t>(m_pid), &ended, WEXITED | WNOHANG | WNOWAIT);
        read_for(20);
        if (std::chrono::steady_clock::now() - begun > kWatchdog || ended.si_pid == m_pid) {
            return seen(m_screen);
        }
    }
    return true;
}

int PseudoTerminal::wait()
{
    const auto begun = std::chrono::steady_clock::now();
    int status = 0;
    while (::waitpid(m_pid, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() - begun > kWatchdog) {
            give_up("a process at a terminal did not end for 40 s");
        }
        read_for(20);
    }
    read_for(0);
    m_pid = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void PseudoTerminal::type(const std::string& keys) const
{
    if (::write(m_master, keys.data(), keys.size()) != static_cast<ssize_t>(keys.size())) {
        give_up("typing");
    }
}

void PseudoTerminal::resize(std::size_t rows, std::size_t columns)
{
    m_screen.resize(rows, columns);
    const winsize size{
        static_cast<unsigned short>(rows), static_cast<unsigned short>(columns), 0, 0};
    ::ioctl(m_master, TIOCSWINSZ, &size);
}

void PseudoTerminal::signal(int number) const
{
    ::kill(m_pid, number);
}

void PseudoTerminal::hang_up()
{
    for (int* end : {&m_slave, &m_master}) {
        if (*end >= 0) {
            ::close(std::exchange(*end, -1));
        }
    }
}

bool PseudoTerminal::echoes() const
{
    termios state{};
    return ::tcgetattr(m_slave, &state) == 0 && (state.c_lflag & ECHO) != 0
        && (state.c_lflag & ICANON) != 0;
}

}  // namespace ringtest
