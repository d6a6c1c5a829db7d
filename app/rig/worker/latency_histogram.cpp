// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/latency_histogram.h"

#include <algorithm>

namespace rig {

std::uint64_t LatencyHistogram::quantile(double share) const
{
    return std::min(Cells::quantile(m_cells, share), m_max);
}

}  // namespace rig
