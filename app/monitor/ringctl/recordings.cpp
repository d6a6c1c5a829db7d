// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/recordings.h"

#include "monitor/ringctl/commands.h"
#include "monitor/ringctl/words.h"

#include "rig/quantity.h"

#include <algorithm>
#include <cstdint>

namespace ringctl {
namespace {

constexpr std::uint64_t kRateMax = 1000;

}  // namespace

RecordingCommands::RecordingCommands(CLI::App& app)
{
    m_record = app.add_subcommand("record", "Records rings into a file, until it is ended");
    m_record->add_option("RING", m_rings, "Names in /dev/shm, or paths with a '/' in them")
        ->required()
        ->type_name("");
    m_record->add_option("-o,--output", m_file, "The recording to make; none is overwritten")
        ->required()
        ->type_name("FILE");
    m_record->add_option("--duration", m_duration, "Ends by itself after that time")
        ->type_name("TIME");
    m_record->add_option("--rate", m_rate, "Samples a second, 1 to 1000; 100")->type_name("HZ");
    add_owner(*m_record, m_owner);
    add_format(*m_record, m_format);

    m_report = app.add_subcommand("report", "Says what a recording holds, and what was wrong");
    m_report->add_option("FILE", m_file, "The recording")->required()->type_name("");
    m_report->add_option("--html", m_html, "Writes it as one page, too")->type_name("FILE");
    m_report->add_option("--csv", m_csv, "Writes every sample as a row, too")->type_name("FILE");
    add_format(*m_report, m_format);

    m_compare = app.add_subcommand(
        "compare", "Lays two recordings side by side, from the first fault of each");
    m_compare->add_option("A", m_file, "A recording")->required()->type_name("");
    m_compare->add_option("B", m_second, "Another")->required()->type_name("");
    add_format(*m_compare, m_format);
}

std::optional<Exit> RecordingCommands::run() const
{
    if (m_record->parsed()) {
        return run_record();
    }
    if (m_report->parsed()) {
        return run_report();
    }
    if (m_compare->parsed()) {
        return compare({m_file, m_second, format_of(m_format)});
    }
    return std::nullopt;
}

Exit RecordingCommands::run_record() const
{
    RecordOptions options;
    for (const std::string& ring : m_rings) {
        options.rings.push_back(ring_of(ring));
        if (std::count(options.rings.begin(), options.rings.end(), options.rings.back()) > 1) {
            throw BadValue{"RING: '" + ring + "' twice (give each once)"};
        }
    }
    options.file = m_file;
    options.format = format_of(m_format);
    options.allowed_owner = owner_of(m_owner);
    if (m_duration) {
        options.duration = time_of("--duration", *m_duration, "give a time as 30s or 5m");
    }
    const auto rate = rig::parse_count(m_rate);
    if (!rate || *rate == 0 || *rate > kRateMax) {
        throw BadValue{"--rate: '" + m_rate + "' (give 1 to 1000)"};
    }
    options.rate_hz = static_cast<double>(*rate);
    return record(options);
}

Exit RecordingCommands::run_report() const
{
    ReportOptions options;
    options.file = m_file;
    options.format = format_of(m_format);
    if (m_html) {
        options.html = *m_html;
    }
    if (m_csv) {
        options.csv = *m_csv;
    }
    return report(options);
}

Exit complain_about(const monitor::recording::RecordingError& error)
{
    using Cause = monitor::recording::RecordingError::Cause;
    complain(error.what);
    switch (error.cause) {
    case Cause::NotFound:
        return Exit::NoRing;
    case Cause::Exists:
    case Cause::NotPermitted:
    case Cause::NoRecording:
    case Cause::OtherVersion:
        return Exit::NotUsable;
    case Cause::NoSpace:
    case Cause::Os:
        break;
    }
    return Exit::Internal;
}

}  // namespace ringctl
