// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <sys/types.h>
#include <termios.h>
#include <vector>

namespace ringtest {

/// What somebody sees who sits before a terminal. Knows few sequences, and notes all others.
class Screen {
public:
    Screen(std::size_t rows, std::size_t columns);

    void resize(std::size_t rows, std::size_t columns);
    void take(const std::string& bytes);

    [[nodiscard]] std::string text() const;  ///< of what is seen now: a line for each row
    [[nodiscard]] bool shows(const std::string& what) const;
    [[nodiscard]] bool alternate() const { return m_alternate; }
    [[nodiscard]] bool cursor() const { return m_cursor; }
    [[nodiscard]] bool colored() const { return m_colored; }  ///< a colour was ever set
    [[nodiscard]] const std::string& not_understood() const { return m_not_understood; }
    [[nodiscard]] std::size_t rows_written() const { return m_rows_written; }

private:
    using Cells = std::vector<std::vector<std::string>>;

    std::size_t sequence(const std::string& bytes, std::size_t begin);
    void obey(const std::string& parameters, char command);
    void put(const std::string& character);

    std::size_t m_rows, m_columns;
    Cells m_cells;
    std::size_t m_row = 0, m_column = 0;
    std::string m_rest;  // the begin of a sequence or a character
    bool m_alternate = false, m_cursor = true, m_colored = false;
    std::string m_not_understood;
    std::size_t m_rows_written = 0;  // how often the cursor was set
};

/// A process whose controlling terminal is a terminal of the test. Ended with the object.
class PseudoTerminal {
public:
    explicit PseudoTerminal(
        const std::vector<std::string>& arguments, std::size_t rows = 24, std::size_t columns = 80);
    PseudoTerminal(const PseudoTerminal&) = delete;
    PseudoTerminal& operator=(const PseudoTerminal&) = delete;
    PseudoTerminal(PseudoTerminal&&) = delete;
    PseudoTerminal& operator=(PseudoTerminal&&) = delete;
    ~PseudoTerminal();

    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] const Screen& screen() const { return m_screen; }
    /// Reads until that is so. @returns false after the watchdog, or when the process has ended.
    bool wait_for(const std::function<bool(const Screen&)>& seen);
    /// Reads to the end. @returns the exit code; minus the signal when it was killed.
    int wait();
    void type(const std::string& keys) const;
    void resize(std::size_t rows, std::size_t columns);
    void signal(int number) const;
    void hang_up();
    [[nodiscard]] bool echoes() const;  ///< and gives lines: as a shell leaves it

private:
    void read_for(int milliseconds);

    int m_master = -1, m_slave = -1;
    pid_t m_pid = -1;
    Screen m_screen;
};

}  // namespace ringtest
