// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/detail/test_point.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace torture {

using ringlib::detail::kSteps;
using ringlib::detail::Step;

/// What a process does when it reaches a step.
enum class Act : std::uint32_t {
    Pass,
    Yield,
    Sleep,  ///< `argument` microseconds
    Stop,  ///< SIGSTOP to itself
    Kill,  ///< SIGKILL to itself
    Exit,  ///< _exit(0): no destructor runs
    Fail,  ///< the system call after the step fails with errno `argument`
    Hold,  ///< waits until the act is another
};

/// One step in the page that a test and the processes under test share.
struct Point {
    std::atomic<std::uint64_t> reached;  ///< by any process
    std::atomic<std::uint64_t> acted;  ///< the act was done
    std::atomic<std::uint32_t> act;
    std::atomic<std::uint32_t> argument;
    std::atomic<std::uint32_t> passes;  ///< that many are let by first
    std::atomic<std::uint32_t> rounds;  ///< acts that are left, then none; 0: without end
};

/// The points of one or more processes, in a file of its own that goes with this object. Processes
/// are given it by the environment: prefix() before their command line.
class PointPage {
public:
    PointPage();
    PointPage(const PointPage&) = delete;
    PointPage& operator=(const PointPage&) = delete;
    PointPage(PointPage&&) = delete;
    PointPage& operator=(PointPage&&) = delete;
    ~PointPage();

    /// `env NAME=FILE`, the command before the command.
    [[nodiscard]] std::vector<std::string> prefix() const;
    /// The next process that comes there does it, after `passes` that do not; once.
    void once(Step step, Act act, std::uint32_t argument = 0, std::uint32_t passes = 0);
    /// Everybody who comes there does it.
    void always(Step step, Act act, std::uint32_t argument = 0);
    void clear(Step step) const;
    [[nodiscard]] Point& at(Step step) const { return m_points[static_cast<std::size_t>(step)]; }

    static constexpr const char* kVariable = "RINGTEST_POINTS";

private:
    struct Order {
        Act act{};
        std::uint32_t argument = 0;
        std::uint32_t passes = 0;
        std::uint32_t rounds = 0;
    };
    void set(Step step, const Order& order) const;

    std::string m_file;
    Point* m_points = nullptr;
};

}  // namespace torture
