// SPDX-License-Identifier: MIT OR Apache-2.0
// One process of the torture: torture_peer ROLE RING ARGUMENTS…. It has the library with test
// points, and notes in a history file what it did, so that it can be killed anywhere.
#include "torture_peer.h"

#include <array>
#include <chrono>
#include <csignal>
#include <iostream>
#include <string_view>
#include <sys/prctl.h>

namespace torture {

std::int64_t now_ns()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();  // CLOCK_MONOTONIC
}

int failed(History& history, const ringlib::Error& error)
{
    history.mark(Mark::Failed, static_cast<std::int64_t>(error.code));
    return ringpeer::refused(error);
}

namespace {

struct Role {
    std::string_view name;
    int arguments;  ///< the ring's name included
    int (*run)(char** arguments);
};

constexpr std::array kRoles = {
    Role{"produce", 5, produce},
    Role{"watch", 7, watch},
    Role{"create", 3, create},
    Role{"remove", 1, remove},
    Role{"consume", 6, consume},
    Role{"churn", 7, churn},
    Role{"observe", 2, observe},
};

}  // namespace
}  // namespace torture

int main(int argc, char** argv)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that is killed leaves nobody behind
    ringpeer::catch_signals();
    const std::string_view name = argc > 1 ? argv[1] : "";
    for (const torture::Role& role : torture::kRoles) {
        if (role.name == name && role.arguments == argc - 2) {
            return role.run(argv + 2);
        }
    }
    std::cerr << "torture_peer: bad arguments\n";
    return 64;
}
