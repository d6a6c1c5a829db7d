// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>

namespace {

/// What stands between ` and ` in the rows of the manual's table of keys.
QSet<QString> keysOfTheManual()
{
    QFile page(QStringLiteral(DOCS "/manual.md"));
    EXPECT_TRUE(page.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(page.readAll())
                             .section(QStringLiteral("## Keyboard"), 1)
                             .section(QStringLiteral("\n## "), 0, 0);
    static const QRegularExpression kKey(QStringLiteral("`([^`]+)`"));
    static const QRegularExpression kRange(QStringLiteral("`([A-Za-z+]*)1` … `[A-Za-z+]*([0-9])`"));
    QSet<QString> keys;
    for (const QString& row : text.split(QLatin1Char('\n'))) {
        if (!row.startsWith(QLatin1Char('|'))) {
            continue;
        }
        for (auto found = kKey.globalMatch(row); found.hasNext();) {
            keys.insert(found.next().captured(1));
        }
        for (auto found = kRange.globalMatch(row); found.hasNext();) {
            const auto match = found.next();
            for (int i = 1; i <= match.captured(2).toInt(); ++i) {
                keys.insert(match.captured(1) + QString::number(i));
            }
        }
    }
    return keys;
}

class Manual : public gui_test::WindowTest { };

TEST_F(Manual, KnowsTheKeysOfEveryCommandAndNoOthers)
{
    open();
    QSet<QString> keys;
    for (const QAction* action : m_window->findChildren<QAction*>()) {
        for (const QKeySequence& key : action->shortcuts()) {
            keys.insert(key.toString(QKeySequence::PortableText));
        }
    }
    keys -= {QStringLiteral("Del")};  // of the list of rings alone
    ASSERT_GT(keys.size(), 50);
    const QSet<QString> moves{QStringLiteral("←"), QStringLiteral("→"), QStringLiteral("↑"),
        QStringLiteral("↓")};  // of the plots, no commands
    const QSet<QString> written = keysOfTheManual();
    for (const QString& missing : keys - written) {
        ADD_FAILURE() << "the manual lacks " << missing.toStdString();
    }
    for (const QString& invented : written - keys - moves) {
        ADD_FAILURE() << "no command has " << invented.toStdString();
    }
}

}  // namespace
