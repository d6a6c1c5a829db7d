// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_details.h"

#include "monitor/header_fields.h"

#include <algorithm>

namespace monitor {

void read_details(ringlib::RingObserver& observer, RingDetails& details)
{
    read_header(observer.descriptor(), details.header);
    details.schema = observer.schema();
    if (!observer.latencies(details.latencies)) {
        details.latencies.clear();  // cut short, or replaced: the next look says so
    }
    details.happenings = observer.happenings().value_or(std::vector<ringlib::HappeningRecord>{});
}

std::span<const ringlib::HappeningRecord> newest_of(const RingDetails& details, std::size_t count)
{
    return std::span(details.happenings).last(std::min(count, details.happenings.size()));
}

Duration age_of(const ringlib::HappeningRecord& record, TimePoint now)
{
    const auto now_ns = static_cast<std::uint64_t>(to_ns(now));
    return Duration(static_cast<Duration::rep>(now_ns - std::min(record.time_ns, now_ns)));
}

std::string_view to_string(ringlib::RequiredConsumerFailureAction action) noexcept
{
    switch (action) {
    case ringlib::RequiredConsumerFailureAction::GracefulShutdown:
        return "shutdown";
    case ringlib::RequiredConsumerFailureAction::AlertOnly:
        return "alert";
    case ringlib::RequiredConsumerFailureAction::Evict:
        return "evict";
    }
    return "shutdown";
}

}  // namespace monitor
