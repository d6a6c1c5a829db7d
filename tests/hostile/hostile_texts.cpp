// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/hostile_texts.h"

namespace ringtest {
namespace {

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

std::string utf8(unsigned code)  // of three bytes
{
    return {static_cast<char>(0xe0U | (code >> 12U)),
        static_cast<char>(0x80U | ((code >> 6U) & 0x3fU)),
        static_cast<char>(0x80U | (code & 0x3fU))};
}

}  // namespace

std::vector<std::string> hostile_texts()
{
    using namespace std::string_literals;
    std::vector<std::string> texts;
    for (int byte = 0; byte < 0x20; ++byte) {  // 32 control bytes
        texts.push_back("a"s + static_cast<char>(byte) + "b");
    }
    for (int byte = 0x7f; byte < 0xa0; ++byte) {  // DEL and 32 of C1, as bytes
        texts.push_back("a"s + static_cast<char>(byte) + "b");
    }
    for (int byte = 0x80; byte < 0xa0; ++byte) {  // C1 as UTF-8
        texts.push_back("a\xc2"s + static_cast<char>(byte) + "b");
    }
    // No width, another direction, another line, no character.
    for (const unsigned code : {0x200bU, 0x200cU, 0x200dU, 0x200eU, 0x200fU, 0x2028U, 0x2029U,
             0x202aU, 0x202bU, 0x202cU, 0x202dU, 0x202eU, 0x2060U, 0x2061U, 0x2066U, 0x2067U,
             0x2068U, 0x2069U, 0xfeffU, 0xfff9U, 0xfffdU, 0xfffeU, 0xffffU, 0xd800U, 0xdbffU,
             0xdc00U, 0xdfffU, 0x3000U, 0x115fU, 0x180eU, 0xfe0fU, 0x2800U, 0xe000U, 0xf8ffU}) {
        texts.push_back("a" + utf8(code) + "b");
    }
    for (const std::string& text : {"\x1b[2J"s, "\x1b[31m"s, "\x1b]0;title\x07"s,
             "\x1b]52;c;AA==\x07"s, "\x1b[6n"s, "\x1b[?1049h"s, "\x1bP+q\x1b\\"s, "\x1b_G\x1b\\"s,
             "\x1b#8"s, "\x1b[10;10H"s, "\x1b(0"s, "\x1b"s, "\x9b"s,
             "\x9d"s
             "0;x\x9c",
             "\x1b[200~"s, "\x1b[5i"s, "\x1b[!p"s,
             "\x1b]8;;file:///etc/passwd\x1b\\link\x1b]8;;\x1b\\"s}) {
        texts.push_back(text);
    }
    for (const std::string& text :
        {"\xc0\x80"s, "\xc0\xaf"s, "\xe0\x80\xaf"s, "\xf0\x80\x80\xaf"s, "\xf8\x88\x80\x80\x80"s,
            "\xfc\x84\x80\x80\x80\x80"s, "\xfe"s, "\xff"s, "\xc3"s, "\xe2\x82"s, "\xf0\x9f\x98"s,
            "\x80"s, "\xbf\xbf"s, "\xf4\x90\x80\x80"s, "\xf5\x80\x80\x80"s}) {
        texts.push_back(text);
    }
    for (const std::string& text :
        {"<img src=x>"s, "<table><tr>"s, "<b>x</b>"s, "&amp;&lt;"s, "a&b"s, "[*]"s, "%n%s%x"s,
            "{}{0}"s, "=cmd|'/C calc'!A0"s, "+1+1"s, "-1-1"s, "@SUM(A1)"s, "\"quoted\""s, "a,b"s,
            "a;b"s, "'a'"s, "\\x1b"s, "a\\nb"s, "$(reboot)"s, "`reboot`"s, "; rm -rf x"s,
            "../../x"s, "a\r\nb"s, "a\tb"s, "\xc3\xa4\xc3\xb6"s, "\xe6\xbc\xa2\xe5\xad\x97"s}) {
        texts.push_back(text);
    }
    texts.push_back(repeated("a\xcc\x80", 1000));  // marks upon marks
    texts.push_back("a" + repeated("\xcc\x80", 1000));
    texts.emplace_back(10'000, 'x');
    texts.emplace_back(10'000, '\x1b');
    texts.emplace_back(63, '\xff');
    texts.push_back(repeated("\xf0\x9f\x91\xa9\xe2\x80\x8d", 100));
    texts.emplace_back(32, ' ');
    texts.emplace_back(" leading and trailing ");
    texts.push_back("a\0b"s);
    texts.push_back("\0"s);
    return texts;
}

}  // namespace ringtest
