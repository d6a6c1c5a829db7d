// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/description.h"

#include "rig/scenario/finding.h"
#include "rig/worker/option_values.h"

namespace rig::scenario {
namespace {

std::string listed(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + (word == "*" ? "all consumers" : word);
    }
    return text;
}

std::string scope_of(const Expectation& expectation)
{
    switch (expectation.scope) {
    case Scope::During:
        return "during fault " + expectation.fault;
    case Scope::After:
        return "after fault " + expectation.fault;
    case Scope::Baseline:
    case Scope::Always:
        break;
    }
    return {};
}

std::string_view in_words(FirstEvent first)
{
    switch (first) {
    case FirstEvent::Oldest:
        return "begins at the oldest event";
    case FirstEvent::Next:
        return "begins at the next event";
    case FirstEvent::Resumed:
        break;
    }
    return "goes on after its last committed event";
}

std::string subject_of(const Expectation& expectation)
{
    const std::string who = listed(expectation.consumers);
    const std::string words = listed(expectation.words);
    const std::string number
        = expectation.number ? std::to_string(*expectation.number) : std::string();
    switch (expectation.subject) {
    case Subject::RingState:
        return "ring is " + words;
    case Subject::RingFull:
        return "ring is full";
    case Subject::RingEpoch:
        return "ring has epoch " + number;
    case Subject::RingPublished:
        return number + " events are published";
    case Subject::RingReplaced:
        return "ring is replaced";
    case Subject::ProducerAlert:
        return "alert about " + who;
    case Subject::ProducerExit:
        return "producer ends" + (number.empty() ? "" : " with " + number)
            + (words.empty() ? "" : ", " + words) + (who.empty() ? "" : ", names " + who);
    case Subject::ProducerGoesOn:
        return "producer goes on";
    case Subject::ConsumerState:
        return who + ": " + words;
    case Subject::ConsumerAttached:
        return who + (expectation.attached ? ": attached" : ": not attached");
    case Subject::ConsumerGates:
        return who + ": holds the producer";
    case Subject::ConsumerGoesOn:
        return who + ": goes on";
    case Subject::ConsumerEnd:
        return who + ": ends with " + words + (expectation.drained ? ", drained" : "");
    case Subject::ConsumerFirst:
        return who + ": " + std::string(in_words(expectation.first));
    case Subject::ConsumerRedelivered:
        return who + ": gets " + number + " again, and says so";
    case Subject::Integrity:
        break;
    }
    return "nothing lost, doubled, out of order or torn";
}

std::string_view in_words(Since since)
{
    switch (since) {
    case Since::RingFull:
        return "since the ring was full";
    case Since::Heal:
        return "since the heal";
    case Since::Fault:
        break;
    }
    return "since the fault";
}

std::string time_of(const Expectation& expectation)
{
    if (!expectation.within) {
        return {};
    }
    const TimeWindow& within = *expectation.within;
    return " " + (within.least ? within.least->text() + " to " : std::string("≤ "))
        + within.most.text() + " " + std::string(in_words(expectation.since));
}

std::string plan_of(const ProducerPlan& producer)
{
    std::string text = "  producer   rate " + to_text(producer.rate);
    if (const auto& liveness = producer.liveness) {
        text += "; requires " + listed(liveness->required_consumer_ids) + ", progress_timeout "
            + in_seconds(liveness->progress_timeout) + ", check_interval "
            + in_seconds(liveness->progress_check_interval) + ", grace "
            + in_seconds(liveness->shutdown_grace_period);
    }
    return text + '\n';
}

std::string plan_of(const Soak& soak)
{
    std::vector<std::string> kinds;
    for (const FaultKind kind : soak.kinds) {
        kinds.emplace_back(to_string(kind));
    }
    return "  soak       for " + in_seconds(soak.lasting) + ", every "
        + in_seconds(soak.every.shortest) + " to " + in_seconds(soak.every.longest) + ": "
        + listed(kinds) + " of " + listed(soak.targets) + '\n';
}

}  // namespace

std::string name_of(const Expectation& expectation)
{
    const std::string scope = scope_of(expectation);
    return (expectation.never ? "never: " : "") + subject_of(expectation) + time_of(expectation)
        + (scope.empty() ? "" : ", " + scope);
}

std::string name_of(const Step& step)
{
    const Fault& fault = step.fault;
    return std::string(to_string(fault.kind)) + " of "
        + (fault.target.empty() ? "the ring" : fault.target);
}

std::string plan_of(const Scenario& scenario)
{
    std::string text = scenario.name + ": " + scenario.why + '\n';
    text += "  ring       " + std::to_string(scenario.topology.capacity) + " events of "
        + std::to_string(scenario.topology.event_size) + " bytes, "
        + std::to_string(scenario.topology.consumers.size()) + " consumers\n";
    text += plan_of(scenario.topology.producer);
    if (scenario.soak) {
        text += plan_of(*scenario.soak);
    }
    for (const Expectation& expectation : scenario.steady.expect) {
        text += "  steady     " + name_of(expectation) + '\n';
    }
    for (const Step& step : scenario.method) {
        text += "  " + in_seconds(step.at) + std::string(4, ' ') + name_of(step) + " (" + step.id
            + (step.fault.duration ? ", for " + in_seconds(*step.fault.duration) : "") + ")\n";
    }
    for (const Expectation& expectation : scenario.expect) {
        text += "  expect     " + name_of(expectation) + '\n';
    }
    return text;
}

}  // namespace rig::scenario
