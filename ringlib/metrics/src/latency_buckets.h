// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <prometheus/client_metric.h>
#include <ringlib/latency_snapshot.h>

namespace ringlib::metrics {

/// The cells of a ring's histogram in buckets from 100 ns to 10 s, in seconds. A cell counts in the
/// bucket that holds its middle.
[[nodiscard]] prometheus::ClientMetric::Histogram latency_buckets(const LatencySnapshot& latency);

}  // namespace ringlib::metrics
