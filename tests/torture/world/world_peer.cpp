// SPDX-License-Identifier: MIT OR Apache-2.0
// One process of the torture by the world: world_peer ROLE ARGUMENTS…. Says "here" when it waits
// for SIGUSR2 to begin, "ready" when it has what it wants, or "refused" with the reason.
#include "world_peer.h"

#include "ipc/peer.h"

#include <array>
#include <iostream>
#include <string_view>

namespace {

struct Role {
    std::string_view name;
    int arguments;
    int (*run)(char** arguments);
};

constexpr std::array kRoles = {
    Role{"rival", 2, worldpeer::rival},
    Role{"attach", 3, worldpeer::attach},
    Role{"attempts", 5, worldpeer::attempts},
    Role{"exec_away", 1, worldpeer::exec_away},
    Role{"reuse_pids", 2, worldpeer::reuse_pids},
    Role{"managed", 4, worldpeer::managed},
    Role{"misuse", 1, worldpeer::misuse},
    Role{"fill_up", 3, worldpeer::fill_up},
};

}  // namespace

int main(int argc, char** argv)
{
    ringpeer::catch_signals();
    const std::string_view name = argc > 1 ? argv[1] : "";
    for (const Role& role : kRoles) {
        if (role.name == name && role.arguments == argc - 2) {
            return role.run(argv + 2);
        }
    }
    std::cerr << "world_peer: bad arguments\n";
    return 64;
}
