// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "metric_families.h"

#include <ringlib/latency_snapshot.h>
#include <ringlib/snapshot.h>
#include <string_view>
#include <vector>

namespace ringlib::metrics {

/// Is the ring there to be read?
void add_up(MetricFamilies& out, std::string_view ring, bool up);

/// Everything a snapshot says, as metrics.
void add_snapshot(MetricFamilies& out, std::string_view ring, const RingSnapshot& snapshot);

void add_latencies(
    MetricFamilies& out, std::string_view ring, const std::vector<LatencySnapshot>& latencies);

}  // namespace ringlib::metrics
