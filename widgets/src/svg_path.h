// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>

namespace widgets {

/// The path of an SVG "d" attribute; commands M m L l H h V v C c S s A a Z z.
[[nodiscard]] QPainterPath svgPath(const char* description);

}  // namespace widgets
