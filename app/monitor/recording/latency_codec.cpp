// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/latency_codec.h"

#include "monitor/recording/records.h"

#include <ringlib/layout.h>

#include <algorithm>
#include <numeric>

namespace monitor::recording {
namespace {

constexpr std::size_t kCells = ringlib::layout::RingLatencies::kCells;
constexpr std::size_t kEndpointsMax = 1024;  // a ring has fewer places

}  // namespace

bool LatencyEncoder::encode(const SeenLatency& seen, ByteWriter& out)
{
    const ringlib::LatencySnapshot& latency = seen.latency;
    const auto [known, is_new] = m_last.try_emplace(latency.consumer);
    ringlib::LatencySnapshot& last = known->second;
    last.cells.resize(kCells);
    // The first one is written also when it is empty: it says that nothing was there before.
    if (latency.cells.size() != kCells || (!is_new && latency.cells == last.cells)) {
        return false;
    }
    std::size_t changed = 0;
    for (std::size_t i = 0; i < kCells; ++i) {
        changed += latency.cells[i] != last.cells[i] ? 1U : 0U;
    }
    out.difference(to_ns(seen.time));
    out.text(std::string_view(latency.consumer).substr(0, kTextMax));
    out.number(latency.sum_ns);
    out.number(latency.max_ns);
    out.number(changed);
    std::size_t next = 0;
    for (std::size_t i = 0; i < kCells; ++i) {
        if (latency.cells[i] != last.cells[i]) {
            out.number(i - next);
            out.difference(static_cast<std::int64_t>(latency.cells[i] - last.cells[i]));
            next = i + 1;
        }
    }
    last = latency;
    return true;
}

SeenLatency LatencyDecoder::decode(ByteReader& in)
{
    SeenLatency seen;
    seen.time = TimePoint(Duration(in.difference()));
    const std::string consumer = in.text(kTextMax);
    if (in.failed() || (!m_last.contains(consumer) && m_last.size() == kEndpointsMax)) {
        in.fail();
        return seen;
    }
    ringlib::LatencySnapshot& latency = m_last[consumer];
    latency.consumer = consumer;
    latency.sum_ns = in.number();
    latency.max_ns = in.number();
    latency.cells.resize(kCells);
    std::size_t cell = 0;
    for (std::size_t left = in.count(kCells); left > 0 && !in.failed(); --left, ++cell) {
        cell += in.count(kCells);
        if (cell >= kCells) {
            in.fail();
            break;
        }
        latency.cells[cell] += static_cast<std::uint64_t>(in.difference());
    }
    latency.total = std::accumulate(latency.cells.begin(), latency.cells.end(), std::uint64_t{0});
    seen.latency = latency;
    return seen;
}

}  // namespace monitor::recording
