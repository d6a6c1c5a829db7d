// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>

namespace rig {

/// Thrown where a word of a command line is no value; said in one line.
struct BadValue {
    std::string what;
};

}  // namespace rig
