// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_arguments.h"

#include "rig/worker/option_values.h"

#include <string_view>
#include <variant>

namespace rig {
namespace {

using Words = std::vector<std::string>;

void add(Words& words, const char* option, std::string value)
{
    words.emplace_back(option);
    words.push_back(std::move(value));
}

void add_ring(Words& words, const RingTarget& ring)
{
    add(words, ring.backend == ringlib::Backend::Shm ? "--ring" : "--file", ring.name);
}

void add_liveness(Words& words, const ringlib::RequiredConsumerLivenessConfig& liveness)
{
    std::string ids;
    for (const std::string& id : liveness.required_consumer_ids) {
        ids += (ids.empty() ? "" : ",") + id;
    }
    add(words, "--require", ids);
    add(words, "--startup-timeout", to_text(liveness.startup_wait_timeout));
    add(words, "--progress-timeout", to_text(liveness.progress_timeout));
    add(words, "--check-interval", to_text(liveness.progress_check_interval));
    add(words, "--grace", to_text(liveness.shutdown_grace_period));
    add(words, "--on-failure", to_text(liveness.failure_action));
}

std::string quoted(const std::string& word)
{
    constexpr std::string_view kPlain
        = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,+=@%";
    if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) {
        return word;
    }
    std::string text = "'";
    for (const char letter : word) {
        text += letter == '\'' ? std::string(R"('\'')") : std::string(1, letter);
    }
    return text + '\'';
}

}  // namespace

Words producer_arguments(
    const Topology& topology, const RingTarget& ring, ringlib::OnExisting on_existing)
{
    const ProducerPlan& producer = topology.producer;
    Words words{"produce"};
    add_ring(words, ring);
    add(words, "--capacity", std::to_string(topology.capacity));
    add(words, "--event-size", std::to_string(topology.event_size));
    if (!std::holds_alternative<RampLoad>(producer.load)) {  // which has rates of its own
        add(words, "--rate", to_text(producer.rate));
    }
    add(words, "--pattern", to_text(producer.load));
    add(words, "--batch", std::to_string(producer.batch));
    add(words, "--seed", std::to_string(producer.seed));
    add(words, "--wait", to_text(producer.wait));
    add(words, "--coordination", to_text(producer.coordination));
    if (topology.max_consumers) {
        add(words, "--max-consumers", std::to_string(*topology.max_consumers));
    }
    if (producer.liveness) {
        add_liveness(words, *producer.liveness);
    }
    add(words, "--on-existing", to_text(on_existing));
    words.emplace_back("--control");
    return words;
}

Words consumer_arguments(const ConsumerPlan& consumer, const RingTarget& ring)
{
    Words words{"consume"};
    add_ring(words, ring);
    add(words, "--id", consumer.id);
    add(words, "--work", to_text(consumer.work));
    add(words, "--wait", to_text(consumer.wait));
    if (const auto start = to_text(consumer.start); !start.empty()) {
        add(words, "--start", start);
    }
    if (consumer.batch) {
        add(words, "--batch", std::to_string(*consumer.batch));
    }
    add(words, "--ready-timeout", to_text(consumer.ready_timeout));
    words.emplace_back("--control");
    return words;
}

std::string shell_line(const std::string& program, const Words& arguments)
{
    std::string line = quoted(program);
    for (const std::string& word : arguments) {
        line += ' ' + quoted(word);
    }
    return line;
}

}  // namespace rig
