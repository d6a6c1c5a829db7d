// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/live/live_status.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace rig {
namespace {

std::string short_number(double number)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g", number);
    return text.data();
}

}  // namespace

const LiveWorker* LiveStatus::find_worker(std::string_view name) const
{
    const auto found = std::find_if(workers.begin(), workers.end(),
        [name](const LiveWorker& worker) { return worker.name == name; });
    return found != workers.end() ? &*found : nullptr;
}

const LiveFault* LiveStatus::find_fault(std::string_view id) const
{
    const auto found = std::find_if(
        faults.begin(), faults.end(), [id](const LiveFault& fault) { return fault.seen.id == id; });
    return found != faults.end() ? &*found : nullptr;
}

const LiveFault* LiveStatus::find_active(FaultKind kind, std::string_view target) const
{
    const auto found = std::find_if(faults.rbegin(), faults.rend(), [&](const LiveFault& each) {
        return each.is_active() && each.fault.kind == kind && each.fault.target == target;
    });
    return found != faults.rend() ? &*found : nullptr;
}

std::size_t LiveStatus::active_faults() const
{
    return static_cast<std::size_t>(std::count_if(
        faults.begin(), faults.end(), [](const LiveFault& fault) { return fault.is_active(); }));
}

std::string name_of(const Fault& fault)
{
    std::string text(to_string(fault.kind));
    std::replace(text.begin(), text.end(), '_', ' ');
    const bool strikes_ring = shape_of(fault.kind).target == FaultTarget::Ring;
    return text + ' ' + (strikes_ring ? "the ring" : fault.target);
}

std::string to_text(const Fault& fault)
{
    std::string text = name_of(fault);
    if (fault.parameters.factor) {
        text += " ×" + short_number(*fault.parameters.factor);
    }
    if (fault.parameters.at) {
        text += " at " + std::string(to_string(*fault.parameters.at));
    }
    if (fault.parameters.as) {
        text += " as " + *fault.parameters.as;
    }
    return text;
}

}  // namespace rig
