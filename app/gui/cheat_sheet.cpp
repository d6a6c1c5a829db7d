// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cheat_sheet.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>

#include <array>

namespace gui {

namespace {

struct Key {
    const char* keys;
    const char* does;
};

constexpr std::array kKeys{
    Key{"Ctrl+D", QT_TRANSLATE_NOOP("CheatSheet", "Start or stop the demo")},
    Key{"Ctrl+O", QT_TRANSLATE_NOOP("CheatSheet", "Attach to a ring by its name")},
    Key{"Space", QT_TRANSLATE_NOOP("CheatSheet", "Freeze the view; sampling goes on")},
    Key{"End", QT_TRANSLATE_NOOP("CheatSheet", "Follow the newest data")},
    Key{"+   −", QT_TRANSLATE_NOOP("CheatSheet", "Shorter or longer time window")},
    Key{"1 … 9", QT_TRANSLATE_NOOP("CheatSheet", "Select a consumer")},
    Key{"Esc", QT_TRANSLATE_NOOP("CheatSheet", "Clear the selection, reset the zoom")},
    Key{"F1", QT_TRANSLATE_NOOP("CheatSheet", "This sheet")},
    Key{"Ctrl+Q", QT_TRANSLATE_NOOP("CheatSheet", "Quit")},
};

}  // namespace

CheatSheet::CheatSheet(QWidget* parent)
    : QWidget(parent, Qt::Tool)
{
    setObjectName(QStringLiteral("cheatSheet"));
    setWindowTitle(tr("Keys"));
    auto* grid = new QGridLayout(this);
    grid->setHorizontalSpacing(fontMetrics().height());
    int row = 0;
    for (const Key& key : kKeys) {
        auto* keys = new QLabel(QString::fromUtf8(key.keys), this);
        QFont bold = keys->font();
        bold.setWeight(QFont::DemiBold);
        keys->setFont(bold);
        grid->addWidget(keys, row, 0);
        grid->addWidget(new QLabel(tr(key.does), this), row++, 1);
    }
}

void CheatSheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F1) {
        close();
        return;
    }
    QWidget::keyPressEvent(event);
}

}  // namespace gui
