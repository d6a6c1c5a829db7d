// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/topology.h"
#include "rig/worker/worker_options.h"

#include <ringlib/options.h>

#include <string>
#include <vector>

/// A topology as the command lines of its workers. All of them are steered: `--control`.
namespace rig {

/// @pre `topology.producer.rate` is not 0.
[[nodiscard]] std::vector<std::string> producer_arguments(
    const Topology& topology, const RingTarget& ring, ringlib::OnExisting on_existing);
[[nodiscard]] std::vector<std::string> consumer_arguments(
    const ConsumerPlan& consumer, const RingTarget& ring);

/// A program and its arguments as a shell takes them.
[[nodiscard]] std::string shell_line(
    const std::string& program, const std::vector<std::string>& arguments);

}  // namespace rig
