// SPDX-License-Identifier: MIT OR Apache-2.0
// The roles of world_peer. Each takes its arguments without the role's name, and gives the exit
// code.
#pragma once

namespace worldpeer {

int rival(char** argv);
int attach(char** argv);

int attempts(char** argv);
int fill_up(char** argv);

int exec_away(char** argv);
int reuse_pids(char** argv);

int managed(char** argv);
int misuse(char** argv);

}  // namespace worldpeer
