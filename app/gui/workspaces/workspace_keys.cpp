// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workspaces/workspace_keys.h"

#include "gui/plots/window_range.h"
#include "gui/rings/ring_name.h"
#include "gui/workspaces/axis_json.h"

#include <array>
#include <cmath>

namespace gui {

namespace {

using rig::scenario::Complaints;
using rig::scenario::JsonNode;
using rig::scenario::Key;
using rig::scenario::KeyShape;
using widgets::Scheme;

constexpr std::array kSchemes{Scheme::System, Scheme::Light, Scheme::Dark};

void readSchema(
    const JsonNode& value, const KeyShape& shape, Workspace& /*out*/, Complaints& complaints)
{
    if (value.kind != JsonNode::Kind::Text || value.text != kWorkspaceSchema) {
        complain_about(value, shape, complaints);
    }
}

void readRings(const JsonNode& value, const KeyShape& shape, Workspace& out, Complaints& complaints)
{
    if (value.kind != JsonNode::Kind::Array) {
        complain_about(value, shape, complaints);
        return;
    }
    for (const JsonNode& item : value.items) {
        if (item.kind != JsonNode::Kind::Text) {
            complain_about(item, shape, complaints);
            continue;
        }
        const QString ring = QString::fromStdString(item.text);
        if (const auto why = whyNoRingName(ring)) {
            complaints.push_back({item.place, "rings: " + why->toStdString()});
        } else if (!out.rings.contains(ring)) {
            out.rings.append(ring);
        }
    }
}

QString textOf(const JsonNode& value, const KeyShape& shape, Complaints& complaints)
{
    if (value.kind != JsonNode::Kind::Text) {
        complain_about(value, shape, complaints);
    }
    return QString::fromStdString(value.text);
}

void readRing(const JsonNode& value, const KeyShape& shape, Workspace& out, Complaints& complaints)
{
    out.ring = textOf(value, shape, complaints);
}

void readConsumer(
    const JsonNode& value, const KeyShape& shape, Workspace& out, Complaints& complaints)
{
    out.consumer = textOf(value, shape, complaints);
}

void readWindow(
    const JsonNode& value, const KeyShape& shape, Workspace& out, Complaints& complaints)
{
    const auto seconds = numberOf(value);
    if (!seconds || *seconds < kWindowMin || *seconds > kWindowMax) {
        complain_about(value, shape, complaints);
        return;
    }
    out.windowSeconds = *seconds;
}

void readScheme(
    const JsonNode& value, const KeyShape& shape, Workspace& out, Complaints& complaints)
{
    for (const Scheme scheme : kSchemes) {
        if (value.kind == JsonNode::Kind::Text
            && wordOf(scheme) == QString::fromStdString(value.text)) {
            out.scheme = scheme;
            return;
        }
    }
    complain_about(value, shape, complaints);
}

void readLayout(
    const JsonNode& value, const KeyShape& shape, Workspace& out, Complaints& complaints)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray::fromStdString(value.text), QByteArray::AbortOnBase64DecodingErrors);
    if (value.kind != JsonNode::Kind::Text || !decoded) {
        complain_about(value, shape, complaints);
        return;
    }
    out.layout = *decoded;
}

void readHiddenColumns(
    const JsonNode& value, const KeyShape& shape, Workspace& out, Complaints& complaints)
{
    constexpr double kColumnsMax = 64;
    QList<int> columns;
    for (const JsonNode& item : value.items) {
        const auto column = numberOf(item);
        if (!column || *column < 0 || *column >= kColumnsMax || std::floor(*column) != *column) {
            complain_about(item, shape, complaints);
            return;
        }
        columns.append(static_cast<int>(*column));
    }
    if (value.kind != JsonNode::Kind::Array) {
        complain_about(value, shape, complaints);
        return;
    }
    out.hiddenColumns = columns;
}

void readAxes(
    const JsonNode& value, const KeyShape& /*shape*/, Workspace& out, Complaints& complaints)
{
    out.axes = axesFromJson(value, complaints);
}

constexpr std::array<Key<Workspace>, 9> kKeys{{
    {{"schema", "\"ringscope.workspace/1\", which is what this program reads",
         "what kind of file it is", true},
        readSchema},
    {{"rings", "a list of names or paths, as [\"orders\"]", "what is attached"}, readRings},
    {{"ring", "one of the rings", "the ring that is looked at"}, readRing},
    {{"consumer", "the id of a consumer", "who is selected"}, readConsumer},
    {{"window_s", "seconds from 1 to 7200", "time that the plots show"}, readWindow},
    {{"scheme", "\"system\", \"light\" or \"dark\"", "colours"}, readScheme},
    {{"layout", "base64, as it was saved", "where the panes lie"}, readLayout},
    {{"hidden_columns", "a list of numbers of columns, as [9]", "of the table of consumers"},
        readHiddenColumns},
    {{"axes", "a list, [{…}]", "value axes that are not as they are made"}, readAxes},
}};

}  // namespace

std::span<const Key<Workspace>> workspaceKeys()
{
    return kKeys;
}

QString wordOf(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Light:
        return QStringLiteral("light");
    case Scheme::Dark:
        return QStringLiteral("dark");
    case Scheme::System:
        break;
    }
    return QStringLiteral("system");
}

}  // namespace gui
