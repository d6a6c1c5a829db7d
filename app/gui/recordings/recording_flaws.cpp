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
    if (loaded.left_out.rings != 0) {
        flaws.append(tr("%1 rings are too many and left out").arg(loaded.left_out.rings));
    }
    if (loaded.left_out.samples != 0) {
        flaws.append(tr("%1 samples cannot be true and are left out").arg(loaded.left_out.samples));
    }
    if (loaded.turns_left_out != 0) {
        flaws.append(tr("the last %1 changes are not listed").arg(loaded.turns_left_out));
    }
    if (loaded.history->refused() != 0) {
        flaws.append(tr("%1 curves do not fit").arg(loaded.history->refused()));
    }
    return flaws.join(QStringLiteral("; "));
}

}  // namespace gui
