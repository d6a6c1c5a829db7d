// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/consumer_table_model.h"
#include "widgets/consumer_table_view.h"
#include "widgets/pictures.h"
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QEnterEvent>
#include <QHeaderView>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace widgets;
using Column = ConsumerTableModel::Column;

ConsumerRow consumer(int number)
{
    ConsumerRow row;
    row.id = u"cp_%1"_s.arg(number);
    row.series = number;
    row.shape = StateShape::Ok;
    row.tone = Tone::Ok;
    row.word = u"OK"_s;
    row.pid = 4000 + number;
    row.process = u'S';
    return row;
}

std::vector<ConsumerRow> consumers(int count)
{
    std::vector<ConsumerRow> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(consumer(i));
    return rows;
}

QStringList order(const ConsumerTableModel& model)
{
    QStringList ids;
    for (int i = 0; i < model.rowCount(); ++i)
        ids.append(model.row(i).id);
    return ids;
}

QString cell(const ConsumerTableModel& model, int row, Column column)
{
    return model.index(row, column).data().toString();
}

class ConsumerTable : public testing::Test {
protected:
    ConsumerTableModel m_model;
    QAbstractItemModelTester m_tester{
        &m_model, QAbstractItemModelTester::FailureReportingMode::Warning};
};

TEST_F(ConsumerTable, TellsOfOneChangePerRunOfRows)
{
    std::vector<ConsumerRow> rows = consumers(8);
    m_model.setRows(rows, 0ms);
    const QSignalSpy changed(&m_model, &QAbstractItemModel::dataChanged);
    for (const std::size_t i : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{6}})
        rows[i].lagEvents = 100;
    m_model.setRows(rows, 10ms);
    ASSERT_EQ(changed.count(), 2);
    EXPECT_EQ(changed[0][0].toModelIndex().row(), 1);
    EXPECT_EQ(changed[0][1].toModelIndex().row(), 3);
    EXPECT_EQ(changed[0][1].toModelIndex().column(), ConsumerTableModel::kColumnCount - 1);
    EXPECT_EQ(changed[1][0].toModelIndex().row(), 6);
    EXPECT_EQ(changed[1][1].toModelIndex().row(), 6);
}

TEST_F(ConsumerTable, TellsNothingWhenNothingChanged)
{
    m_model.setRows(consumers(3), 0ms);
    const QSignalSpy changed(&m_model, &QAbstractItemModel::dataChanged);
    const QSignalSpy moved(&m_model, &QAbstractItemModel::layoutChanged);
    m_model.setRows(consumers(3), 5000ms);
    EXPECT_EQ(changed.count(), 0);
    EXPECT_EQ(moved.count(), 0);
}

TEST_F(ConsumerTable, HasTheCulpritOnTopThenTheWorst)
{
    std::vector<ConsumerRow> rows = consumers(4);
    rows[1].tone = Tone::Error;
    rows[2].tone = Tone::Warning;
    rows[2].culprit = true;
    m_model.setRows(rows, 0ms);
    EXPECT_EQ(order(m_model), (QStringList{u"cp_2"_s, u"cp_1"_s, u"cp_0"_s, u"cp_3"_s}));
}

TEST_F(ConsumerTable, MovesRowsNotMoreThanOncePerSecond)
{
    std::vector<ConsumerRow> rows = consumers(3);
    m_model.setRows(rows, 0ms);
    const QSignalSpy moved(&m_model, &QAbstractItemModel::layoutChanged);
    for (int i = 1; i <= 100; ++i) {
        rows[1].culprit = i % 2 == 1;
        rows[2].culprit = i % 2 == 0;
        m_model.setRows(rows, std::chrono::milliseconds(i * 30));
    }
    EXPECT_GE(moved.count(), 2);
    EXPECT_LE(moved.count(), 3);  // in 2.97 s
}

TEST_F(ConsumerTable, BringsANewCulpritUpAtOnceWhenNothingMovedLately)
{
    std::vector<ConsumerRow> rows = consumers(3);
    m_model.setRows(rows, 0ms);
    m_model.setRows(rows, 4900ms);
    rows[2].culprit = true;
    m_model.setRows(rows, 5000ms);
    EXPECT_EQ(order(m_model).constFirst(), u"cp_2");
}

TEST_F(ConsumerTable, ValuesChangeAtOnceEvenWhereRowsDoNotMove)
{
    std::vector<ConsumerRow> rows = consumers(2);
    rows[1].culprit = true;
    m_model.setRows(rows, 0ms);
    rows[0].culprit = true;
    rows[1].culprit = false;
    rows[0].lagEvents = 4096;
    m_model.setRows(rows, 10ms);
    EXPECT_EQ(order(m_model).constFirst(), u"cp_1");
    EXPECT_EQ(cell(m_model, m_model.find(u"cp_0"_s), Column::LagEvents), u"4\u202F096");
}

