// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/fault.h"

#include <algorithm>

namespace rig {

const FaultShape& shape_of(FaultKind kind) noexcept
{
    return kFaultShapes[static_cast<std::size_t>(kind)];
}

const FaultShape* find_fault_shape(std::string_view name) noexcept
{
    const auto* const found = std::find_if(kFaultShapes.begin(), kFaultShapes.end(),
        [name](const FaultShape& shape) { return shape.name == name; });
    return found != kFaultShapes.end() ? found : nullptr;
}

std::string_view to_string(FaultKind kind) noexcept
{
    return shape_of(kind).name;
}

bool heals_itself(const Fault& fault) noexcept
{
    using enum FaultKind;
    const FaultKind kind = fault.kind;
    return fault.duration || kind == Freeze || kind == LateStart || kind == Rejoin
        || kind == RejoinOther || kind == RejoinTooLate || kind == Restart || kind == Recreate;
}

}  // namespace rig
