// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/actions.h"

#include "widgets/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>

#include <utility>

namespace gui {

namespace {

using widgets::Icon;

QAction* make(QObject* parent, const char* name, const QString& text, const QString& tip,
    const QList<QKeySequence>& keys)
{
    auto* action = new QAction(text, parent);
    action->setObjectName(QLatin1String(name));
    action->setShortcuts(keys);
    const QString key
        = keys.isEmpty() ? QString() : keys.first().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, key));
    return action;
}

}  // namespace

Actions::Actions(QObject* parent)
    : QObject(parent)
{
    makeFileActions();
    makeViewActions();
    makeRingActions();
    makeHelpActions();
    makeSchemes();
}

void Actions::makeFileActions()
{
    attach = make(this, "attach", tr("&Attach by name"),
        tr("Watch a ring, also one that is not there yet"), {QKeySequence::Open});
    attach->setIcon(widgets::icon(Icon::Attach));
    attach->setIconText(tr("Attach"));
    demo = make(this, "demo", {}, {}, {Qt::CTRL | Qt::Key_D});
    quit = make(
        this, "quit", tr("&Quit"), tr("End the program and its demo"), {Qt::CTRL | Qt::Key_Q});
    quit->setMenuRole(QAction::QuitRole);
}

void Actions::makeViewActions()
{
    freeze = make(
        this, "freeze", tr("&Freeze"), tr("Let the view stand; sampling goes on"), {Qt::Key_Space});
    freeze->setIcon(widgets::icon(Icon::Pause));
    freeze->setCheckable(true);
    newest = make(this, "newest", tr("&Newest data"), tr("Follow the newest data"), {Qt::Key_End});
    oldest = make(this, "oldest", tr("&Oldest data"), tr("Go to the start of what was recorded"),
        {Qt::Key_Home});
    zoomIn
        = make(this, "zoomIn", tr("Zoom &in"), tr("Show less time"), {Qt::Key_Plus, Qt::Key_Equal});
    zoomOut = make(this, "zoomOut", tr("Zoom &out"), tr("Show more time"), {Qt::Key_Minus});
    resetView = make(this, "resetView", tr("&Reset view"),
        tr("Clear the selection, reset the zoom, follow"), {Qt::Key_Escape});
    fullScreen
        = make(this, "fullScreen", tr("F&ull screen"), tr("Use the whole screen"), {Qt::Key_F11});
    fullScreen->setCheckable(true);
    resetLayout = make(
        this, "resetLayout", tr("Reset &layout"), tr("Put every pane back in its place"), {});
}

void Actions::makeRingActions()
{
    clearHistory = make(this, "clearHistory", tr("&Clear history"),
        tr("Forget what was recorded of this ring"), {Qt::CTRL | Qt::Key_L});
    detach = make(
        this, "detach", tr("&Detach"), tr("Watch this ring no more"), {Qt::CTRL | Qt::Key_W});
    int number = 0;
    for (QAction*& action : selectConsumer) {
        action = make(this, "selectConsumer", {}, tr("Select this consumer"),
            {QKeySequence(Qt::Key_1 + number)});
        action->setData(number++);
        action->setVisible(false);
    }
}

void Actions::makeHelpActions()
{
    keys = make(this, "keys", tr("&Keys"), tr("What the keys do"),
        {Qt::Key_F1, QKeySequence(QStringLiteral("?"))});
    about = make(this, "about", tr("&About ringscope"), tr("Version and licence"), {});
    about->setMenuRole(QAction::AboutRole);
}

void Actions::makeSchemes()
{
    schemes = new QActionGroup(this);
    const std::array<std::pair<widgets::Scheme, QString>, 3> choices{
        {{widgets::Scheme::System, tr("As the &desktop")}, {widgets::Scheme::Light, tr("&Light")},
            {widgets::Scheme::Dark, tr("&Dark")}}};
    for (const auto& [scheme, text] : choices) {
        QAction* action = make(schemes, "scheme", text, tr("Colours of the window"), {});
        action->setCheckable(true);
        action->setData(static_cast<int>(scheme));
        schemes->addAction(action);
    }
}

void Actions::setRingActionsEnabled(bool enabled)
{
    for (QAction* action :
        {freeze, newest, oldest, zoomIn, zoomOut, resetView, resetLayout, clearHistory, detach}) {
        action->setEnabled(enabled);
    }
}

void Actions::showScheme(widgets::Scheme scheme)
{
    for (QAction* action : schemes->actions()) {
        action->setChecked(action->data().toInt() == static_cast<int>(scheme));
    }
}

}  // namespace gui
