// SPDX-License-Identifier: MIT OR Apache-2.0
#include "measure/sample.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace ringbench {
namespace {

double probe(bool prefers_near)
{
    constexpr auto kPatience = std::chrono::seconds(20);
    const auto begun = std::chrono::steady_clock::now();
    double round_trip = bare_round_trip_ns();
    while (prefers_near && regime_of(round_trip, round_trip, 0) != Regime::Near
        && std::chrono::steady_clock::now() - begun < kPatience) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        round_trip = bare_round_trip_ns();
    }
    return round_trip;
}

}  // namespace

Percentiles percentiles_of(std::uint32_t* begin, std::uint32_t* end)
{
    if (begin == end) {
        return {};
    }
    std::sort(begin, end);
    const auto at = [&](double share) {
        return static_cast<double>(
            begin[static_cast<std::size_t>(share * static_cast<double>(end - begin - 1))]);
    };
    return {at(0.5), at(0.99), at(0.999), at(1)};
}

Bracket::Bracket(bool prefers_near)
    : m_before_ns(probe(prefers_near))
{
}

void Bracket::write(std::FILE* out, const Sample& sample, std::size_t round) const
{
    const double foreign = m_load.cores_taken();
    const double after_ns = bare_round_trip_ns();
    const std::string regime(to_string(regime_of(m_before_ns, after_ns, foreign)));
    std::fprintf(out,
        R"({"peer":"%s","what":"%s","bytes":%zu,"batch":%zu,"consumers":%zu,"capacity":%zu,"round":%zu,"events":%llu,)"
        R"("events_per_s":%.0f,"p50_ns":%.0f,"p99_ns":%.0f,"p999_ns":%.0f,"max_ns":%.0f,"cpu_percent":%.4f,)"
        R"("probe_before_ns":%.1f,"probe_after_ns":%.1f,"foreign_cores":%.2f,"regime":"%s","ok":%s})"
        "\n",
        sample.peer.c_str(), sample.what.c_str(), sample.bytes, sample.batch, sample.consumers,
        sample.capacity, round, static_cast<unsigned long long>(sample.events), sample.events_per_s,
        sample.times.p50_ns, sample.times.p99_ns, sample.times.p999_ns, sample.times.max_ns,
        sample.cpu_percent, m_before_ns, after_ns, foreign, regime.c_str(),
        sample.ok ? "true" : "false");
    std::fflush(out);
}

}  // namespace ringbench
