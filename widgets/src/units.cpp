// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/units.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace widgets {

namespace {

using namespace Qt::StringLiterals;

constexpr QChar kNarrowSpace(0x202F);
constexpr QChar kDash(0x2013);
constexpr QChar kMinus(0x2212);
constexpr double kMinute = 60;
constexpr double kHour = 3600;

struct Scale {
    double factor = 1;
    QChar letter;
};
constexpr std::array<Scale, 4> kScales{{{1e12, u'T'}, {1e9, u'G'}, {1e6, u'M'}, {1e3, u'k'}}};

QString fixed(double value, int decimals)
{
    const QString text = QString::number(value, 'f', decimals);
    return text.startsWith(u'-') ? kMinus + text.mid(1) : text;
}

/// Without the zeros that say nothing.
QString trimmed(double value)
{
    QString text = fixed(value, 2);
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

QString dash()
{
    return kDash;
}

QString longDuration(double seconds)
{
    const auto whole = static_cast<qint64>(seconds);
    const auto pair = [](qint64 big, const QString& unit, qint64 small, const QString& smallUnit) {
        return u"%1 %2 %3 %4"_s.arg(big).arg(unit).arg(small, 2, 10, QChar(u'0')).arg(smallUnit);
    };
    if (seconds < kHour)
        return pair(whole / 60, u"min"_s, whole % 60, u"s"_s);
    return pair(whole / 3600, u"h"_s, whole % 3600 / 60, u"min"_s);
}

}  // namespace

QString countText(quint64 count)
{
    QString text = QString::number(count);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3)
        text.insert(at, kNarrowSpace);
    return text;
}

QString rateText(double perSecond)
{
    if (!std::isfinite(perSecond))
        return dash();
    constexpr double kJustUnder = 0.9995;  // what would be rounded up to 1000 of the smaller unit
    for (const Scale& scale : kScales) {
        if (std::abs(perSecond) >= scale.factor * kJustUnder) {
            const double scaled = perSecond / scale.factor;
            const int decimals = std::abs(scaled) < 99.95 ? 1 : 0;  // three digits say enough
            return fixed(scaled, decimals) + kNarrowSpace + scale.letter;
        }
    }
    return fixed(std::abs(perSecond) < 0.5 ? 0 : perSecond, 0);
}

QString durationText(double seconds)
{
    if (!std::isfinite(seconds))
        return dash();
    if (seconds < 0)
        return kMinus + durationText(-seconds);
    if (seconds < 0.5e-6)
        return u"0"_s;
    if (seconds < 0.9995e-3)
        return fixed(seconds * 1e6, 0) + u" µs"_s;
    if (seconds < 0.9995)
        return fixed(seconds * 1e3, 0) + u" ms"_s;
    if (seconds < 9.995)
        return fixed(seconds, 2) + u" s"_s;
    if (seconds < 2 * kMinute)
        return fixed(seconds, seconds < 19.95 ? 1 : 0) + u" s"_s;
    return longDuration(seconds);
}

QString clockText(double seconds)
{
    if (!std::isfinite(seconds))
        return dash();
    return std::abs(seconds) < 2 * kMinute ? fixed(seconds, 1) + u" s"_s : durationText(seconds);
}

QString moreThanText(double seconds)
{
    if (!std::isfinite(seconds))
        return dash();
    return u"> "_s + (seconds < 10 * kMinute ? trimmed(seconds) + u" s"_s : durationText(seconds));
}

QString lessThanText(double seconds)
{
    return std::isfinite(seconds) ? u"< "_s + durationText(seconds) : dash();
}

QString percentText(double percent, int decimals)
{
    return std::isfinite(percent) ? fixed(percent, decimals) : dash();
}

QString tickText(double value)
{
    if (!std::isfinite(value))
        return dash();
    for (const Scale& scale : kScales) {
        if (std::abs(value) >= scale.factor)
            return trimmed(value / scale.factor) + kNarrowSpace + scale.letter;
    }
    return trimmed(value);
}

QString durationTickText(double seconds)
{
    if (!std::isfinite(seconds))
        return dash();
    constexpr double kNearly = 1 - 1e-9;  // a decade comes out of a power
    if (seconds == 0)
        return u"0"_s;
    if (seconds >= kMinute)
        return durationText(seconds);
    if (seconds >= kNearly)
        return trimmed(seconds) + u" s"_s;
    if (seconds >= 1e-3 * kNearly)
        return trimmed(seconds * 1e3) + u" ms"_s;
    return trimmed(seconds * 1e6) + u" µs"_s;
}

QString relativeTimeText(double seconds, int decimals)
{
    if (!std::isfinite(seconds))
        return dash();
    if (std::abs(seconds) < 0.5 * std::pow(10.0, -decimals))
        return QCoreApplication::translate("widgets", "now");
    const QString text = fixed(std::abs(seconds), decimals) + u" s"_s;
    return (seconds < 0 ? kMinus : QChar(u'+')) + text;
}

QString megabytesText(quint64 bytes)
{
    return fixed(static_cast<double>(bytes) / 1e6, 0) + u" MB"_s;
}

QString visibleText(const QString& text)
{
    QString visible;
    visible.reserve(text.size());
    for (const QChar c : text) {
        const bool direction = (c >= QChar(0x202A) && c <= QChar(0x202E))
            || (c >= QChar(0x2066) && c <= QChar(0x2069));
        if (c.category() == QChar::Other_Control || c == QChar(0x2028) || c == QChar(0x2029))
            visible += u"\\x%1"_s.arg(c.unicode(), 2, 16, QChar(u'0'));
        else if (direction)
            visible += u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
        else
            visible += c;
    }
    return visible;
}

}  // namespace widgets
