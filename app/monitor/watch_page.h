// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ring_reading.h"
#include "monitor/terminal_lines.h"

#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// A shape for each state, other than all others: filled where it asks for attention.
[[nodiscard]] std::string_view glyph_of(ConsumerState state, bool unicode) noexcept;

struct PageOptions {
    ScreenSize size;
    bool unicode = false;
    std::string hint;  ///< one more line while there is no ring
};

/// One ring as a page of a terminal, diagnosis on top, the worst consumer first. Whatever does not
/// fit is counted. Text from the segment is escaped.
[[nodiscard]] std::vector<Line> watch_page(const RingReading& reading, const PageOptions& options);

}  // namespace monitor
