// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/reader.h"

#include "rig/nearest_name.h"

#include <ringlib/printable.h>

namespace rig::scenario {

void complain_about(const JsonNode& value, const KeyShape& shape, Complaints& complaints)
{
    complaints.push_back({value.place,
        std::string(shape.key) + ": " + value.in_words() + " (give " + std::string(shape.value)
            + ")"});
}

void complain_about_unknown_key(const JsonMember& member, std::string_view object,
    std::span<const std::string> known, Complaints& complaints)
{
    std::string what
        = "unknown key \"" + ringlib::printable(member.key) + "\" in " + std::string(object);
    if (const std::string meant = nearest_name(member.key, known); !meant.empty()) {
        what += " (did you mean \"" + meant + "\"?)";
    } else {
        what += " (there are";
        for (const std::string& name : known) {
            what += (&name == known.data() ? " " : ", ") + name;
        }
        what += ")";
    }
    complaints.push_back({member.place, std::move(what)});
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
