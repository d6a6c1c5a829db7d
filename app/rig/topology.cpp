// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/topology.h"

#include <algorithm>

namespace rig {

const ConsumerPlan* Topology::find_consumer(std::string_view id) const
{
    const auto found = std::find_if(consumers.begin(), consumers.end(),
        [id](const ConsumerPlan& consumer) { return consumer.id == id; });
    return found != consumers.end() ? &*found : nullptr;
}

bool Topology::is_required(std::string_view id) const
{
    if (!producer.liveness) {
        return false;
    }
    const auto& required = producer.liveness->required_consumer_ids;
    return std::find(required.begin(), required.end(), id) != required.end();
}

}  // namespace rig
