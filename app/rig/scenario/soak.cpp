// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/soak.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>

namespace rig::scenario {
namespace {

using std::chrono::nanoseconds;

/// From a fault's end until its target may be hit again.
constexpr nanoseconds kRest = std::chrono::milliseconds(500);

/// The distributions of the standard library differ from one to another; these do not.
class Lot {
public:
    explicit Lot(std::uint64_t seed)
        : m_random(seed)
    {
    }

    std::size_t below(std::size_t count) { return static_cast<std::size_t>(m_random() % count); }
    nanoseconds within(const DurationRange& range)
    {
        const auto width = static_cast<std::uint64_t>((range.longest - range.shortest).count()) + 1;
        return range.shortest + nanoseconds(static_cast<std::int64_t>(m_random() % width));
    }

private:
    std::mt19937_64 m_random;
};

bool can_hit(FaultKind kind, const std::string& target)
{
    const bool producer = target == kProducerName;
    switch (shape_of(kind).target) {
    case FaultTarget::Worker:
        return true;
    case FaultTarget::Consumer:
        return !producer;
    case FaultTarget::Producer:
        return producer;
    case FaultTarget::Ring:
        break;
    }
    return false;
}

Step step_of(FaultKind kind, const std::string& target, nanoseconds at, nanoseconds lasting)
{
    Step step;
    step.at = at;
    step.fault.kind = kind;
    step.fault.target = target;
    if (shape_of(kind).after != ParameterUse::None) {
        step.fault.parameters.after = lasting;
    } else {
        step.fault.duration = lasting;
    }
    return step;
}

}  // namespace

std::vector<Step> draw_method(const Soak& soak, std::uint64_t seed)
{
    std::vector<Step> method;
    Lot lot(seed);
    std::map<std::string, nanoseconds> free_at;
    for (nanoseconds at = lot.within(soak.every); at < soak.lasting; at += lot.within(soak.every)) {
        const FaultKind kind = soak.kinds[lot.below(soak.kinds.size())];
        const std::string& target = soak.targets[lot.below(soak.targets.size())];
        const nanoseconds lasting = lot.within(soak.fault);
        if (!can_hit(kind, target) || at < free_at[target]) {
            continue;
        }
        free_at[target] = at + lasting + kRest;
        method.push_back(step_of(kind, target, at, lasting));
        method.back().id = std::string(to_string(kind)) + '-' + std::to_string(method.size());
    }
    return method;
}

bool hits_anybody(const Soak& soak)
{
    return std::any_of(soak.kinds.begin(), soak.kinds.end(), [&soak](FaultKind kind) {
        return std::any_of(soak.targets.begin(), soak.targets.end(),
            [kind](const std::string& target) { return can_hit(kind, target); });
    });
}

}  // namespace rig::scenario
