// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/worker/steering.h"
#include "rig/worker/worker_options.h"
#include "rig/worker/worker_output.h"

namespace rig {

/// Owns a ring and publishes until something ends it.
/// @errors whatever kept it from owning the ring, or from going on.
[[nodiscard]] ringlib::Expected<ExitCode> produce(
    const ProduceOptions& options, Steering& steering, WorkerOutput& output);

}  // namespace rig
