// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/printable.h"

namespace ringlib {

std::string printable(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f) {
            out += c;
        } else {
            out += "\\x";
            out += "0123456789abcdef"[byte >> 4U];
            out += "0123456789abcdef"[byte & 0xfU];
        }
    }
    return out;
}

}  // namespace ringlib
