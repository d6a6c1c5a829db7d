// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/json_tree.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Reads JSON objects by tables of their keys. The same tables print the reference, so that
/// what is understood and what is documented cannot differ.
namespace rig::scenario {

using Complaints = std::vector<Complaint>;

/// One key of an object, without what reading it does.
struct KeyShape {
    std::string_view key;
    std::string_view value;  ///< what it may be: "a time, as 250ms or 5s"
    std::string_view meaning;
    bool needed = false;
};

template <typename Target>
struct Key {
    KeyShape shape;
    /// @param value is complained of with complain_about() where it is none.
    void (*read)(
        const JsonNode& value, const KeyShape& shape, Target& target, Complaints& complaints);
};

/// "rate: the number 0 (give a rate from 1 on, as 200k or max)"
void complain_about(const JsonNode& value, const KeyShape& shape, Complaints& complaints);
void complain_about_unknown_key(const JsonMember& member, std::string_view object,
    std::span<const std::string> known, Complaints& complaints);
/// @returns whether it is an object; complains otherwise.
[[nodiscard]] bool is_object(const JsonNode& node, std::string_view object, Complaints& complaints);

/// An object of the file, and what may stand in it.
template <typename Target>
struct ObjectShape {
    std::string_view name;  ///< for complaints: "the topology"
    std::span<const Key<Target>> keys;
};

template <typename Target>
void read_object(
    const JsonNode& node, const ObjectShape<Target>& shape, Target& target, Complaints& complaints)
{
    const auto& [object, keys] = shape;
    if (!is_object(node, object, complaints)) {
        return;
    }
    for (const JsonMember& member : node.members) {
        const auto key = std::find_if(keys.begin(), keys.end(),
            [&member](const Key<Target>& each) { return each.shape.key == member.key; });
        if (key != keys.end()) {
            key->read(member.value, key->shape, target, complaints);
            continue;
        }
        std::vector<std::string> known;
        for (const Key<Target>& each : keys) {
            known.emplace_back(each.shape.key);
        }
        complain_about_unknown_key(member, object, known, complaints);
    }
    for (const Key<Target>& key : keys) {
        const bool there = std::any_of(node.members.begin(), node.members.end(),
            [&key](const JsonMember& member) { return member.key == key.shape.key; });
        if (key.shape.needed && !there) {
            complaints.push_back({node.place,
                "key \"" + std::string(key.shape.key) + "\" is missing in " + std::string(object)
                    + " (give " + std::string(key.shape.value) + ")"});
        }
    }
}

/// @returns whether it is a list of at most so many; complains otherwise.
[[nodiscard]] bool is_list(
    const JsonNode& value, const KeyShape& shape, std::size_t most, Complaints& complaints);
/// "did you mean GATING?", or all there are.
[[nodiscard]] std::string which_was_meant(
    std::string_view wanted, std::span<const std::string> known);

/// The texts of a text or a list of texts; nothing, and a complaint, for anything else.
[[nodiscard]] std::optional<std::vector<std::string>> read_texts(
    const JsonNode& value, const KeyShape& shape, Complaints& complaints);

/// A text, or a whole number as it is written, understood by `parse`, which returns an
/// optional.
template <typename Parse>
auto read_word(const JsonNode& value, const KeyShape& shape, Complaints& complaints, Parse&& parse)
    -> decltype(parse(std::string_view{}))
{
    if (value.kind == JsonNode::Kind::Text || value.kind == JsonNode::Kind::Number) {
        if (auto parsed = parse(std::string_view(value.text))) {
            return parsed;
        }
    }
    complain_about(value, shape, complaints);
    return std::nullopt;
}

}  // namespace rig::scenario
