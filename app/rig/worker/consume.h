// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/worker/steering.h"
#include "rig/worker/worker_options.h"
#include "rig/worker/worker_output.h"

namespace rig {

/// Waits for a ring, joins it, and reads and verifies its events until something ends it.
/// @errors whatever kept it from joining.
[[nodiscard]] ringlib::Expected<ExitCode> consume(
    const ConsumeOptions& options, Steering& steering, WorkerOutput& output);

}  // namespace rig
