// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/records.h"

#include <algorithm>

namespace monitor::recording {
namespace {

void write_text(ByteWriter& out, std::string_view text)
{
    out.text(text.substr(0, kTextMax));
}

template <typename Enum>
void write_enum(ByteWriter& out, Enum value)
{
    out.number(static_cast<std::uint64_t>(value));
}
template <typename Enum>
void read_enum(ByteReader& in, Enum& value, Enum last)
{
    value = static_cast<Enum>(in.count(static_cast<std::size_t>(last)));
}

void write_time(ByteWriter& out, TimePoint time)
{
    out.difference(to_ns(time));
}
void read_time(ByteReader& in, TimePoint& time)
{
    time = TimePoint(Duration(in.difference()));
}

/// `each` is given every threshold, in the order of the file. New ones go to the end.
template <typename Limits, typename Each>
void for_each_limit(Limits& limits, Each&& each)
{
    each(limits.window);
    each(limits.direction_window);
    each(limits.leak_window);
    each(limits.tick);
    each(limits.window_share_min);
    each(limits.hold);
    each(limits.recent);
    each(limits.stall_unlearned);
    each(limits.stall_min);
    each(limits.stall_gap_factor);
    each(limits.stall_gaps_min);
    each(limits.gap_min);
    each(limits.progress_timeout);
    each(limits.full_percent);
    each(limits.gating_share);
    each(limits.near_zero_ticks);
    each(limits.near_zero_percent);
    each(limits.near_zero_percent_max);
    each(limits.trend_rate_percent);
    each(limits.trend_percent_per_s);
    each(limits.trend_scatter);
    each(limits.falling_eta);
    each(limits.leak_eta);
    each(limits.leak_growth_percent);
    each(limits.leak_confidence);
    each(limits.high_percent);
    each(limits.high_percent_left);
}

struct LimitWriter {
    ByteWriter& out;
    void operator()(Duration value) const { out.difference(value.count()); }
    void operator()(double value) const { out.real(value); }
    void operator()(int value) const { out.difference(value); }
};
// No rule needs more, and what is computed from these stays far from any overflow.
constexpr Duration kLongest = std::chrono::hours(24);
constexpr double kLargest = 10'000;

class LimitReader {
public:
    explicit LimitReader(ByteReader& from)
        : m_in(from)
    {
    }
    void operator()(Duration& value) const
    {
        value = Duration(m_in.difference());
        check(value >= Duration(0) && value <= kLongest);
    }
    void operator()(double& value) const
    {
        value = m_in.real();
        check(value >= 0 && value <= kLargest);  // not so for what is no number
    }
    void operator()(int& value) const
    {
        const std::int64_t count = m_in.difference();
        check(count >= 0 && static_cast<double>(count) <= kLargest);
        value = m_in.failed() ? 0 : static_cast<int>(count);
    }

private:
    void check(bool usable) const
    {
        if (!usable) {
            m_in.fail();
        }
    }

