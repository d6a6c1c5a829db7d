// SPDX-License-Identifier: GPL-3.0-or-later
#include "ring_lanes.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstddef>

namespace widgets {

namespace {

constexpr qint64 kStickyMs = 1000;
constexpr int kOthersSeries = 7;  // grey

double lagOf(const RingConsumer& consumer)
{
    return consumer.absent ? -1 : consumer.fraction;
}

}  // namespace

void RingLanes::choose(const RingViewState& state, qint64 nowMs)
{
    if (state.consumers.size() <= kLanes) {
        m_picked.clear();
        m_lanes = state.consumers;
    } else {
        if (isStale(state, nowMs)) {
            pickSlowest(state);
            m_pickedAt = nowMs;
        }
        fill(state);
    }
    m_culprit = -1;
    m_slowest = 0;
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        const RingConsumer& lane = m_lanes[i];
        if (lane.absent)
            continue;
        if (m_culprit < 0 || lane.fraction > m_slowest)
            m_culprit = static_cast<int>(i);
        m_slowest = std::max(m_slowest, lane.fraction);
    }
    const auto named = std::find_if(m_lanes.begin(), m_lanes.end(),
        [&](const RingConsumer& lane) { return lane.id == state.culprit; });
    if (!state.culprit.isEmpty() && named != m_lanes.end())
        m_culprit = static_cast<int>(named - m_lanes.begin());
}

bool RingLanes::isStale(const RingViewState& state, qint64 nowMs) const
{
    const auto present = [&](const QString& id) {
        return std::any_of(state.consumers.begin(), state.consumers.end(),
            [&](const RingConsumer& consumer) { return consumer.id == id; });
    };
    return m_picked.size() != static_cast<qsizetype>(kLanes) - 1 || nowMs - m_pickedAt >= kStickyMs
        || !std::all_of(m_picked.begin(), m_picked.end(), present)
        || (!state.culprit.isEmpty() && !m_picked.contains(state.culprit));
}

void RingLanes::pickSlowest(const RingViewState& state)
{
    std::vector<const RingConsumer*> order;
    order.reserve(state.consumers.size());
    for (const RingConsumer& consumer : state.consumers)
        order.push_back(&consumer);
    std::stable_sort(order.begin(), order.end(), [&](const RingConsumer* a, const RingConsumer* b) {
        const bool culpritA = a->id == state.culprit;
        const bool culpritB = b->id == state.culprit;
        return culpritA != culpritB ? culpritA : lagOf(*a) > lagOf(*b);
    });
    m_picked.clear();
    for (std::size_t i = 0; i + 1 < kLanes; ++i)
        m_picked.append(order[i]->id);
}

void RingLanes::fill(const RingViewState& state)
{
    m_lanes.clear();
    RingConsumer others;
    others.series = kOthersSeries;
    others.absent = true;
    int count = 0;
    for (const RingConsumer& consumer : state.consumers) {
        if (m_picked.contains(consumer.id)) {
            m_lanes.push_back(consumer);
            continue;
        }
        ++count;
        others.absent = others.absent && consumer.absent;
        others.fraction = std::max(others.fraction, consumer.absent ? 0 : consumer.fraction);
    }
    others.id = QCoreApplication::translate("widgets", "%1 others").arg(count);
    m_lanes.push_back(others);
}

}  // namespace widgets
