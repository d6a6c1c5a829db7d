// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/live_ring.h"

#include "gui/window/main_window.h"
#include "gui/window/message_list.h"
#include "widgets/consumer_table_view.h"
#include "widgets/diagnosis_bar.h"
#include "widgets/strip_plot.h"

#include <QAction>
#include <QListView>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

namespace gui_test {

inline constexpr int kWatchdogMs = 40000;

/// A window that remembers into a folder of its own.
class WindowTest : public testing::Test {
protected:
    WindowTest()
    {
        qputenv("RINGSCOPE_WORKER", RINGWORKER_PROGRAM);
        m_options.settingsFile = settingsFile();
        m_options.runsFolder = m_folder.filePath(QStringLiteral("runs"));
    }

    [[nodiscard]] const QTemporaryDir& folder() const { return m_folder; }

    [[nodiscard]] QString settingsFile() const
    {
        return m_folder.filePath(QStringLiteral("a.ini"));
    }

    gui::MainWindow& open()
    {
        m_window = std::make_unique<gui::MainWindow>(m_options);
        m_window->show();
        EXPECT_TRUE(QTest::qWaitForWindowActive(m_window.get(), kWatchdogMs))
            << "for the shortcuts";
        m_window->begin();
        return *m_window;
    }
    void close() { m_window.reset(); }

    template <typename T>
    T* part(const char* name) const
    {
        return m_window->findChild<T*>(QLatin1String(name));
    }
    [[nodiscard]] QWidget* startPage() const { return part<QWidget>("startPage"); }
    [[nodiscard]] widgets::StripPlot* plot() const { return part<widgets::StripPlot>("plot"); }
    [[nodiscard]] widgets::ConsumerTableView* table() const
    {
        return part<widgets::ConsumerTableView>("consumers");
    }
    /// What gets the mouse in the plots.
    [[nodiscard]] QWidget& plotSurface() const { return *plot()->childAt(plot()->rect().center()); }
    /// The number beside a tab's name.
    [[nodiscard]] int countOnTab(int tab) const
    {
        return part<QTabBar>("detailTabs")->tabData(tab).toInt();
    }
    [[nodiscard]] QAction* action(const char* name) const { return part<QAction>(name); }
    [[nodiscard]] QString lead() const
    {
        return part<widgets::DiagnosisBar>("diagnosis")->diagnosis().lead;
    }
    [[nodiscard]] bool leadBecomes(const QString& words) const
    {
        return QTest::qWaitFor([&] { return lead().contains(words); }, kWatchdogMs);
    }
    [[nodiscard]] QStringList messages() const
    {
        QStringList texts;
        for (const auto& message : part<gui::MessageList>("messages")->messages()) {
            texts.append(message.text);
        }
        return texts;
    }
    /// Where a ring stands in a list, once it does; invalid after the watchdog.
    static QModelIndex rowOf(const QAbstractItemView& list, const QString& ring)
    {
        QModelIndex found;
        const bool there = QTest::qWaitFor(
            [&] {
                const QModelIndexList rows = list.model()->match(list.model()->index(0, 0),
                    Qt::DisplayRole, ring, 1, Qt::MatchExactly | Qt::MatchRecursive);
                found = rows.isEmpty() ? QModelIndex() : rows.first();
                return found.isValid() && list.visualRect(found).height() > 0;
            },
            kWatchdogMs);
        EXPECT_TRUE(there) << ring.toStdString() << " is not in the list";
        return found;
    }
    /// A double-click as a mouse makes it.
    static void doubleClick(QAbstractItemView& list, const QModelIndex& row)
    {
        const QPoint at = list.visualRect(row).center();
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(list.viewport(), Qt::LeftButton, {}, at);
    }
    /// The ring needs a consumer.
    void attachAndWait(const LiveRing& ring)
    {
        m_window->attach(ring.shownName());
        ASSERT_TRUE(QTest::qWaitFor(
            [&] {
                const gui::RingSession* session = m_window->workbench().current();
                return session != nullptr && session->firstSample()
                    && table()->model()->rowCount() > 0;
            },
            kWatchdogMs));
    }
    /// A window at a ring with cp_0 and cp_1.
    void openAtTwoConsumers(LiveRing& ring)
    {
        ring.startProducer();
        ring.startConsumer("cp_0");
        ring.startConsumer("cp_1");
        open();
        attachAndWait(ring);
    }

    gui::Options m_options;
    std::unique_ptr<gui::MainWindow> m_window;

private:
    QTemporaryDir m_folder;
};

}  // namespace gui_test
