// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workspaces/axis_json.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <charconv>
#include <cmath>

namespace gui {

namespace {

using rig::scenario::Complaints;
using rig::scenario::JsonNode;
using rig::scenario::Key;
using rig::scenario::KeyShape;
using widgets::AxisSetting;

void readStrip(
    const JsonNode& value, const KeyShape& shape, AxisSetting& axis, Complaints& complaints)
{
    if (value.kind == JsonNode::Kind::Text) {
        axis.strip = QString::fromStdString(value.text);
    } else {
        complain_about(value, shape, complaints);
    }
}

void readLog(
    const JsonNode& value, const KeyShape& shape, AxisSetting& axis, Complaints& complaints)
{
    if (value.kind == JsonNode::Kind::Boolean) {
        axis.log = value.text == "true";
    } else {
        complain_about(value, shape, complaints);
    }
}

void readRange(
    const JsonNode& value, const KeyShape& shape, AxisSetting& axis, Complaints& complaints)
{
    if (value.items.size() == 2) {
        const auto bottom = numberOf(value.items[0]);
        const auto top = numberOf(value.items[1]);
        if (bottom && top && *bottom < *top) {
            axis.range = {*bottom, *top};
            return;
        }
    }
    complain_about(value, shape, complaints);
}

constexpr std::array<Key<AxisSetting>, 3> kAxisKeys{
    {{{"strip", "the title of a strip, as \"lag\"", "which strip", true}, readStrip},
        {{"log", "true or false", "a logarithmic axis"}, readLog},
        {{"range", "two numbers, the lower first, as [0, 100]", "both ends, kept"}, readRange}}};

}  // namespace

std::optional<double> numberOf(const JsonNode& node)
{
    double value = 0;
    const char* const end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, value);
    const bool number = node.kind == JsonNode::Kind::Number && error == std::errc() && stop == end
        && std::isfinite(value);
    return number ? std::optional(value) : std::nullopt;
}

QJsonArray axesToJson(const std::vector<AxisSetting>& axes)
{
    QJsonArray list;
    for (const AxisSetting& axis : axes) {
        QJsonObject object{{QStringLiteral("strip"), axis.strip}};
        if (axis.log) {
            object.insert(QStringLiteral("log"), *axis.log);
        }
        if (axis.range) {
            object.insert(
                QStringLiteral("range"), QJsonArray{axis.range->first, axis.range->second});
        }
        list.append(object);
    }
    return list;
}

std::vector<AxisSetting> axesFromJson(const JsonNode& list, Complaints& complaints)
{
    std::vector<AxisSetting> axes;
    if (list.kind != JsonNode::Kind::Array) {
        complaints.push_back({list.place, "axes: " + list.in_words() + " (give a list, [{…}])"});
    }
    for (const JsonNode& item : list.items) {
        const std::size_t before = complaints.size();
        AxisSetting axis;
        read_object<AxisSetting>(item, {"an axis", kAxisKeys}, axis, complaints);
        if (complaints.size() == before) {
            axes.push_back(axis);
        }
    }
    return axes;
}

QString axesToText(const std::vector<AxisSetting>& axes)
{
    return QString::fromUtf8(QJsonDocument(axesToJson(axes)).toJson(QJsonDocument::Compact));
}

std::vector<AxisSetting> axesFromText(const QString& text)
{
    if (text.isEmpty()) {
        return {};
    }
    Complaints complaints;
    const rig::scenario::JsonTree tree = rig::scenario::parse_json(text.toStdString());
    return tree.whole ? axesFromJson(tree.root, complaints) : std::vector<AxisSetting>{};
}

}  // namespace gui
