// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/random_user.h"

#include "gui/window/main_window.h"

#include <QApplication>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <numeric>
#include <utility>

namespace gui_test {

namespace {

constexpr int kAwayMs = 300;

QFileDialog* openQuestion(const QWidget& window)
{
    for (QFileDialog* dialog : window.findChildren<QFileDialog*>()) {
        if (dialog->isVisible()) {
            return dialog;
        }
    }
    return nullptr;
}

}  // namespace

RandomUser::RandomUser(gui::MainWindow& window, RandomWorld& world, Dice& dice)
    : m_window(window)
    , m_world(world)
    , m_dice(dice)
    , m_mouse(window, dice)
    , m_keys(window, dice)
{
}

Deed RandomUser::next()
{
    if (QFileDialog* question = openQuestion(m_window)) {
        return answer(*question);
    }
    const std::array<std::pair<int, std::function<Deed()>>, 13> deeds{
        {{26, [this] { return m_mouse.click(); }}, {4, [this] { return m_mouse.doubleClick(); }},
            {5, [this] { return m_mouse.rightClick(); }}, {7, [this] { return m_mouse.drag(); }},
            {6, [this] { return m_mouse.turnWheel(); }}, {14, [this] { return m_keys.press(); }},
            {4, [this] { return m_keys.type(); }}, {17, [this] { return m_keys.command(); }},
            {2, [this] { return resize(); }}, {1, [this] { return lookAway(); }},
            {2, [this] { return dropFile(); }}, {3, [this] { return attach(); }},
            {9, [this] { return m_world.next(); }}}};
    int at = m_dice.below(std::accumulate(
        deeds.begin(), deeds.end(), 0, [](int sum, const auto& deed) { return sum + deed.first; }));
    const auto* deed = deeds.begin();
    for (; at >= deed->first; ++deed) {
        at -= deed->first;
    }
    return deed->second();
}

/// As the dialog would: what a user can do inside of it is not ours.
Deed RandomUser::answer(QFileDialog& question)
{
    const bool saves = question.acceptMode() == QFileDialog::AcceptSave;
    QString path;
    if (m_dice.chance(70)) {
        path = saves ? QStringLiteral("%1/saved-%2.%3")
                           .arg(m_world.folder())
                           .arg(m_dice.below(5))
                           .arg(question.defaultSuffix())
                     : m_dice.oneOf(m_world.files());
    }
    return {QStringLiteral("answer \"%1\" with \"%2\"").arg(question.windowTitle(), path),
        [dialog = QPointer<QFileDialog>(&question), path] {
            if (dialog && !path.isEmpty()) {
                Q_EMIT dialog->filesSelected({path});
                Q_EMIT dialog->fileSelected(path);
            }
            if (dialog) {
                dialog->close();
            }
        }};
}

Deed RandomUser::resize()
{
    const QSize size(m_dice.between(300, 2600), m_dice.between(200, 1800));
    return {QStringLiteral("resize to %1x%2").arg(size.width()).arg(size.height()),
        [this, size] { m_window.resize(size); }};
}

Deed RandomUser::lookAway()
{
    return {QStringLiteral("look away"), [this] {
                m_window.showMinimized();
                QTimer::singleShot(kAwayMs, &m_window, [this] { m_window.showNormal(); });
            }};
}

Deed RandomUser::dropFile()
{
    const QString path = m_dice.oneOf(m_world.files());
    return {QStringLiteral("drop %1").arg(path), [this, path] {
                QMimeData dragged;
                dragged.setUrls({QUrl::fromLocalFile(path)});
                const QPoint middle = m_window.rect().center();
                QDragEnterEvent enter(middle, Qt::CopyAction, &dragged, Qt::LeftButton, {});
                QApplication::sendEvent(&m_window, &enter);
                QDropEvent drop(middle, Qt::CopyAction, &dragged, Qt::LeftButton, {});
                QApplication::sendEvent(&m_window, &drop);
            }};
}

Deed RandomUser::attach()
{
    const QString ring = m_dice.oneOf(m_world.rings());
    return {QStringLiteral("attach to %1").arg(ring), [this, ring] { m_window.attach(ring); }};
}

}  // namespace gui_test
