// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenario_drop.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace gui {

namespace {

/// The first scenario file among what is dragged; empty when there is none.
QString scenarioFile(const QMimeData& dragged)
{
    for (const QUrl& url : dragged.urls()) {
        QString file = url.toLocalFile();
        if (file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) {
            return file;
        }
    }
    return {};
}

}  // namespace

ScenarioDrop::ScenarioDrop(QWidget& window, QObject* parent)
    : QObject(parent)
{
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

bool ScenarioDrop::eventFilter(QObject* watched, QEvent* event)
{
    const bool drops = event->type() == QEvent::Drop;
    if (drops || event->type() == QEvent::DragEnter) {
        auto* drag = static_cast<QDropEvent*>(event);  // a drag that enters is one, too
        const QString file = scenarioFile(*drag->mimeData());
        if (!file.isEmpty()) {
            drag->acceptProposedAction();
            if (drops) {
                Q_EMIT dropped(file);
            }
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace gui
