// SPDX-License-Identifier: MIT OR Apache-2.0
// The roles of torture_peer. Each takes its arguments from RING on, and gives the exit code.
#pragma once

#include "history.h"
#include "ipc/peer.h"

namespace torture {

int produce(char** argv);
int watch(char** argv);
int create(char** argv);
int remove(char** argv);

int consume(char** argv);
int churn(char** argv);
int observe(char** argv);

[[nodiscard]] std::int64_t now_ns();
/// Noted, and not said: who reads the history finds it.
int failed(History& history, const ringlib::Error& error);

}  // namespace torture
