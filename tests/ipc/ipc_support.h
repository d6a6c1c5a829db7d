// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <csignal>
#include <string>
#include <vector>

namespace ringtest {

inline ChildProcess peer(const std::vector<std::string>& arguments)
{
    std::vector<std::string> command{RING_PEER};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return ChildProcess(command);
}

}  // namespace ringtest
