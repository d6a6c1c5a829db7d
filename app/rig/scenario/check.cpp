// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/check.h"

#include "rig/nearest_name.h"
#include "rig/quantity.h"
#include "rig/scenario/run_history.h"
#include "rig/scenario/soak.h"

#include <algorithm>

namespace rig::scenario {
namespace {

std::string in_milliseconds(std::chrono::nanoseconds time)
{
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time).count())
        + "ms";
}

/// Where the value at the end of these keys stands, or as much of them as there is.
Place place_of(const JsonNode& root, std::initializer_list<std::string_view> keys)
{
    const JsonNode* node = &root;
    for (const std::string_view key : keys) {
        const auto member = std::find_if(node->members.begin(), node->members.end(),
            [key](const JsonMember& each) { return each.key == key; });
        if (member == node->members.end()) {
            break;
        }
        node = &member->value;
    }
    return node->place;
}

class Check {
public:
    Check(const Scenario& scenario, const JsonNode& root, Complaints& complaints)
        : m_scenario(scenario)
        , m_root(root)
        , m_complaints(complaints)
    {
        for (const ConsumerPlan& consumer : scenario.topology.consumers) {
            m_workers.push_back(consumer.id);
        }
        m_workers.emplace_back(kProducerName);
    }

    void run()
    {
        topology();
        for (const Step& step : m_scenario.method) {
            check(step);
        }
        soak();
        processes();
        for (const Expectation& expectation : m_scenario.steady.expect) {
            baseline(expectation);
        }
        for (const Expectation& expectation : m_scenario.expect) {
            check(expectation);
        }
        times();
    }

private:
    void complain(Place place, std::string what)
    {
        m_complaints.push_back({place, std::move(what)});
    }

    /// @returns whether it is one of the topology's; complains otherwise.
    bool is_worker(Place place, std::string_view role, const std::string& name)
    {
        if (std::find(m_workers.begin(), m_workers.end(), name) != m_workers.end()) {
            return true;
        }
        std::string what = std::string(role) + ": " + in_quotes(name) + " is none of the topology";
        if (const std::string meant = nearest_name(name, m_workers); !meant.empty()) {
            what += " (did you mean " + in_quotes(meant) + "?)";
        } else {
            what += " (give producer or a consumer's id; only a rig's own workers are targets)";
        }
        complain(place, std::move(what));
        return false;
    }

    void topology()
    {
        const Topology& topology = m_scenario.topology;
        if (topology.capacity * topology.event_size > kRingBytesMax) {
            complain(place_of(m_root, {"topology"}),
                "topology: " + std::to_string(topology.capacity) + " events of "
                    + std::to_string(topology.event_size)
                    + " bytes (give a ring of at most 1 GiB)");
        }
        if (topology.producer.batch > topology.capacity) {
            complain(place_of(m_root, {"topology", "producer", "batch"}),
                "batch: " + std::to_string(topology.producer.batch) + " events in a ring of "
                    + std::to_string(topology.capacity) + " (give at most the capacity)");
        }
        if (topology.consumers.size() > topology.max_consumers.value_or(kProcessesMax)) {
            complain(place_of(m_root, {"topology", "max_consumers"}),
                "max_consumers: " + std::to_string(*topology.max_consumers) + " slots for "
                    + std::to_string(topology.consumers.size()) + " consumers");
        }
        for (const ConsumerPlan& consumer : topology.consumers) {
            if (consumer.joins_after >= m_scenario.timeout) {
                complain(place_of(m_root, {"topology", "consumers"}),
                    "joins_after: " + in_quotes(consumer.id) + " after "
                        + in_milliseconds(consumer.joins_after) + ", and the scenario ends at "
                        + in_milliseconds(m_scenario.timeout) + " (see timeout)");
            }
        }
        if (topology.producer.liveness) {
            liveness(*topology.producer.liveness);
        }
    }
    void liveness(const ringlib::RequiredConsumerLivenessConfig& config)
    {
        const Place place = place_of(m_root, {"topology", "producer", "liveness"});
        const auto& ids = config.required_consumer_ids;
        for (auto id = ids.begin(); id != ids.end(); ++id) {
            if (std::find(ids.begin(), id, *id) != id) {
                complain(
                    place, "required: " + in_quotes(*id) + " a second time (give each id once)");
            } else if (is_worker(place, "required", *id) && *id == kProducerName) {
                complain(place, "required: the producer (give consumers' ids)");
            }
        }
        if (config.progress_timeout <= config.progress_check_interval) {
            complain(place,
                "liveness: progress_timeout " + in_milliseconds(config.progress_timeout)
                    + " with check_interval " + in_milliseconds(config.progress_check_interval)
                    + " (give a shorter interval)");
        }
    }

