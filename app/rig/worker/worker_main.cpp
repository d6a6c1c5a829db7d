// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/own_process.h"
#include "rig/standard_descriptors.h"
#include "rig/version.h"
#include "rig/worker/consume.h"
#include "rig/worker/produce.h"
#include "rig/worker/worker_options.h"
#include "rig/worker/worker_output.h"
#include "rig/worker/worker_signals.h"

#include <array>
#include <cstdio>
#include <exception>
#include <unistd.h>

namespace {

using namespace rig;

ExitCode show(const HelpText& help)
{
    const bool written = std::fputs(help.text.c_str(), stdout) >= 0;
    if (!written || std::fflush(stdout) != 0) {
        complain("cannot write to stdout (make room, or write elsewhere)");
        return ExitCode::Internal;
    }
    return ExitCode::Done;
}

ExitCode refuse(const UsageError& error)
{
    complain(error.what);
    std::fputs(error.usage.c_str(), stderr);
    return ExitCode::Usage;
}

WorkerCommandLine command_line(int argc, const char* const* argv)
{
    return parse_worker_command_line(argc, argv, program_and_version("ringworker"));
}

// A bad value that only the library knows is told like any other.
ExitCode refuse(const ringlib::Error& error, WorkerRole role)
{
    const ExitCode code = exit_code_of(error.code);
    if (code != ExitCode::Usage) {
        complain(error.message());
        return code;
    }
    const std::array arguments
        = {"ringworker", role == WorkerRole::Producer ? "produce" : "consume", "--help"};
    const auto help = command_line(static_cast<int>(arguments.size()), arguments.data());
    return refuse(UsageError{error.message(), std::get<HelpText>(help).text});
}

ExitCode work(const WorkerOptions& options, WorkerIdentity who, auto&& act)
{
    const WorkerRole role = who.role;
    Steering steering(
        role, options.control ? std::optional(ControlChannel(STDIN_FILENO)) : std::nullopt);
    WorkerOutput output(
        STDOUT_FILENO, std::move(who), {.progress = !options.quiet, .refusal = options.control});
    steering.before_crash([&output](CrashPoint at) { output.crash(at); });
    const ringlib::Expected<ExitCode> exit = act(steering, output);
    if (!exit) {
        output.refused(exit.error());
        return refuse(exit.error(), role);
    }
    return output.is_broken() ? ExitCode::Internal : *exit;
}

ExitCode run(const ProduceOptions& options)
{
    return work(options, {WorkerRole::Producer, options.ring.name, {}},
        [&](Steering& steering, WorkerOutput& output) {
            return produce(options, steering, output);
        });
}

ExitCode run(const ConsumeOptions& options)
{
    return work(options, {WorkerRole::Consumer, options.ring.name, options.id},
        [&](Steering& steering, WorkerOutput& output) {
            return consume(options, steering, output);
        });
}

struct Start {
    pid_t parent;

    ExitCode operator()(const HelpText& help) const { return show(help); }
    ExitCode operator()(const UsageError& error) const { return refuse(error); }
    template <typename Options>
    ExitCode operator()(const Options& options) const
    {
        if (options.control) {
            die_with(parent);
        }
        catch_termination();
        sleep_without_slack();
        return run(options);
    }
};

}  // namespace

int main(int argc, char** argv)
{
    const pid_t parent = ::getppid();
    expect_errors_not_signals();
    try {
        reserve_standard_descriptors();
        return static_cast<int>(std::visit(Start{parent}, command_line(argc, argv)));
    } catch (const std::exception& error) {
        complain(
            std::string("stopped by an error inside: ") + error.what() + " (please report it)");
        return static_cast<int>(ExitCode::Internal);
    }
}
