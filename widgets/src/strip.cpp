// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/strip.h"

#include "widgets/units.h"

#include <QCoreApplication>

namespace widgets {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("widgets", text);
}

/// "0", "< 10 ms", "31 ms".
QString measured(double seconds, double resolution)
{
    return seconds > 0 && seconds < resolution ? lessThanText(resolution) : durationText(seconds);
}

}  // namespace

Strip lagStrip()
{
    constexpr double kTop = 126;  // the title stays clear of a full ring
    Strip strip;
    strip.title = tr("lag");
    strip.unit = tr("% of ring");
    strip.weight = 1.35;
    strip.floor = 0.1;
    strip.fixedTop = kTop;
    strip.ticks = {0, 50, 100};
    strip.limit = 100;
    strip.limitText = tr("100 % = ring full, producer held");
    strip.valueText
        = [](double value, double /*time*/) { return tr("%1 %").arg(percentText(value)); };
    return strip;
}

Strip throughputStrip()
{
    Strip strip;
    strip.title = tr("throughput");
    strip.unit = tr("events/s");
    strip.valueText = [](double value, double /*time*/) { return rateText(value); };
    return strip;
}

Strip timeLagStrip(double resolution)
{
    Strip strip;
    strip.title = tr("time lag");
    strip.unit = tr("±%1").arg(durationText(resolution));
    strip.weight = 0.8;
    strip.log = true;
    strip.floor = resolution;
    strip.stacks = true;
    strip.valueText
        = [resolution](double value, double /*time*/) { return measured(value, resolution); };
    strip.axisText = durationTickText;
    return strip;
}

Strip freeStrip(quint64 capacity)
{
    constexpr double kHeadroom = 1.35;  // the title stays clear of an empty ring
    const auto whole = static_cast<double>(capacity);
    Strip strip;
    strip.title = tr("free slots");
    strip.unit = tr("of %1").arg(capacity);
    strip.weight = 0.7;
    strip.stacks = true;
    if (capacity > 0) {
        strip.fixedTop = whole * kHeadroom;
        strip.ticks = {0, whole / 2, whole};
    }
    strip.valueText
        = [](double value, double /*time*/) { return countText(static_cast<quint64>(value)); };
    strip.axisText = [](double value) { return QString::number(value, 'f', 0); };
    return strip;
}

Strip latencyStrip()
{
    constexpr double kMicrosecond = 1e-6;
    Strip strip;
    strip.title = tr("latency");
    strip.unit = tr("of 1 s");
    strip.weight = 0.7;
    strip.log = true;
    strip.floor = kMicrosecond;
    strip.stacks = true;
    strip.valueText = [](double value, double /*time*/) { return measured(value, kMicrosecond); };
    strip.axisText = durationTickText;
    return strip;
}

}  // namespace widgets
