// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/json_tree.h"

#include <ringlib/printable.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace rig::scenario {
namespace {

using Kind = JsonNode::Kind;

constexpr std::size_t kKeysMax = 64;
constexpr std::size_t kShownMax = 160;  // bytes

/// As much of it as one can read, printable.
std::string beginning_of(std::string_view text)
{
    return ringlib::printable(text.substr(0, kShownMax)) + (text.size() > kShownMax ? "..." : "");
}

/// Whether a terminal, or a reader, would be led astray by it: control characters, also those of
/// two bytes, marks of direction, and what has no width.
bool steers_a_terminal(std::string_view text)
{
    // The parser has seen to it that it is UTF-8.
    const auto bits = [text](std::size_t i, unsigned mask) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) & mask : 0U;
    };
    const auto is_between = [](unsigned code, unsigned first, unsigned last) {
        return first <= code && code <= last;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = bits(i, 0xFFU);
        if (bits(i, 0xE0U) == 0xC0U) {
            code = bits(i, 0x1FU) << 6U | bits(i + 1, 0x3FU);
        } else if (bits(i, 0xF0U) == 0xE0U) {
            code = bits(i, 0x0FU) << 12U | bits(i + 1, 0x3FU) << 6U | bits(i + 2, 0x3FU);
        } else if (code >= 0x80U) {
            continue;  // the rest of one, or one of four bytes
        }
        if (code < 0x20U || is_between(code, 0x7FU, 0x9FU) || is_between(code, 0x200BU, 0x200FU)
            || is_between(code, 0x2028U, 0x202EU) || is_between(code, 0x2060U, 0x206FU)
            || code == 0xFEFFU) {
            return true;
        }
    }
    return false;
}

/// Tells the builder how far the parser has read: the parser itself tells only where it fails.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, const char** furthest)
        : m_at(at)
        , m_furthest(furthest)
    {
    }
    reference operator*() const { return *m_at; }
    CountingIterator& operator++()
    {
        ++m_at;
        *m_furthest = m_at;
        return *this;
    }
    friend bool operator==(const CountingIterator& a, const CountingIterator& b)
    {
        return a.m_at == b.m_at;
    }
    friend bool operator!=(const CountingIterator& a, const CountingIterator& b)
    {
        return !(a == b);
    }

private:
    const char* m_at;
    const char** m_furthest;
};

