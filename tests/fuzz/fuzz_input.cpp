// SPDX-License-Identifier: MIT OR Apache-2.0
#include "fuzz/fuzz_input.h"

#include <cstdio>
#include <cstdlib>

namespace fuzz {
namespace {

bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7f;
}

}  // namespace

void require(bool holds, const char* rule)
{
    if (!holds) {
        std::fprintf(stderr, "broken: %s\n", rule);
        std::abort();
    }
}

void require_plain(std::string_view text, std::size_t longest, const char* whose)
{
    require(text.size() <= longest, whose);
    require(std::all_of(text.begin(), text.end(), is_plain), whose);
}

void require_plain_lines(std::string_view text, const char* whose)
{
    require(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || is_plain(c); }),
        whose);
}

}  // namespace fuzz
