// SPDX-License-Identifier: GPL-3.0-or-later
#include "two_lines.h"

namespace widgets {

QStringList twoLines(const QString& text, const QFontMetrics& metrics, int width)
{
    if (metrics.horizontalAdvance(text) <= width) {
        return {text};
    }
    qsizetype end = 0;  // of the first line
    for (qsizetype blank = text.indexOf(u' '); blank >= 0; blank = text.indexOf(u' ', blank + 1)) {
        if (metrics.horizontalAdvance(text.left(blank)) > width) {
            break;
        }
        end = blank;
    }
    if (end == 0) {
        return {metrics.elidedText(text, Qt::ElideRight, width)};
    }
    return {text.left(end), metrics.elidedText(text.mid(end + 1), Qt::ElideRight, width)};
}

}  // namespace widgets
