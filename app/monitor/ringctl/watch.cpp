// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/commands.h"

#include "monitor/ring_json.h"
#include "monitor/ring_text.h"
#include "monitor/ringctl/interrupts.h"
#include "monitor/ringctl/sampling.h"
#include "monitor/ringctl/terminal.h"
#include "monitor/watch_page.h"

#include <ringlib/printable.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace ringctl {
namespace {

using monitor::Clock;
using monitor::TimePoint;

// After a ring went, that long for the word that says so to be seen.
constexpr monitor::Duration kAttachInterval = std::chrono::milliseconds(200);
constexpr std::size_t kWriteMax = 4096;  // a pipe that takes any takes that much

/// Writes all of it, unless the end comes first.
/// @returns 0, or the errno of a stdout that takes no more.
int write_to_stdout(Interrupts& interrupts, std::string_view text)
{
    while (!text.empty() && interrupts.wait_writable(STDOUT_FILENO)) {
        const ssize_t written
            = ::write(STDOUT_FILENO, text.data(), std::min(text.size(), kWriteMax));
        if (written < 0 && errno != EAGAIN && errno != EINTR) {
            return errno;
        }
        text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return 0;
}

/// How a ring is shown, again and again.
class Shower {
public:
    Shower() = default;
    Shower(const Shower&) = delete;
    Shower& operator=(const Shower&) = delete;
    Shower(Shower&&) = delete;
    Shower& operator=(Shower&&) = delete;
    virtual ~Shower() = default;

    [[nodiscard]] virtual std::string show(monitor::RingWatch& watch) = 0;
    virtual void suspended(const Interrupts&) { }
    virtual void redraw() { }
};

/// One object a line, or what else the format says.
class LineShower : public Shower {
public:
    explicit LineShower(Format format)
        : m_format(format)
    {
    }
    std::string show(monitor::RingWatch& watch) override
    {
        if (m_format == Format::Text) {  // a terminal without a cursor that can be set
            return std::string(to_string(watch.reading().state)) + "  "
                + watch.reading().diagnosis.sentence() + '\n';
        }
        if (m_format == Format::Csv) {
            const std::string table = monitor::ring_csv(watch.reading());
            return std::exchange(m_headed, true) ? table.substr(table.find('\n') + 1) : table;
        }
        watch.read_details(m_details);
        return monitor::json_text(monitor::ring_json(watch.reading(), m_details)) + '\n';
    }

private:
    Format m_format;
    bool m_headed = false;
    monitor::RingDetails m_details;
};

/// A page that changes in place.
class PageShower : public Shower {
public:
    PageShower(std::string ring, const monitor::TerminalStyle& style)
        : m_ring(std::move(ring))
        , m_unicode(style.unicode)
        , m_lines(style)
    {
    }
    std::string show(monitor::RingWatch& watch) override
    {
        const bool never_seen = watch.reading().instance.empty() && watch.error().has_value();
        const auto size = Terminal::size();
        return m_lines.update(
            monitor::watch_page(watch.reading(),
                {size, m_unicode, never_seen ? hint_for(*watch.error(), m_ring) : ""}),
            size);
    }
    void suspended(const Interrupts& interrupts) override
    {
        m_terminal.leave();
        interrupts.suspend();
        redraw();
    }
    void redraw() override
    {
        m_terminal.enter();
        m_lines.forget();
    }

private:
    std::string m_ring;
    bool m_unicode;
    Terminal m_terminal;
    monitor::TerminalLines m_lines;
};

std::unique_ptr<Shower> shower_for(const WatchOptions& options, bool terminal)
{
    if (!terminal) {
        return std::make_unique<LineShower>(
            options.format == Format::Text ? Format::JsonLines : options.format);
    }
    const auto style = monitor::terminal_style([](const char* name) {
        return std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing sets the environment
    });
    if (!style.addressable) {
        return std::make_unique<LineShower>(Format::Text);
    }
    return std::make_unique<PageShower>(options.ring, style);
}

/// Looks and shows until the end comes. @returns why it could not go on, as an errno, or 0.
int run(
    const WatchOptions& options, monitor::RingWatch& watch, Shower& shower, Interrupts& interrupts)
{
    const TimePoint begun = Clock::now();
    const TimePoint end = options.duration ? begun + *options.duration : TimePoint::max();
    TimePoint next_look = begun;
    TimePoint next_show = begun;
    while (!interrupts.end()) {
        const TimePoint now = Clock::now();
        if (interrupts.take_suspend()) {
            shower.suspended(interrupts);
            next_show = Clock::now();
        }
        if (interrupts.take_redraw()) {
            shower.redraw();
            next_show = now;
        }
        if (now >= next_look) {
            watch.tick();
            next_look = std::max(next_look + kTick, now);
            if (watch.error() && watch.error()->code == ringlib::Errc::InvalidName) {
                return 0;
            }
        }
        if (now >= next_show || now >= end) {
            if (watch.reading().attached) {
                watch.evaluate();  // sentence and numbers of one look
            }
            if (const int error = write_to_stdout(interrupts, shower.show(watch)); error != 0) {
                return error;
            }
            next_show = std::max(next_show + options.interval, now);
        }
        if (now >= end) {
            return 0;
        }
        interrupts.wait_until(std::min({next_look, next_show, end}));
    }
    return 0;
}

}  // namespace

Exit watch(const WatchOptions& options)
{
    if (::fcntl(STDOUT_FILENO, F_GETFD) < 0) {  // or the next descriptor would be taken for it
        return complain_about_stdout(errno);
    }
    const bool terminal = options.format == Format::Text && ::isatty(STDOUT_FILENO) != 0;
    auto sampled = sampling(kWindow, options.allowed_owner);
    sampled.attach_interval = kAttachInterval;
    monitor::RingWatch watch(options.ring, sampled);
    int error = 0;
    {
        Interrupts interrupts(terminal);
        const auto shower = shower_for(options, terminal);
        error = run(options, watch, *shower, interrupts);
    }
    if (error != 0 && !reader_left(error)) {
        return complain_about_stdout(error);
    }
    return watch.error() ? complain_about(*watch.error(), hint_for(*watch.error(), options.ring))
                         : Exit::Done;
}

}  // namespace ringctl
