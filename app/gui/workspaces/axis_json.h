// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/scenario/reader.h"
#include "widgets/strip_plot.h"

#include <QJsonArray>
#include <QString>

#include <vector>

namespace gui {

// What the user did to the value axes, as JSON: [{"strip": "lag", "log": true, "range": [0, 50]}].

[[nodiscard]] QJsonArray axesToJson(const std::vector<widgets::AxisSetting>& axes);
/// @param complaints what is none is complained of there, and left out
[[nodiscard]] std::vector<widgets::AxisSetting> axesFromJson(
    const rig::scenario::JsonNode& list, rig::scenario::Complaints& complaints);

/// The same as one line of text, for a file of settings; what is none in it is left out.
[[nodiscard]] QString axesToText(const std::vector<widgets::AxisSetting>& axes);
[[nodiscard]] std::vector<widgets::AxisSetting> axesFromText(const QString& text);

/// A JSON number; nothing, and no complaint, for anything else.
[[nodiscard]] std::optional<double> numberOf(const rig::scenario::JsonNode& node);

}  // namespace gui
