// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace gui {

/// How much time of the past plots can be told to show, in seconds; a zoom goes further in.
inline constexpr double kWindowMin = 1;
inline constexpr double kWindowMax = 7200;

}  // namespace gui