TEST_F(ConsumerTable, ShowsADashForWhatIsNotKnownAndNeverAnEmptyCell)
{
    ConsumerRow unknown = consumer(0);
    unknown.pid = 0;
    unknown.lagTime.reset();
    m_model.setRows({unknown}, 0ms);
    for (const Column column : {Column::Pid, Column::LagTime, Column::NoProgress, Column::Cursor})
        EXPECT_EQ(cell(m_model, 0, column), u"–") << column;
    for (int column = 0; column < ConsumerTableModel::kColumnCount; ++column) {
        if (column != ConsumerTableModel::History) {
            EXPECT_FALSE(cell(m_model, 0, static_cast<Column>(column)).isEmpty()) << column;
        }
    }
}

TEST_F(ConsumerTable, SaysBoundsAsBounds)
{
    ConsumerRow row = consumer(0);
    row.lagTime = MeasuredTime{120, MeasuredTime::Bound::MoreThan};
    m_model.setRows({row}, 0ms);
    EXPECT_EQ(cell(m_model, 0, Column::LagTime), u"> 120 s");
    row.lagTime = MeasuredTime{0.01, MeasuredTime::Bound::LessThan};
    m_model.setRows({row}, 1ms);
    EXPECT_EQ(cell(m_model, 0, Column::LagTime), u"< 10 ms");
}

TEST_F(ConsumerTable, EveryCellSaysItsColumnToAssistiveTechnology)
{
    m_model.setRows(consumers(1), 0ms);
    for (int column = 0; column < ConsumerTableModel::kColumnCount; ++column) {
        const QString spoken = m_model.index(0, column).data(Qt::AccessibleTextRole).toString();
        const QString header = m_model.headerData(column, Qt::Horizontal).toString();
        EXPECT_TRUE(spoken.startsWith(header + u": "_s)) << spoken.toStdString();
    }
}

TEST_F(ConsumerTable, TheSelectionGoesWithItsConsumer)
{
    std::vector<ConsumerRow> rows = consumers(3);
    m_model.setRows(rows, 0ms);
    ConsumerTableView view;
    view.setConsumers(&m_model);
    view.selectConsumer(u"cp_1"_s);
    rows[2].culprit = true;
    m_model.setRows(rows, 2000ms);
    EXPECT_EQ(order(m_model).constFirst(), u"cp_2");
    EXPECT_EQ(view.selectedConsumer(), u"cp_1");
}

TEST_F(ConsumerTable, AConsumerThatLeavesTakesItsSelectionWithIt)
{
    std::vector<ConsumerRow> rows = consumers(3);
    m_model.setRows(rows, 0ms);
    ConsumerTableView view;
    view.setConsumers(&m_model);
    view.selectConsumer(u"cp_1"_s);
    rows.erase(rows.begin() + 1);
    m_model.setRows(rows, 10ms);
    EXPECT_EQ(view.selectedConsumer(), u"");
    EXPECT_EQ(order(m_model), (QStringList{u"cp_0"_s, u"cp_2"_s}));
}

TEST_F(ConsumerTable, TellsWhoWasSelected)
{
    m_model.setRows(consumers(3), 0ms);
    ConsumerTableView view;
    view.setConsumers(&m_model);
    const QSignalSpy selected(&view, &ConsumerTableView::consumerSelected);
    view.selectConsumer(u"cp_2"_s);
    view.selectConsumer(u"cp_2"_s);
    ASSERT_EQ(selected.count(), 1);
    EXPECT_EQ(selected[0][0].toString(), u"cp_2");
}

TEST_F(ConsumerTable, CopiesHeaderAndRowWithTabs)
{
    m_model.setRows(consumers(2), 0ms);
    ConsumerTableView view;
    view.setConsumers(&m_model);
    view.selectConsumer(u"cp_1"_s);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 2);
    EXPECT_TRUE(lines[0].startsWith(u"state\tconsumer\tpid, state\trequired\t"))
        << lines[0].toStdString();
    EXPECT_TRUE(lines[1].startsWith(u"OK\tcp_1\t4001 S\tno\t")) << lines[1].toStdString();
    EXPECT_EQ(lines[0].count(u'\t'), lines[1].count(u'\t'));
}

TEST_F(ConsumerTable, MovesNoRowAwayFromUnderThePointer)
{
    std::vector<ConsumerRow> rows = consumers(3);
    m_model.setRows(rows, 0ms);
    ConsumerTableView view;
    view.setConsumers(&m_model);
    QEnterEvent enter({5, 5}, {5, 5}, {5, 5});
    QCoreApplication::sendEvent(&view, &enter);
    rows[2].culprit = true;
    m_model.setRows(rows, 5000ms);
    EXPECT_EQ(order(m_model).constFirst(), u"cp_0");
    EXPECT_TRUE(m_model.row(2).culprit) << "what it says changes";
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&view, &leave);
    m_model.setRows(rows, 5100ms);
    EXPECT_EQ(order(m_model).constFirst(), u"cp_2");
}

