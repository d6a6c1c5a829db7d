// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <csignal>
#include <string>
#include <vector>

namespace ringtest {

inline ChildProcess peer(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), RING_PEER);
    return ChildProcess(arguments);
}

}  // namespace ringtest
