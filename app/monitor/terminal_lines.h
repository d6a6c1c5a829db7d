// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/consumer_state.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// What a piece of text is, before a terminal has colours for it. A colour never stands alone: the
/// word and the glyph say the same.
enum class Tone : std::uint8_t { Plain, Quiet, Strong, Ok, Info, Warn, Err };

[[nodiscard]] Tone tone_of(Severity severity) noexcept;

/// @pre no control characters in `text`.
struct Piece {
    std::string text;
    Tone tone = Tone::Plain;
};
using Line = std::vector<Piece>;

struct ScreenSize {
    std::size_t columns = 80;
    std::size_t rows = 24;

    friend bool operator==(const ScreenSize&, const ScreenSize&) = default;
};

/// What a terminal can show, as its environment says.
struct TerminalStyle {
    enum class Colors : std::uint8_t { None, Some, All };  ///< Some: the 256 of xterm

    bool addressable = true;  ///< the cursor can be set; not so where TERM is "dumb" or nothing
    bool unicode = false;  ///< glyphs beyond ASCII
    bool light = false;  ///< its background, where it tells
    bool bold = true;
    Colors colors = Colors::None;
};

/// @param variable the value of an environment variable, or nullptr: TERM, COLORTERM, COLORFGBG,
/// NO_COLOR, LC_ALL, LC_CTYPE, LANG.
[[nodiscard]] TerminalStyle terminal_style(const std::function<const char*(const char*)>& variable);

/// Columns that `text` takes: one for each character.
[[nodiscard]] std::size_t width_of(std::string_view text) noexcept;
/// Cut to `width` columns, with '~' as the last one where something is missing.
[[nodiscard]] std::string clipped(std::string_view text, std::size_t width);

/// The lines on a screen; writes what differs from the lines before, and nothing else.
class TerminalLines {
public:
    explicit TerminalLines(TerminalStyle style)
        : m_style(style)
    {
    }

    /// What a terminal must be sent so that it shows `lines`, cut to its size.
    [[nodiscard]] std::string update(const std::vector<Line>& lines, ScreenSize size);
    /// The screen is not what it was any more: the next update writes all of it.
    void forget() noexcept { m_known = false; }

private:
    [[nodiscard]] std::string rendered(const Line& line, std::size_t columns) const;
    [[nodiscard]] std::string begin_of(Tone tone) const;

    TerminalStyle m_style;
    ScreenSize m_size;
    bool m_known = false;
    std::vector<std::string> m_shown;
};

}  // namespace monitor
