// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/qt_warnings.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace {

/// What Qt warns about fails the test in which it does.
class FailOnQtWarnings : public testing::EmptyTestEventListener {
    void OnTestStart(const testing::TestInfo& /*info*/) override { gui_test::takeQtWarnings(); }
    void OnTestEnd(const testing::TestInfo& /*info*/) override
    {
        for (const QString& warning : gui_test::takeQtWarnings()) {
            ADD_FAILURE() << "Qt warns: " << warning.toStdString();
        }
    }
};

}  // namespace

int main(int argc, char** argv)
{
    testing::InitGoogleTest(&argc, argv);
    if (testing::GTEST_FLAG(list_tests)) {
        return RUN_ALL_TESTS();  // asked for while there may be no display
    }
    gui_test::watchQtWarnings();
    QStandardPaths::setTestModeEnabled(true);
    QTemporaryDir settings;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QApplication application(argc, argv);
    testing::UnitTest::GetInstance()->listeners().Append(new FailOnQtWarnings);  // gtest owns it
    return RUN_ALL_TESTS();
}
