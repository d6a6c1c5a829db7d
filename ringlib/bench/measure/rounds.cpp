// SPDX-License-Identifier: MIT OR Apache-2.0
#include "measure/rounds.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace ringbench {
namespace {

/// Is it among those asked for? Everything is, where nothing was asked for.
template <typename Value, typename Fits>
bool asked_for(const std::vector<Value>& asked, Fits&& fits)
{
    return asked.empty() || std::any_of(asked.begin(), asked.end(), fits);
}

bool is_wanted(const Sample& sample, const Options& options)
{
    const auto same
        = [](std::size_t value) { return [=](std::size_t asked) { return asked == value; }; };
    const std::string name = sample.what + ": " + sample.peer;
    return asked_for(options.bytes, same(sample.bytes))
        && asked_for(options.batch, same(sample.batch))
        && asked_for(options.consumers, same(sample.consumers))
        && asked_for(options.only,
            [&](const std::string& part) { return name.find(part) != std::string::npos; });
}

std::vector<Group> wanted_of(std::vector<Group> groups, const Options& options)
{
    for (Group& group : groups) {
        std::erase_if(
            group.tasks, [&](const Task& task) { return !is_wanted(task.sample, options); });
    }
    return groups;
}

bool measure(const Task& task, std::size_t round, const Options& options, std::FILE* out)
{
    Sample sample = task.sample;
    const Bracket bracket(options.prefers_near);
    task.measure(sample);
    bracket.write(out, sample, round);
    if (!sample.ok) {
        std::fprintf(stderr,
            "%s, %s, %zu bytes, batch %zu: an event was wrong, or a process failed\n",
            sample.what.c_str(), sample.peer.c_str(), sample.bytes, sample.batch);
    }
    return sample.ok;
}

}  // namespace

void Options::add_to(CLI::App& app)
{
    app.add_flag("--full,!--quick", full, "Everything, not only the few that matter most");
    app.add_option("--rounds", rounds, "How often each is measured")->capture_default_str();
    app.add_option("--scale", scale, "Of the events in a sample")->capture_default_str();
    app.add_flag("--prefer-near", prefers_near,
        "Wait up to 20 s before a sample for cores that are near each other");
    app.add_option("--only", only, "What has one of these in its 'what: peer'")->delimiter(',');
    app.add_option("--bytes", bytes, "Events of these sizes only")->delimiter(',');
    app.add_option("--batch", batch, "These batches only; 0: what is no rate")->delimiter(',');
    app.add_option("--consumers", consumers, "So many consumers only")->delimiter(',');
    app.add_option("-o,--output", output, "The file to add the lines to; otherwise stdout");
}

int run_rounds(const std::vector<Group>& groups, const Options& options)
{
    const auto close = [](std::FILE* file) { return file == stdout ? 0 : std::fclose(file); };
    const std::unique_ptr<std::FILE, decltype(close)> out(
        options.output.empty() ? stdout : std::fopen(options.output.c_str(), "ae"), close);
    if (!out) {
        std::perror(options.output.c_str());
        return 66;
    }
    const std::vector<Group> wanted = wanted_of(groups, options);
    bool ok = true;
    for (std::size_t round = 0; round < options.rounds; ++round) {
        for (const auto& [tasks, rounds_max] : wanted) {
            for (std::size_t i = 0; i < tasks.size() && round < rounds_max; ++i) {
                const Task& task = tasks[(i + round) % tasks.size()];  // nobody is always first
                ok = measure(task, round, options, out.get()) && ok;
            }
        }
    }
    return ok ? 0 : 1;
}

}  // namespace ringbench