    ByteReader& m_in;
};

// What a model can work with: the file may say anything.
bool are_usable(const Configuration& configuration)
{
    const EvaluatorLimits& limits = configuration.limits;
    const auto in_range
        = [&](Duration least, Duration value) { return value >= least && value <= kLongest; };
    return in_range(std::chrono::milliseconds(1), limits.tick)
        && in_range(limits.tick, limits.direction_window)
        && in_range(limits.direction_window, limits.window)
        && limits.window / limits.tick <= 1'000'000
        && in_range(std::chrono::milliseconds(1), limits.leak_window)
        && in_range(std::chrono::milliseconds(1), configuration.rate_span)
        && configuration.rate_hz >= 0 && configuration.rate_hz <= 1e6;
}

}  // namespace

void write(ByteWriter& out, const Configuration& configuration)
{
    write_text(out, configuration.program);
    out.difference(configuration.started_unix_ns);
    out.number(configuration.started_ns);
    out.real(configuration.rate_hz);
    out.difference(configuration.rate_span.count());
    for_each_limit(configuration.limits, LimitWriter{out});
}
void read(ByteReader& in, Configuration& configuration)
{
    configuration.program = in.text(kTextMax);
    configuration.started_unix_ns = in.difference();
    configuration.started_ns = in.number();
    configuration.rate_hz = in.real();
    configuration.rate_span = Duration(in.difference());
    for_each_limit(configuration.limits, LimitReader(in));
    if (!are_usable(configuration)) {
        in.fail();
    }
}

void write(ByteWriter& out, const ringlib::RingInfo& info)
{
    write_enum(out, info.backend);
    write_enum(out, info.state);
    write_text(out, info.reason);
    write_text(out, info.label);
    write_text(out, info.event_name);
    for (const std::uint8_t byte : info.instance) {
        out.byte(byte);
    }
    out.number(info.capacity);
    out.number(info.event_size);
    out.number(info.layout_major);
    out.number(info.layout_minor);
}
void read(ByteReader& in, ringlib::RingInfo& info)
{
    read_enum(in, info.backend, ringlib::Backend::Mmap);
    read_enum(in, info.state, ringlib::RingState::NotARing);
    info.reason = in.text(kTextMax);
    info.label = in.text(kTextMax);
    info.event_name = in.text(kTextMax);
    for (std::uint8_t& byte : info.instance) {
        byte = in.byte();
    }
    info.capacity = in.number();
    info.event_size = in.number();
    info.layout_major = static_cast<std::uint32_t>(in.number());
    info.layout_minor = static_cast<std::uint32_t>(in.number());
}

void write(ByteWriter& out, const Loss& loss)
{
    write_time(out, loss.time);
    write_enum(out, loss.why.code);
    out.difference(loss.why.os_errno);
    write_text(out, loss.why.detail);
    write_text(out, loss.why.ring);
}
void read(ByteReader& in, Loss& loss)
{
    read_time(in, loss.time);
    read_enum(in, loss.why.code, ringlib::Errc::HandlerFailed);
    loss.why.os_errno = static_cast<int>(in.difference());
    loss.why.detail = in.text(kTextMax);
    loss.why.ring = in.text(kTextMax);
}

void write(ByteWriter& out, const SeenProcess& process)
{
    out.number(process.start_time);
    out.difference(process.reading.pid);
    out.byte(static_cast<std::uint8_t>(process.reading.state));
    write_text(out, process.reading.command);
}
void read(ByteReader& in, SeenProcess& process)
{
    process.start_time = in.number();
    process.reading.pid = static_cast<pid_t>(in.difference());
    process.reading.state = static_cast<char>(in.byte());
    process.reading.command = in.text(kTextMax);
}

void write(ByteWriter& out, const Verdict& verdict)
{
    write_time(out, verdict.time);
    write_text(out, verdict.consumer);
    write_enum(out, verdict.state);
    write_enum(out, verdict.severity);
    write_time(out, verdict.evidence_since);
    write_text(out, verdict.because);
}
void read(ByteReader& in, Verdict& verdict)
{
    read_time(in, verdict.time);
    verdict.consumer = in.text(kTextMax);
    read_enum(in, verdict.state, ConsumerState::OkSteady);
    read_enum(in, verdict.severity, Severity::Err);
    read_time(in, verdict.evidence_since);
    verdict.because = in.text(kTextMax);
}

void write(ByteWriter& out, const RingVerdict& verdict)
{
    write_time(out, verdict.time);
    write_enum(out, verdict.state);
    write_enum(out, verdict.producer);
    write_enum(out, verdict.severity);
    write_text(out, verdict.sentence);
}
void read(ByteReader& in, RingVerdict& verdict)
{
    read_time(in, verdict.time);
    read_enum(in, verdict.state, RingWord::Failed);
    read_enum(in, verdict.producer, ProducerWord::Dead);
    read_enum(in, verdict.severity, Severity::Err);
    verdict.sentence = in.text(kTextMax);
}

void write(ByteWriter& out, const ringlib::HappeningRecord& record)
{
    out.number(record.time_ns);
    write_enum(out, record.what);
    out.number(record.slot ? std::uint64_t{*record.slot} + 1 : 0);
    write_text(out, record.consumer_id);
    out.number(record.value);
}
void read(ByteReader& in, ringlib::HappeningRecord& record)
{
    record.time_ns = in.number();
    read_enum(in, record.what, ringlib::RingHappening::Failed);
    const std::uint64_t slot = in.number();
    record.slot = slot == 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(slot - 1));
    record.consumer_id = in.text(kTextMax);
    record.value = in.number();
}

void write(ByteWriter& out, const MissedTicks& missed)
{
    write_time(out, missed.from);
    write_time(out, missed.to);
    out.number(missed.ticks);
}
void read(ByteReader& in, MissedTicks& missed)
{
    read_time(in, missed.from);
    read_time(in, missed.to);
    missed.ticks = in.number();
}

void write(ByteWriter& out, const Note& note)
{
    write_time(out, note.time);
    write_text(out, note.text);
}
void read(ByteReader& in, Note& note)
{
    read_time(in, note.time);
    note.text = in.text(kTextMax);
}

}  // namespace monitor::recording
