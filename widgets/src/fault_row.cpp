// SPDX-License-Identifier: GPL-3.0-or-later
#include "fault_row.h"

#include "lane_layout.h"
#include "lane_room.h"

#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QCoreApplication>
#include <QFontMetrics>

#include <algorithm>
#include <utility>

namespace widgets {

namespace {

using namespace Qt::StringLiterals;

constexpr double kAtOnce = 0.02;  // seconds: two samples apart at the usual rate

QString tr(const char* text)
{
    return QCoreApplication::translate("widgets", text);
}

QString outcomeOf(const FaultBand& fault)
{
    return fault.healed && fault.recovered ? recoveryText(*fault.recovered - *fault.healed)
                                           : QString();
}

/// What is its own: up to where the next one begins.
int ownRight(const std::vector<FaultBar>& bars, std::size_t which)
{
    int right = bars[which].solid.right();
    for (std::size_t later = which + 1; later < bars.size(); ++later)
        right = std::min(right, bars[later].asked.left() - 1);
    return right;
}

LaneSpan spanOf(const FaultBar& bar)
{
    return {bar.asked.left(), std::max(bar.solid.right(), bar.recovered.value_or(0))};
}

/// Numbers are written whole or not at all; a name may end with "…".
class FaultWriter {
public:
    FaultWriter(const std::vector<FaultBar>& bars, const StripScene& scene, const QRect& box)
        : m_bars(bars)
        , m_strong(scaledFont(scene.font, kSmallText, QFont::DemiBold))
        , m_small(scaledFont(scene.font, kSmallText))
        , m_room(writableSpan(scene, box))
    {
        for (const FaultBar& bar : bars)
            m_room.take(spanOf(bar));
    }

    [[nodiscard]] std::vector<LaneLabel> labels()
    {
        for (std::size_t i = 0; i < m_bars.size(); ++i)
            write(m_bars[i], ownRight(m_bars, i));
        return std::move(m_labels);
    }

private:
    void write(const FaultBar& bar, int right)
    {
        const FaultBand& fault = *bar.fault;
        QRect own = bar.solid;
        own.setRight(right);
        const int inner = own.width() - 2 * kLaneTextGap;
        const bool fits = m_strong.horizontalAdvance(fault.name) <= inner;
        if (!fits && writeBeside(bar, faultStory(fault)))
            return;
        const QString inside = fittingText(fault.name, inner, m_strong);
        if (!inside.isEmpty()) {
            m_labels.push_back({own, inside, true});
            writeBeside(bar, outcomeOf(fault));
        } else {
            writeBeside(bar, fittingText(fault.name, m_room.roomRightOf(spanOf(bar)), m_small));
        }
    }

    bool writeBeside(const FaultBar& bar, const QString& text)
    {
        const int width = m_small.horizontalAdvance(text);
        const auto left = text.isEmpty()
            ? std::nullopt
            : m_room.placeBeside(spanOf(bar), width, LaneRoom::Side::Right);
        if (left)
            m_labels.push_back({QRect(*left, bar.solid.center().y() - m_small.height() / 2, width,
                                    m_small.height()),
                text, false});
        return left.has_value();
    }

    const std::vector<FaultBar>& m_bars;
    QFontMetrics m_strong;
    QFontMetrics m_small;
    LaneRoom m_room;
    std::vector<LaneLabel> m_labels;
};

}  // namespace

QString recoveryText(double seconds)
{
    return seconds < kAtOnce ? tr("recovered at once")
                             : tr("recovered in %1").arg(durationText(seconds));
}

QString faultStory(const FaultBand& fault)
{
    const QString outcome = outcomeOf(fault);
    return outcome.isEmpty() ? fault.name : fault.name + u", "_s + outcome;
}

std::vector<FaultBar> faultBars(const StripScene& scene, const QRect& box)
{
    std::vector<FaultBar> bars;
    for (const FaultBand& fault : scene.events.faults) {
        const double end = fault.healed.value_or(scene.now);
        if (std::max(end, fault.recovered.value_or(end)) < scene.time.from
            || fault.requested > scene.time.to)
            continue;
        FaultBar bar;
        bar.fault = &fault;
        bar.asked = laneBar(scene, box, {fault.requested, fault.proven.value_or(end)}, kFaultRow);
        bar.solid = fault.proven ? laneBar(scene, box, {*fault.proven, end}, kFaultRow) : bar.asked;
        if (fault.healed && fault.recovered)
            bar.recovered = laneX(scene, box, *fault.recovered);
        bars.push_back(bar);
    }
    std::stable_sort(bars.begin(), bars.end(), [](const FaultBar& a, const FaultBar& b) {
        return a.fault->requested < b.fault->requested;
    });
    return bars;
}

std::vector<LaneLabel> faultLabels(
    const std::vector<FaultBar>& bars, const StripScene& scene, const QRect& box)
{
    return FaultWriter(bars, scene, box).labels();
}

}  // namespace widgets
