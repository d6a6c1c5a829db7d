// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/live/demo_story.h"
#include "rig/scenario/observations.h"
#include "rig/topology.h"

#include <string>

namespace rig {

/// What is said for or against a demo by how its workers ended.
struct DemoEnd {
    Verdict verdict = Verdict::Pass;
    std::string reason;
};

/// FAIL outweighs what only spoils a PASS; of equals the first counts.
/// @param seen when nobody runs any more.
[[nodiscard]] DemoEnd judge_demo_end(const Topology& topology, const scenario::Observations& seen);

/// The last process of that name; nullptr: none was started.
[[nodiscard]] const scenario::WorkerObservation* last_worker(
    const scenario::Observations& seen, std::string_view name);
/// How it ended, in words.
[[nodiscard]] std::string exit_text(const scenario::WorkerObservation& worker);
/// `text`, and the worker's last error, if there is one.
[[nodiscard]] std::string with_error(std::string text, const scenario::WorkerObservation& worker);

}  // namespace rig
