// SPDX-License-Identifier: MIT OR Apache-2.0
// Text of other programs on its way to a screen or a file: what comes out is plain, and no longer
// than it may be.
#include "fuzz/fuzz_input.h"
#include "monitor/event_text.h"
#include "monitor/ring_json.h"
#include "monitor/terminal_lines.h"
#include "monitor/text_table.h"

#include <ringlib/error.h>
#include <ringlib/printable.h>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace {

using fuzz::require;

void escape(const std::string& text)
{
    const std::string shown = ringlib::printable(text);
    fuzz::require_plain(shown, 4 * text.size(), "printable text is plain");
    require(ringlib::printable(shown) == shown, "what is plain stays as it is");
    ringlib::Error error{};
    error.ring = text;
    error.detail = text;
    fuzz::require_plain(error.message(), 8 * text.size() + 100, "a message is plain");
}

void put_into_a_table(const std::vector<std::string>& texts)
{
    monitor::TextTable table({{"first"}, {"second", monitor::TextTable::Align::Right}});
    for (std::size_t i = 0; i + 1 < texts.size(); i += 2) {
        table.add({texts[i], texts[i + 1]});
    }
    const std::size_t rows = texts.size() / 2 + 1;
    for (const std::string& out : {table.aligned(), table.csv()}) {
        fuzz::require_plain_lines(out, "a table is plain");
        require(static_cast<std::size_t>(std::count(out.begin(), out.end(), '\n')) == rows,
            "a row has one line");
    }
}

void put_into_json(const std::string& text)
{
    const std::string json = monitor::json_text(nlohmann::ordered_json{{"text", text}});
    fuzz::require_plain(json, 12 * text.size() + 100, "JSON is plain");
    require(nlohmann::json::accept(json), "JSON is JSON");
}

/// The text without the sequences that a page is drawn with.
std::string without_sequences(const std::string& text)
{
    std::string left;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, 2, "\x1b[") == 0) {
            i = text.find_first_of("mHJK", i);
            require(i != std::string::npos, "a sequence has its end");
        } else {
            left += text[i];
        }
    }
    return left;
}

void put_on_a_screen(const std::vector<std::string>& texts, monitor::ScreenSize size)
{
    using Colors = monitor::TerminalStyle::Colors;
    monitor::TerminalLines screen({.unicode = true, .colors = Colors::All});
    std::vector<monitor::Line> lines;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto tone = static_cast<monitor::Tone>(i % 7);
        lines.push_back(
            {{ringlib::printable(texts[i]), tone}, {ringlib::printable(texts[i]), tone}});
    }
    const std::string sent = without_sequences(screen.update(lines, size));
    fuzz::require_plain(sent, size.columns * size.rows, "a screen is plain and holds no more");
    require(screen.update(lines, size).empty(), "what is shown is not sent again");
}

void clip(const std::string& text, std::size_t width)
{
    const std::string clipped = monitor::clipped(text, width);
    require(monitor::width_of(clipped) <= width, "clipped text is no wider than asked");
    require(clipped.size() <= text.size() + 1, "clipping makes nothing longer");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const monitor::ScreenSize screen{.columns = input.below(100), .rows = input.below(30)};
    std::vector<std::string> texts;
    while (!input.empty()) {
        texts.push_back(input.take_text(input.take<std::uint8_t>()));
    }
    for (const std::string& text : texts) {
        escape(text);
        put_into_json(text);
        clip(text, screen.columns);
        const auto bytes = std::as_bytes(std::span(text));
        fuzz::require_plain_lines(monitor::hex_dump(bytes, ""), "a hex dump is plain");
        fuzz::require_plain(monitor::hex_digits(bytes), 2 * text.size(), "hex digits are plain");
    }
    put_into_a_table(texts);
    put_on_a_screen(texts, screen);
    return 0;
}