    void check(const Step& step)
    {
        const FaultShape& shape = shape_of(step.fault.kind);
        const std::string name(shape.name);
        if (shape.simulated_only) {
            complain(step.place, name + ": only simulated (no process can be made to suffer it)");
        }
        target(step, shape);
        parameter(step, shape.factor, step.fault.parameters.factor.has_value(), "factor");
        parameter(step, shape.at, step.fault.parameters.at.has_value(), "point");
        parameter(step, shape.after, step.fault.parameters.after.has_value(), "after");
        parameter(step, shape.as, step.fault.parameters.as.has_value(), "as");
        parameter(step, shape.duration, step.fault.duration.has_value(), "for");
        const auto& as = step.fault.parameters.as;
        if (as && std::find(m_workers.begin(), m_workers.end(), *as) != m_workers.end()) {
            complain(step.place,
                "as: " + in_quotes(*as) + " is one of the topology (give an id that is free)");
        }
        if (shape.before_start && step.at.count() != 0) {
            complain(step.place,
                name + ": at " + in_milliseconds(step.at)
                    + " (it is so from the start: leave at out)");
        }
        const auto end = step.at + step.fault.duration.value_or(std::chrono::nanoseconds())
            + step.fault.parameters.after.value_or(std::chrono::nanoseconds());
        if (end >= m_scenario.timeout) {
            complain(step.place,
                name + ": takes until " + in_milliseconds(end) + ", and the scenario ends at "
                    + in_milliseconds(m_scenario.timeout) + " (see timeout)");
        }
        const auto same = std::count_if(m_scenario.method.begin(), m_scenario.method.end(),
            [&step](const Step& each) { return each.id == step.id; });
        if (step.id == kStart) {
            complain(step.place, "id: \"start\" (it names the begin of what is judged)");
        }
        if (same > 1) {
            complain(step.place,
                "id: " + in_quotes(step.id) + " a second time (give each step its own)");
        }
    }
    void target(const Step& step, const FaultShape& shape)
    {
        const std::string name(shape.name);
        const std::string& target = step.fault.target;
        if (shape.target == FaultTarget::Ring) {
            if (!target.empty()) {
                complain(step.place,
                    name + ": target " + in_quotes(target)
                        + " (it hits the ring: leave target out)");
            }
            return;
        }
        if (target.empty()) {
            complain(step.place, name + ": without its target (give producer or a consumer's id)");
            return;
        }
        if (!is_worker(step.place, "target", target)) {
            return;
        }
        const bool producer = target == kProducerName;
        if (shape.target == FaultTarget::Consumer && producer) {
            complain(step.place, name + ": target producer (it hits consumers)");
        }
        if (shape.target == FaultTarget::Producer && !producer) {
            complain(
                step.place, name + ": target " + in_quotes(target) + " (it hits the producer)");
        }
    }
    void parameter(const Step& step, ParameterUse use, bool given, std::string_view key)
    {
        const std::string name(shape_of(step.fault.kind).name);
        if (use == ParameterUse::Needed && !given) {
            complain(step.place, name + ": without " + in_quotes(key));
        }
        if (use == ParameterUse::None && given) {
            complain(step.place, name + ": has no " + in_quotes(key));
        }
    }

    void soak()
    {
        if (!m_scenario.soak) {
            return;
        }
        const Soak& soak = *m_scenario.soak;
        if (!m_scenario.method.empty()) {
            complain(soak.place, "soak: with a method (give one of them)");
        }
        for (const std::string& name : soak.targets) {
            is_worker(soak.place, "targets", name);
        }
        if (!soak.kinds.empty() && !soak.targets.empty() && !hits_anybody(soak)) {
            complain(soak.place, "soak: hits nobody (give faults that its targets can have)");
        }
        if (soak.every.longest >= soak.lasting) {
            complain(soak.place,
                "soak: for " + in_milliseconds(soak.lasting) + " with every up to "
                    + in_milliseconds(soak.every.longest) + " (give a longer soak)");
        }
        if (soak.every.shortest < kSoakEveryMin) {
            complain(soak.place,
                "soak: every " + in_milliseconds(soak.every.shortest) + " (give at least "
                    + in_milliseconds(kSoakEveryMin) + ", between two looks at the rig)");
        }
        if (soak.lasting >= m_scenario.timeout) {
            complain(soak.place,
                "soak: for " + in_milliseconds(soak.lasting) + ", and the scenario ends at "
                    + in_milliseconds(m_scenario.timeout) + " (see timeout)");
        }
    }

