// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <functional>

namespace rig {

/// Does `work` on the one thread that starts every worker, and waits for it. The kernel kills a
/// worker when the *thread* that started it ends: this one ends with the program, and not before.
void on_spawner_thread(const std::function<void()>& work);

}  // namespace rig
