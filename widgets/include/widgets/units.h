// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

/// The one place that turns numbers into text. What is no finite
/// number becomes an en dash, never "nan".
namespace widgets {

/// "4 096", with a narrow no-break space as thousands mark.
[[nodiscard]] QString countText(quint64 count);
/// Events per second without the unit: "0", "850", "9.9 k", "2.1 M".
[[nodiscard]] QString rateText(double perSecond);
/// "420 µs", "31 ms", "3.61 s", "41 s", "2 min 05 s", "3 h 07 min".
[[nodiscard]] QString durationText(double seconds);
/// A clock that runs: one decimal, so that its width hardly changes: "3.2 s".
[[nodiscard]] QString clockText(double seconds);
/// "> 120 s": longer than what could be measured.
[[nodiscard]] QString moreThanText(double seconds);
/// "< 10 ms": shorter than what could be measured.
[[nodiscard]] QString lessThanText(double seconds);
/// Percent without the sign: "100.0".
[[nodiscard]] QString percentText(double percent, int decimals = 1);
/// On an axis: "0", "50", "5 k", "2.5 M".
[[nodiscard]] QString tickText(double value);
/// A duration on an axis: "10 s", "100 ms".
[[nodiscard]] QString durationTickText(double seconds);
/// A time beside "now": "−3.20 s", "now", "+1.80 s".
[[nodiscard]] QString relativeTimeText(double seconds, int decimals);
/// "84 MB", in decimal megabytes.
[[nodiscard]] QString megabytesText(quint64 bytes);
/// Control characters as \xNN, so that text of foreign origin stays one harmless line.
[[nodiscard]] QString visibleText(const QString& text);

}  // namespace widgets