    // Those of the topology, and each that a step starts beside them.
    void processes()
    {
        const auto beside = std::count_if(
            m_scenario.method.begin(), m_scenario.method.end(), [](const Step& step) {
                using enum FaultKind;
                const FaultKind kind = step.fault.kind;
                return kind == RejoinOther || kind == DuplicateId || kind == SecondProducer;
            });
        const std::size_t all
            = m_scenario.topology.consumers.size() + 1 + static_cast<std::size_t>(beside);
        if (all > kProcessesMax) {
            complain(place_of(m_root, {"topology"}),
                std::to_string(all) + " processes (give at most " + std::to_string(kProcessesMax)
                    + ")");
        }
    }

    void consumers(const Expectation& expectation)
    {
        for (const std::string& id : expectation.consumers) {
            const bool joins = std::any_of(m_scenario.method.begin(), m_scenario.method.end(),
                [&id](const Step& step) { return step.fault.parameters.as == id; });
            if (id != "*" && !joins) {
                is_worker(expectation.place, "consumer", id);
            }
        }
    }
    void baseline(const Expectation& expectation)
    {
        consumers(expectation);
        using enum Subject;
        const Subject subject = expectation.subject;
        if (subject != RingState && subject != RingFull && subject != RingEpoch
            && subject != RingPublished && subject != ConsumerState && subject != ConsumerAttached
            && subject != ConsumerGates) {
            complain(expectation.place,
                std::string(to_string(subject))
                    + " in the steady state (give what can be seen at one look)");
        }
        if (expectation.within) {
            complain(expectation.place, "within: in the steady state (it has one for all of it)");
        }
    }
    void check(const Expectation& expectation)
    {
        consumers(expectation);
        if (expectation.scope == Scope::Always) {
            return;
        }
        if (expectation.fault != kStart && m_scenario.find_step(expectation.fault) == nullptr) {
            std::vector<std::string> ids;
            for (const Step& step : m_scenario.method) {
                ids.push_back(step.id);
            }
            const std::string meant = nearest_name(expectation.fault, ids);
            complain(expectation.place,
                "no step has the id " + in_quotes(expectation.fault)
                    + (meant.empty() ? "" : " (did you mean " + in_quotes(meant) + "?)"));
        }
        if (expectation.within) {
            check(*expectation.within, expectation.place);
        }
    }
    // What the rig measures lengthens both sides.
    void check(const TimeWindow& within, Place place)
    {
        const NamedTimes times = m_scenario.named_times();
        const std::string& most = within.most.text();
        const bool of_liveness
            = within.most.is_of_liveness() || (within.least && within.least->is_of_liveness());
        if (of_liveness && !m_scenario.topology.producer.liveness) {
            complain(place,
                "within: " + in_quotes(most)
                    + " (its producer has no liveness: give a time, or tolerance)");
        }
        if (within.least && within.least->value(times) > within.most.value(times)) {
            complain(place,
                "within: from " + in_quotes(within.least->text()) + " to " + in_quotes(most)
                    + " (give the shorter time first)");
        }
        if (within.most.value(times) >= m_scenario.timeout) {
            complain(place,
                "within: " + in_quotes(most) + ", and the scenario ends at "
                    + in_milliseconds(m_scenario.timeout) + " (see timeout)");
        }
    }

    void times()
    {
        const auto last
            = m_scenario.method.empty() ? std::chrono::nanoseconds() : m_scenario.method.back().at;
        const auto least = m_scenario.steady.lasting + last + m_scenario.observe;
        if (least >= m_scenario.timeout) {
            complain(place_of(m_root, {"timeout"}),
                "timeout: " + in_milliseconds(m_scenario.timeout)
                    + ", and steady state, steps and observing alone take " + in_milliseconds(least)
                    + " (give more)");
        }
        if (m_scenario.steady.within < m_scenario.steady.lasting) {
            complain(place_of(m_root, {"steady_state", "within"}),
                "steady_state: within is shorter than for");
        }
    }

    const Scenario& m_scenario;
    const JsonNode& m_root;
    Complaints& m_complaints;
    std::vector<std::string> m_workers;
};

}  // namespace

void check_scenario(const Scenario& scenario, const JsonNode& root, Complaints& complaints)
{
    Check(scenario, root, complaints).run();
}

}  // namespace rig::scenario
