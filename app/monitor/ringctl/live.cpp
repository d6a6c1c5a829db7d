// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/live.h"

#include "monitor/ringctl/commands.h"
#include "monitor/ringctl/words.h"

#include "rig/quantity.h"

#include <limits>

namespace ringctl {
namespace {

constexpr monitor::Duration kIntervalMin = std::chrono::milliseconds(20);
// Whoever reads along takes a longer silence for a dead watch.
constexpr monitor::Duration kIntervalMax = std::chrono::seconds(1);
constexpr std::uint64_t kPeekMax = 65'536;
constexpr std::uint64_t kNewestCount = 8;
constexpr std::uint64_t kPortMax = 65'535;

}  // namespace

LiveCommands::LiveCommands(CLI::App& app)
{
    add_watch(app);
    add_peek(app);
    add_wait(app);
    add_remove(app);
    add_export(app);
}

void LiveCommands::add_watch(CLI::App& app)
{
    m_watch = app.add_subcommand(
        "watch", "Shows one ring live: a table on a terminal, otherwise a JSON object a line");
    add_ring(*m_watch, m_ring)->required();
    m_watch->add_option("--interval", m_interval, "How often it is shown anew, 20ms to 1s; 1s")
        ->type_name("TIME");
    m_watch->add_option("--duration", m_duration, "Ends by itself after that time")
        ->type_name("TIME");
    add_owner(*m_watch, m_owner);
    add_format(*m_watch, m_format);
}

void LiveCommands::add_peek(CLI::App& app)
{
    m_peek = app.add_subcommand(
        "peek", "Shows events: by the fields their producer declared, otherwise as hex");
    add_ring(*m_peek, m_ring)->required();
    m_peek->add_option("--sequence", m_sequence, "The first one; without it the newest are shown")
        ->type_name("N");
    m_peek->add_option("--count", m_count, "How many; 1 from a sequence on, 8 of the newest")
        ->type_name("K");
    add_owner(*m_peek, m_owner);
    add_format(*m_peek, m_format);
}

void LiveCommands::add_wait(CLI::App& app)
{
    m_wait = app.add_subcommand(
        "wait", "Waits until a ring, or one consumer of it, is in a state; 3 if that takes longer");
    add_ring(*m_wait, m_ring)->required();
    m_wait
        ->add_option("--state", m_state,
            "LIVE, IDLE, ORPHAN, REPLACED, TRUNCATED, INCOMPATIBLE, FORBIDDEN, CLOSED, FAILED, "
            "WAITING (there is none), or a consumer's: OK, STALLED, GATING, FALLING-BEHIND ...")
        ->required()
        ->type_name("STATE");
    m_wait->add_option("--consumer", m_consumer, "Looks at this consumer instead of the ring")
        ->type_name("ID");
    m_wait->add_option("--timeout", m_timeout, "How long to wait; without it for ever")
        ->type_name("TIME");
    add_owner(*m_wait, m_owner);
    add_format(*m_wait, m_format);
}

void LiveCommands::add_remove(CLI::App& app)
{
    m_remove = app.add_subcommand("remove", "Removes a ring that no process holds");
    add_ring(*m_remove, m_ring);
    m_remove->add_flag(
        "--orphans", m_orphans, "Every ring in /dev/shm whose producer died and that nobody holds");
    m_remove->add_flag("--dry-run", m_dry_run, "Says what it would do, and does nothing");
    add_format(*m_remove, m_format);
}

void LiveCommands::add_export(CLI::App& app)
{
    m_export = app.add_subcommand("export", "Serves /metrics for Prometheus, until it is ended");
    m_export->add_option("RING", m_rings, "Only these; without one all in /dev/shm")->type_name("");
    m_export->add_option("--listen", m_address, "Address and port; 127.0.0.1:9464, port 0: any")
        ->type_name("ADDRESS:PORT");
    add_owner(*m_export, m_owner);
}

std::optional<Exit> LiveCommands::run() const
{
    if (m_watch->parsed()) {
        return run_watch();
    }
    if (m_peek->parsed()) {
        return run_peek();
    }
    if (m_wait->parsed()) {
        return run_wait();
    }
    if (m_export->parsed()) {
        return run_export();
    }
    return m_remove->parsed() ? std::optional(run_remove()) : std::nullopt;
}

Exit LiveCommands::run_watch() const
{
    WatchOptions options;
    options.ring = ring_of(m_ring);
    options.format = format_of(m_format);
    options.allowed_owner = owner_of(m_owner);
    const std::string advice = "give a time from 20ms to 1s";
    options.interval = time_of("--interval", m_interval, advice);
    if (options.interval < kIntervalMin || options.interval > kIntervalMax) {
        throw BadValue{"--interval: '" + m_interval + "' (" + advice + ")"};
    }
    if (m_duration) {
        options.duration = time_of("--duration", *m_duration, "give a time as 30s or 5m");
    }
    return watch(options);
}

Exit LiveCommands::run_peek() const
{
    PeekOptions options;
    options.ring = ring_of(m_ring);
    options.format = format_of(m_format);
    options.allowed_owner = owner_of(m_owner);
    options.count = m_sequence ? 1 : kNewestCount;
    if (m_sequence) {
        const auto sequence = rig::parse_count(*m_sequence);
        if (!sequence || *sequence > std::numeric_limits<std::int64_t>::max()) {
            throw BadValue{"--sequence: '" + *m_sequence + "' (give an event's number, from 0)"};
        }
        options.sequence = static_cast<ringlib::Sequence>(*sequence);
    }
    if (m_count) {
        const auto count = rig::parse_count(*m_count);
        if (!count || *count == 0 || *count > kPeekMax) {
            throw BadValue{"--count: '" + *m_count + "' (give 1 to 65536)"};
        }
        options.count = *count;
    }
    return peek(options);
}

Exit LiveCommands::run_wait() const
{
    WaitOptions options;
    options.ring = ring_of(m_ring);
    options.state = m_state;
    options.consumer = m_consumer;
    options.format = format_of(m_format);
    options.allowed_owner = owner_of(m_owner);
    if (m_timeout) {
        options.timeout = time_of("--timeout", *m_timeout, "give a time as 250ms or 5s");
    }
    return wait(options);
}

Exit LiveCommands::run_remove() const
{
    if (m_orphans == !m_ring.empty()) {
        throw BadValue{m_orphans ? "RING: '" + m_ring + "' beside --orphans (give one of them)"
                                 : "nothing to remove (give a RING, or --orphans)"};
    }
    RemoveOptions options;
    options.ring = ring_of(m_ring);
    options.orphans = m_orphans;
    options.dry_run = m_dry_run;
    options.format = format_of(m_format);
    return remove(options);
}

Exit LiveCommands::run_export() const
{
    ExportOptions options;
    for (const std::string& ring : m_rings) {
        options.rings.push_back(ring_of(ring));
    }
    const std::size_t colon = m_address.rfind(':');
    const auto port = colon == std::string::npos
        ? std::nullopt
        : rig::parse_count(std::string_view(m_address).substr(colon + 1));
    if (!port || *port > kPortMax || colon == 0) {
        throw BadValue{
            "--listen: '" + m_address + "' (give an address and a port, 127.0.0.1:9464)"};
    }
    options.address = m_address;
    options.allowed_owner = owner_of(m_owner);
    return serve_metrics(options);
}

}  // namespace ringctl
