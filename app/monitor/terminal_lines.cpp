// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/terminal_lines.h"

#include <algorithm>
#include <array>

namespace monitor {
namespace {

struct Color {
    unsigned red, green, blue;
};

// The state colours of the window's two schemes: each has 4.5:1 on its background, and their
// lightness differs for those who see no hue.
struct Scheme {
    Color quiet, ok, info, warn, err;
};
constexpr Scheme kLight{{0x45, 0x4c, 0x56}, {0x1f, 0x6b, 0x46}, {0x0b, 0x5c, 0x9e},
    {0x8a, 0x52, 0x00}, {0xb3, 0x26, 0x1e}};
constexpr Scheme kDark{{0xbc, 0xc3, 0xcc}, {0x74, 0xc7, 0x9b}, {0x82, 0xba, 0xf0},
    {0xeb, 0xb3, 0x4d}, {0xff, 0x8a, 0x7c}};

Color color_of(Tone tone, const Scheme& scheme)
{
    switch (tone) {
    case Tone::Ok:
        return scheme.ok;
    case Tone::Info:
        return scheme.info;
    case Tone::Warn:
        return scheme.warn;
    case Tone::Err:
        return scheme.err;
    case Tone::Quiet:
    case Tone::Plain:
    case Tone::Strong:
        break;
    }
    return scheme.quiet;
}

/// In the cube of 6 x 6 x 6 colours whose steps are 0, 95, 135, 175, 215, 255.
unsigned nearest_of_256(Color color)
{
    const auto step = [](unsigned part) {
        return part < 48 ? 0U : part < 115 ? 1U : (part - 35) / 40;
    };
    return 16 + 36 * step(color.red) + 6 * step(color.green) + step(color.blue);
}

bool contains(const char* text, std::string_view what)
{
    return text != nullptr && std::string_view(text).find(what) != std::string_view::npos;
}

bool is_utf8(const char* text)
{
    return contains(text, "UTF-8") || contains(text, "utf8") || contains(text, "utf-8");
}

constexpr bool begins_character(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
}

/// Where in `text` the character begins that is `width` characters behind its begin.
std::size_t end_of(std::string_view text, std::size_t width)
{
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (begins_character(text[at]) && width-- == 0) {
            break;
        }
    }
    return at;
}

}  // namespace

Tone tone_of(Severity severity) noexcept
{
    constexpr std::array kTones{
        Tone::Ok, Tone::Quiet, Tone::Info, Tone::Info, Tone::Warn, Tone::Err};
    static_assert(static_cast<std::size_t>(Severity::Err) + 1 == kTones.size());
    return kTones[static_cast<std::size_t>(severity)];
}

TerminalStyle terminal_style(const std::function<const char*(const char*)>& variable)
{
    TerminalStyle style;
    const char* term = variable("TERM");
    style.addressable = term != nullptr && *term != '\0' && std::string_view(term) != "dumb";
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const char* locale = variable(name);
        if (locale != nullptr && *locale != '\0') {  // the first one that is set decides
            style.unicode = is_utf8(locale);
            break;
        }
    }
    const std::string_view ground = variable("COLORFGBG") == nullptr ? "" : variable("COLORFGBG");
    style.light = ground.ends_with(";7") || ground.ends_with(";15");
    const char* refused = variable("NO_COLOR");
    if (!style.addressable || (refused != nullptr && *refused != '\0')) {
        return style;
    }
    if (contains(variable("COLORTERM"), "truecolor") || contains(variable("COLORTERM"), "24bit")) {
        style.colors = TerminalStyle::Colors::All;
    } else if (contains(term, "256color")) {
        style.colors = TerminalStyle::Colors::Some;
    }
    return style;
}

std::size_t width_of(std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string clipped(std::string_view text, std::size_t width)
{
    if (width_of(text) <= width) {
        return std::string(text);
    }
    return width == 0 ? "" : std::string(text.substr(0, end_of(text, width - 1))) + '~';
}

std::string TerminalLines::begin_of(Tone tone) const
{
    std::string codes;
    const bool loud = tone == Tone::Warn || tone == Tone::Err || tone == Tone::Strong;
    if (loud && m_style.bold) {
        codes += ";1";
    }
    if (m_style.colors != TerminalStyle::Colors::None && tone != Tone::Plain
        && tone != Tone::Strong) {
        const Color color = color_of(tone, m_style.light ? kLight : kDark);
        codes += m_style.colors == TerminalStyle::Colors::Some
            ? ";38;5;" + std::to_string(nearest_of_256(color))
            : ";38;2;" + std::to_string(color.red) + ';' + std::to_string(color.green) + ';'
                + std::to_string(color.blue);
    }
    return codes.empty() ? "" : "\x1b[" + codes.substr(1) + 'm';
}

std::string TerminalLines::rendered(const Line& line, std::size_t columns) const
{
    std::string text;
    std::size_t left = columns;
    for (const auto& piece : line) {
        const std::string part = clipped(piece.text, left);
        left -= width_of(part);
        const std::string begin = begin_of(piece.tone);
        text += begin + part + (begin.empty() ? "" : "\x1b[0m");
    }
    // Behind the last column the cursor stands on it, and would erase it.
    return text + (left > 0 ? "\x1b[K" : "");
}

std::string TerminalLines::update(const std::vector<Line>& lines, ScreenSize size)
{
    std::string out;
    if (!m_known || !(size == m_size)) {
        out = "\x1b[0m\x1b[2J";
        m_shown.assign(size.rows, "\x1b[K");
        m_size = size;
        m_known = true;
    }
    for (std::size_t row = 0; row < size.rows; ++row) {
        std::string text = rendered(row < lines.size() ? lines[row] : Line{}, size.columns);
        if (text != m_shown[row]) {
            out += "\x1b[" + std::to_string(row + 1) + ";1H" + text;
            m_shown[row] = std::move(text);
        }
    }
    return out;
}

}  // namespace monitor
