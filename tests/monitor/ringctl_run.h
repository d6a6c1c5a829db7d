// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace ringtest {

struct Result {
    std::string out;
    std::string err;
    int code;
};

/// Runs ringctl to its end.
/// @param redirection for a shell: where its stdout goes.
/// @param variables of its environment beside those of the test: "NAME=value".
inline Result run(const std::vector<std::string>& arguments, const std::string& redirection = "",
    const std::vector<std::string>& variables = {})
{
    const TemporaryDirectory place;
    const auto errors = place.path() / "stderr";
    std::vector<std::string> command{"/bin/bash", "-c",
        R"(exec /usr/bin/env "$@" )" + redirection + " 2>" + errors.string(), "bash"};
    command.insert(command.end(), variables.begin(), variables.end());
    command.emplace_back(RINGCTL_PROGRAM);
    command.insert(command.end(), arguments.begin(), arguments.end());
    auto outcome = ChildProcess(command).wait();
    std::ifstream stream(errors);
    return {std::move(outcome.output), {std::istreambuf_iterator<char>(stream), {}}, outcome.code};
}

struct Judged {
    Result result;
    int spoiled = 0;  ///< runs before it, which the machine gave no time
};

/// Runs scenarios again where a machine that gave them no time left them without a verdict.
inline Judged run_until_judged(
    const std::vector<std::string>& arguments, const std::vector<std::string>& variables = {})
{
    constexpr int kInconclusive = 2;
    constexpr int kTimes = 5;
    for (int spoiled = 0;; ++spoiled) {
        Result result = run(arguments, "", variables);
        const bool was_spoiled
            = result.code == kInconclusive && result.out.find("looks missed") != std::string::npos;
        if (!was_spoiled || spoiled + 1 == kTimes) {
            return {std::move(result), spoiled};
        }
    }
}

inline std::vector<std::string> lines_of(const std::string& text)
{
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

inline bool is_plain(const std::string& text)
{
    return std::all_of(
        text.begin(), text.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); });
}

}  // namespace ringtest
