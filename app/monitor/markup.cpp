// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/markup.h"

#include <algorithm>
#include <cstdint>

namespace monitor {
namespace {

/// How many bytes the character takes that begins `text`; 0: it is none that may stand in XML.
std::size_t length_of_character(std::string_view text)
{
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byte(0);
    if (first < 0x80) {
        return first >= 0x20 || first == '\t' || first == '\n' ? 1 : 0;
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) {
        return 0;
    }
    std::uint32_t code = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return 0;
        }
        code = code << 6U | (byte(i) & 0x3FU);
    }
    const std::uint32_t least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    const bool none = code < least || code > 0x10FFFF || surrogate || code == 0xFFFE
        || code == 0xFFFF || code < 0xA0;
    return none ? 0 : length;
}

}  // namespace

std::string in_markup(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t length = length_of_character(text);
        switch (length == 1 ? text.front() : ' ') {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += text.substr(0, length);
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

}  // namespace monitor
