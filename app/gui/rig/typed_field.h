// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/worker/option_values.h"

#include <QString>

#include <string>

class QLineEdit;

namespace gui {

/// As it is typed.
template <typename Value>
QString typedWords(const Value& value)
{
    return QString::fromStdString(rig::to_text(value));
}

[[nodiscard]] std::string typed(const QLineEdit& field);
/// What is typed is no value: "rate is "x": give …".
[[nodiscard]] QString refusal(const QString& title, const QLineEdit& field, const QString& wanted);

}  // namespace gui
