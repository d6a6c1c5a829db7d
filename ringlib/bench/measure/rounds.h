// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/sample.h"

#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11 names it so
class App;
}

namespace ringbench {

/// One measurement that can be repeated: fills in what it came to.
struct Task {
    Sample sample;
    std::function<void(Sample&)> measure;
};

/// What is compared with each other, and therefore measured one after the other in every round.
struct Group {
    std::vector<Task> tasks;
    std::size_t rounds_max = SIZE_MAX;  ///< the first so many rounds only: for what takes long
};

/// What every program here can be told.
struct Options {
    bool full = false;
    std::size_t rounds = 0;
    double scale = 1;  ///< of the events of a sample
    std::vector<std::string> only;
    std::vector<std::size_t> bytes;
    std::vector<std::size_t> batch;
    std::vector<std::size_t> consumers;
    bool prefers_near = false;
    std::string output;

    void add_to(CLI::App& app);
};

/// Measures what was asked for, in rounds, beginning each time with another of a group; with two,
/// that is the order reversed every other round.
/// @returns what the program exits with: 0 when every sample was right.
[[nodiscard]] int run_rounds(const std::vector<Group>& groups, const Options& options);

}  // namespace ringbench