TEST_F(ConsumerTable, OrdersByTheColumnThatIsClickedAndKeepsTheSelection)
{
    std::vector<ConsumerRow> rows = consumers(3);
    rows[0].lagEvents = 5;
    rows[1].lagEvents = 9;
    rows[2].lagEvents = 7;
    m_model.setRows(rows, 0ms);
    ConsumerTableView view;
    view.setConsumers(&m_model);
    view.resize(1400, 200);
    view.show();
    view.selectConsumer(u"cp_2"_s);
    QHeaderView* header = view.horizontalHeader();
    const QPoint at(header->sectionViewportPosition(Column::LagEvents) + 10, header->height() / 2);
    const auto click = [&] { QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at); };
    click();
    EXPECT_EQ(order(m_model), (QStringList{u"cp_1"_s, u"cp_2"_s, u"cp_0"_s}));
    EXPECT_EQ(view.selectedConsumer(), u"cp_2");
    click();
    EXPECT_EQ(order(m_model), (QStringList{u"cp_0"_s, u"cp_2"_s, u"cp_1"_s}));
    click();
    EXPECT_EQ(order(m_model), (QStringList{u"cp_0"_s, u"cp_1"_s, u"cp_2"_s}));
    EXPECT_FALSE(m_model.sortedBy());
}

TEST_F(ConsumerTable, HidesColumnsButNotWhoAndHow)
{
    m_model.setRows(consumers(2), 0ms);
    ConsumerTableView view;
    view.setConsumers(&m_model);
    widgets_test::picture(view, {1400, 200});
    view.setHiddenColumns({Column::State, Column::Consumer, Column::Pid, Column::Cursor});
    EXPECT_EQ(view.hiddenColumns(), (QList<int>{Column::Pid, Column::Cursor}));
    int sum = 0;
    for (int column = 0; column < ConsumerTableModel::kColumnCount; ++column)
        sum += view.isColumnHidden(column) ? 0 : view.columnWidth(column);
    EXPECT_EQ(sum, view.viewport()->width()) << "the others share the room";
}

TEST_F(ConsumerTable, WhatMattersLeastGoesWhereThereIsNoRoom)
{
    m_model.setRows(consumers(2), 0ms);
    ConsumerTableView view;
    view.setConsumers(&m_model);
    widgets_test::picture(view, {1700, 200});
    EXPECT_FALSE(view.isColumnHidden(Column::Required));
    widgets_test::picture(view, {740, 200});
    EXPECT_TRUE(view.isColumnHidden(Column::Required));
    EXPECT_FALSE(view.isColumnHidden(Column::LagEvents));
    EXPECT_EQ(view.hiddenColumns(), QList<int>()) << "nobody asked for it";
    EXPECT_LE(view.horizontalHeader()->length(), view.viewport()->width()) << "nothing scrolls";
    widgets_test::picture(view, {1700, 200});
    EXPECT_FALSE(view.isColumnHidden(Column::Required));
}

TEST_F(ConsumerTable, TheMenuOfARowNamesItsConsumer)
{
    std::vector<ConsumerRow> rows = consumers(2);
    rows[1].id = u"<b>a&b</b>"_s;
    m_model.setRows(rows, 0ms);
    ConsumerTableView view;
    view.setConsumers(&m_model);
    view.resize(1400, 200);
    view.show();
    QStringList texts;
    QTimer::singleShot(0, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        ASSERT_NE(menu, nullptr);
        for (QAction* action : menu->actions())
            texts.append(action->text());
        menu->actions().at(1)->trigger();
        menu->close();
    });
    QContextMenuEvent event(
        QContextMenuEvent::Mouse, view.visualRect(m_model.index(1, 1)).center(), QPoint(10, 10));
    QCoreApplication::sendEvent(view.viewport(), &event);
    ASSERT_EQ(texts.size(), 3);
    EXPECT_EQ(texts[0], u"Copy the row of <b>a&&b</b>");
    EXPECT_EQ(QApplication::clipboard()->text(), u"4001");
}

TEST_F(ConsumerTable, ColumnsFillTheWidthExactlyFromTheLeastOneOn)
{
    m_model.setRows(consumers(3), 0ms);
    for (const int pixels : {11, 13, 16}) {
        widgets_test::setLook(false, pixels);
        ConsumerTableView view;
        view.setConsumers(&m_model);
        for (const int width : {1220, 1400, 1700}) {
            view.resize(width, 200);
            widgets_test::picture(view, view.size());
            int sum = 0;
            for (int column = 0; column < ConsumerTableModel::kColumnCount; ++column)
                sum += view.columnWidth(column);
            EXPECT_EQ(sum, view.viewport()->width()) << pixels << ' ' << width;
        }
    }
    widgets_test::resetLook();
}

TEST_F(ConsumerTable, TheFillBarIsAsLongAsTheLag)
{
    widgets_test::resetLook();
    const QColor used = theme(QApplication::palette()).used;
    int before = -1;
    for (const double percent : {0.0, 25.0, 50.0, 100.0, 250.0}) {
        ConsumerRow row = consumer(0);
        row.lagPercent = percent;
        ConsumerTableModel model;
        model.setRows({row}, 0ms);
        ConsumerTableView view;
        view.setConsumers(&model);
        const int now = widgets_test::count(widgets_test::picture(view, {1200, 120}), used);
        if (percent <= 100) {
            EXPECT_GT(now, before) << percent;
        } else {
            EXPECT_EQ(now, before) << percent;
        }
        before = now;
    }
}

}  // namespace
