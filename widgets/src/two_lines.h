// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QString>
#include <QStringList>

namespace widgets {

/// A text as one line where it fits, else as two that end at words; what is left over is elided.
[[nodiscard]] QStringList twoLines(const QString& text, const QFontMetrics& metrics, int width);

}  // namespace widgets
