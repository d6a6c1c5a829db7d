// SPDX-License-Identifier: MIT OR Apache-2.0
// One process of the ipc tests: ring_peer [interrupted] ROLE RING ARGUMENTS…. Says "ready" when it
// holds its place, and at the end how many events it saw and how many of them were bad: lost,
// doubled, out of order or torn.
#include "peer.h"

#include <array>
#include <iostream>
#include <string_view>

namespace {

struct Role {
    std::string_view name;
    int arguments;  ///< the ring's name included
    int (*run)(char** arguments);
};

constexpr std::array kRoles = {
    Role{"produce", 6, ringpeer::produce},
    Role{"recreate", 3, ringpeer::recreate},
    Role{"require", 3, ringpeer::require},
    Role{"stalls", 3, ringpeer::stalls},
    Role{"wakes", 3, ringpeer::wakes},
    Role{"consume", 7, ringpeer::consume},
    Role{"outlast", 4, ringpeer::outlast},
    Role{"churn", 6, ringpeer::churn},
    Role{"rejoin", 5, ringpeer::rejoin},
    Role{"note", 5, ringpeer::note},
    Role{"await_eviction", 3, ringpeer::await_eviction},
    Role{"fork_often", 2, ringpeer::fork_often},
    Role{"fork_and_stay", 1, ringpeer::fork_and_stay},
    Role{"fork_while_attaching", 2, ringpeer::fork_while_attaching},
    Role{"processor_time", 3, ringpeer::processor_time},
};

}  // namespace

int main(int argc, char** argv)
{
    ringpeer::catch_signals();
    if (argc > 1 && std::string_view(argv[1]) == "interrupted") {
        ringpeer::interrupt_often();
        ++argv;
        --argc;
    }
    const std::string_view name = argc > 1 ? argv[1] : "";
    for (const Role& role : kRoles) {
        if (role.name == name && role.arguments == argc - 2) {
            return role.run(argv + 2);
        }
    }
    std::cerr << "ring_peer: bad arguments\n";
    return 64;
}
