// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// JSON, with comments, that still knows where everything stood in its file.
namespace rig::scenario {

struct Place {
    unsigned line = 1;
    unsigned column = 1;  ///< in characters

    friend bool operator==(const Place&, const Place&) = default;
};

/// A text of a file as a complaint shows it: printable, and no longer than one can read.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// What is wrong with a file, and where.
struct Complaint {
    Place place;
    std::string what;  ///< printable

    /// "stall.json:7:13: …"
    [[nodiscard]] std::string text(std::string_view file) const;
};

struct JsonMember;

struct JsonNode {
    enum class Kind : std::uint8_t { Null, Boolean, Number, Text, Array, Object };

    Kind kind = Kind::Null;
    Place place;
    std::string text;  ///< of a text; else the word or number as it is written
    std::vector<JsonNode> items;
    std::vector<JsonMember> members;  ///< one that came twice is complained of

    /// "an object", "the number 7".
    [[nodiscard]] std::string in_words() const;
};

struct JsonMember {
    std::string key;
    Place place;
    JsonNode value;
};

inline constexpr std::size_t kJsonDepthMax = 32;

struct JsonTree {
    JsonNode root;
    std::vector<Complaint> complaints;  ///< keys given twice; or the one place where it ends
    bool whole = false;  ///< false: it could not be read to its end
};

[[nodiscard]] JsonTree parse_json(std::string_view text);

}  // namespace rig::scenario