/// Puts the tree together from what the parser meets, in its order.
class Builder : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit Builder(std::string_view text)
        : m_text(text)
        , m_read(text.data())
        , m_counted(text.data())
    {
    }

    [[nodiscard]] CountingIterator begin() { return {m_text.data(), &m_read}; }
    [[nodiscard]] CountingIterator end() { return {m_text.data() + m_text.size(), &m_read}; }
    /// The parser takes a byte of zero for the end.
    [[nodiscard]] JsonTree take(bool whole)
    {
        m_tree.whole = whole && m_read == m_text.data() + m_text.size();
        if (whole && !m_tree.whole) {
            complain(place_of(m_read), "no JSON: a byte of zero (leave it out)");
        }
        return std::move(m_tree);
    }

    bool null() override { return add(Kind::Null, "null", word_begin(4)); }
    bool boolean(bool value) override
    {
        return add(Kind::Boolean, value ? "true" : "false", word_begin(value ? 4 : 5));
    }
    bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
    bool number_float(number_float_t /*value*/, const string_t& written) override
    {
        return number(written);
    }
    bool string(string_t& value) override
    {
        const Place place = place_of(text_begin());
        if (steers_a_terminal(value)) {
            complain(place, "a text with a character that is not to be seen (leave it out)");
        }
        place_for_value() = {Kind::Text, place, std::move(value), {}, {}};
        return true;
    }
    bool binary(binary_t& /*value*/) override { return false; }
    bool start_object(std::size_t /*size*/) override { return open(Kind::Object); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*size*/) override { return open(Kind::Array); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override
    {
        auto& members = m_open.back()->members;
        const Place place = place_of(text_begin());
        const auto before = std::find_if(members.begin(), members.end(),
            [&name](const JsonMember& member) { return member.key == name; });
        if (before != members.end()) {
            complain(place,
                "key " + in_quotes(name) + " a second time (the first is in line "
                    + std::to_string(before->place.line) + ")");
        }
        members.push_back({std::move(name), place, {}});
        if (members.size() > kKeysMax) {
            complain(place, "more than " + std::to_string(kKeysMax) + " keys in one object");
            return false;
        }
        return true;
    }

    bool parse_error(std::size_t /*position*/, const std::string& /*last*/,
        const nlohmann::detail::exception& error) override
    {
        // "[json.exception.parse_error.101] parse error at line 1, column 3: what it is"
        const std::string whole = error.what();
        const std::size_t colon = whole.find(": ");
        const char* const at = m_read == m_text.data() ? m_read : m_read - 1;
        complain(place_of(at),
            "no JSON: "
                + beginning_of(colon == std::string::npos ? whole : whole.substr(colon + 2)));
        return false;
    }

private:
    // Tokens come in their order, so that no character is looked at twice.
    [[nodiscard]] Place place_of(const char* at)
    {
        for (; m_counted < at; ++m_counted) {
            if (*m_counted == '\n') {
                ++m_place.line;
                m_place.column = 1;
            } else if ((static_cast<unsigned char>(*m_counted) & 0xC0U)
                != 0x80U) {  // no UTF-8 rest
                ++m_place.column;
            }
        }
        return m_place;
    }
    void complain(Place place, std::string what)
    {
        m_tree.complaints.push_back({place, std::move(what)});
    }

    [[nodiscard]] const char* word_begin(std::ptrdiff_t length) const { return m_read - length; }
    // The parser has just read the closing quote.
    [[nodiscard]] const char* text_begin() const
    {
        const auto is_escaped = [this](const char* quote) {
            std::size_t slashes = 0;
            while (quote - slashes != m_text.data() && *(quote - slashes - 1) == '\\') {
                ++slashes;
            }
            return slashes % 2 == 1;
        };
        const char* quote = m_read - 2;
        while (*quote != '"' || is_escaped(quote)) {
            --quote;
        }
        return quote;
    }
    // A number ends where the next character is none of a number: that one was read, too.
    bool number(std::string written)
    {
        const auto belongs = [](char c) {
            return std::string_view("+-.0123456789eE").find(c) != std::string_view::npos;
        };
        const char* begin = m_read;
        while (begin != m_text.data() && !belongs(*(begin - 1))) {
            --begin;
        }
        while (begin != m_text.data() && belongs(*(begin - 1))) {
            --begin;
        }
        return add(Kind::Number, std::move(written), begin);
    }

    JsonNode& place_for_value()
    {
        if (m_open.empty()) {
            return m_tree.root;
        }
        JsonNode& parent = *m_open.back();
        return parent.kind == Kind::Array ? parent.items.emplace_back()
                                          : parent.members.back().value;
    }
    bool add(Kind kind, std::string text, const char* begin)
    {
        place_for_value() = {kind, place_of(begin), std::move(text), {}, {}};
        return true;
    }
    bool open(Kind kind)
    {
        if (m_open.size() == kJsonDepthMax) {
            complain(place_of(m_read - 1),
                "deeper than " + std::to_string(kJsonDepthMax) + " (a scenario is flat)");
            return false;
        }
        JsonNode& node = place_for_value();
        node.kind = kind;
        node.place = place_of(m_read - 1);
        m_open.push_back(&node);
        return true;
    }
    bool close()
    {
        m_open.pop_back();
        return true;
    }

    std::string_view m_text;
    const char* m_read;
    const char* m_counted;  // m_place is there
    Place m_place;
    JsonTree m_tree;
    std::vector<JsonNode*> m_open;  // stay where they are: only the last one's children grow
};

}  // namespace

std::string in_quotes(std::string_view text)
{
    return '"' + beginning_of(text) + '"';
}

std::string Complaint::text(std::string_view file) const
{
    return ringlib::printable(file) + ':' + std::to_string(place.line) + ':'
        + std::to_string(place.column) + ": " + what;
}

std::string JsonNode::in_words() const
{
    switch (kind) {
    case Kind::Null:
    case Kind::Boolean:
        return text;
    case Kind::Number:
        return "the number " + beginning_of(text);
    case Kind::Text:
        return in_quotes(text);
    case Kind::Array:
        return "a list";
    case Kind::Object:
        break;
    }
    return "an object";
}

JsonTree parse_json(std::string_view text)
{
    constexpr bool kStrict = true;
    constexpr bool kIgnoreComments = true;
    Builder builder(text);
    const bool whole = nlohmann::json::sax_parse(builder.begin(), builder.end(), &builder,
        nlohmann::json::input_format_t::json, kStrict, kIgnoreComments);
    return builder.take(whole);
}

}  // namespace rig::scenario
