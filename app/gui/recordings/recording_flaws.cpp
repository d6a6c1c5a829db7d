// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recordings/recording_flaws.h"

#include "gui/rings/ring_name.h"

#include "monitor/recording/report.h"

#include <QCoreApplication>
#include <QStringList>

namespace gui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("RecordingFlaws", text);
}

void addCounted(QStringList& flaws, std::uint64_t count, const QString& one, const QString& many)
{
    if (count != 0) {
        flaws.append(count == 1 ? one : many.arg(count));
    }
}

}  // namespace

QString flawsOf(const monitor::recording::LoadedRecording& loaded)
{
    QStringList flaws;
    if (!loaded.end.whole) {
        flaws.append(shownText(end_in_words(loaded.end)));
    }
    if (!loaded.first) {
        flaws.append(tr("it holds no sample"));
    }
    addCounted(flaws, loaded.left_out.rings, tr("1 ring is too many and left out"),
        tr("%1 rings are too many and left out"));
    addCounted(flaws, loaded.left_out.samples, tr("1 sample cannot be true and is left out"),
        tr("%1 samples cannot be true and are left out"));
    addCounted(flaws, loaded.turns_left_out, tr("the last change is not listed"),
        tr("the last %1 changes are not listed"));
    addCounted(
        flaws, loaded.history->refused(), tr("1 curve does not fit"), tr("%1 curves do not fit"));
    return flaws.join(QStringLiteral("; "));
}

}  // namespace gui
