// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/reader.h"

#include "rig/nearest_name.h"

namespace rig::scenario {
namespace {

constexpr std::size_t kTextsMax = 64;  // as many as there are processes

}  // namespace

void complain_about(const JsonNode& value, const KeyShape& shape, Complaints& complaints)
{
    complaints.push_back({value.place,
        std::string(shape.key) + ": " + value.in_words() + " (give " + std::string(shape.value)
            + ")"});
}

void complain_about_unknown_key(const JsonMember& member, std::string_view object,
    std::span<const std::string> known, Complaints& complaints)
{
    complaints.push_back({member.place,
        "unknown key " + in_quotes(member.key) + " in " + std::string(object) + " ("
            + which_was_meant(member.key, known) + ")"});
}

std::string which_was_meant(std::string_view wanted, std::span<const std::string> known)
{
    if (const std::string meant = nearest_name(wanted, known); !meant.empty()) {
        return "did you mean \"" + meant + "\"?";
    }
    std::string all = "there are";
    for (const std::string& name : known) {
        all += (&name == known.data() ? " " : ", ") + name;
    }
    return all;
}

bool is_list(const JsonNode& value, const KeyShape& shape, std::size_t most, Complaints& complaints)
{
    const bool list = value.kind == JsonNode::Kind::Array;
    if (list && value.items.size() <= most) {
        return true;
    }
    complaints.push_back({value.place,
        std::string(shape.key) + ": "
            + (list ? std::to_string(value.items.size()) + " of them" : value.in_words())
            + " (give " + std::string(shape.value) + ")"});
    return false;
}

bool is_object(const JsonNode& node, std::string_view object, Complaints& complaints)
{
    if (node.kind == JsonNode::Kind::Object) {
        return true;
    }
    complaints.push_back(
        {node.place, std::string(object) + ": " + node.in_words() + " (give an object, {…})"});
    return false;
}

std::optional<std::vector<std::string>> read_texts(
    const JsonNode& value, const KeyShape& shape, Complaints& complaints)
{
    if (value.kind == JsonNode::Kind::Text) {
        return std::vector{value.text};
    }
    std::vector<std::string> texts;
    if (!is_list(value, shape, kTextsMax, complaints)) {
        return std::nullopt;
    }
    for (const JsonNode& item : value.items) {
        if (item.kind != JsonNode::Kind::Text) {
            complain_about(item, shape, complaints);
            return std::nullopt;
        }
        texts.push_back(item.text);
    }
    if (texts.empty()) {
        complain_about(value, shape, complaints);
        return std::nullopt;
    }
    return texts;
}

}  // namespace rig::scenario
