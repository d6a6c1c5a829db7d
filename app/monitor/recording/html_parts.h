// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/column_strip.h"

#include <string>
#include <string_view>

/// What pages have in common that show rings over time: their look, and curves.
namespace monitor::recording {

inline constexpr double kPlotWidth = 860;
inline constexpr double kPlotHeight = 130;
inline constexpr double kPlotLeft = 70;
inline constexpr double kPlotTop = 10;

/// Light or dark as the reader wants, and for paper.
[[nodiscard]] std::string_view page_style() noexcept;
/// Of the consumer with that number. Distinct for every kind of colour vision, on white as on
/// black.
[[nodiscard]] std::string_view colour_of(std::size_t index) noexcept;

/// Where a moment and a value lie in a strip.
struct Scale {
    TimePoint begin;
    double seconds = 0;
    double most = 0;

    [[nodiscard]] double x(TimePoint time) const;
    [[nodiscard]] double y(double value) const;
};

/// As SVG wants it: one digit after the point.
[[nodiscard]] std::string number(double value);
/// A vertical line in each column from its least to its most, joined where columns follow.
[[nodiscard]] std::string curve(
    const ColumnStrip& strip, const Scale& scale, std::string_view colour);
/// An SVG with its frame and its axes; to be ended with "</svg>".
/// @param top what stands at the upper end of the values, as markup.
[[nodiscard]] std::string strip_begin(
    std::string_view name, const Scale& scale, const std::string& top);

}  // namespace monitor::recording
