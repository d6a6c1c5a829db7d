// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/readings.h"
#include "widgets/ring_view.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QTreeView>

#include <array>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;

/// Names that other programs could write into a segment; 200 with what stands around them.
std::vector<std::string> hostileNames()
{
    std::string marks = "e";
    for (int i = 0; i < 1000; ++i) {
        marks += "\xcc\x81";
    }
    const std::array<std::string, 20> seeds{"\x1b]0;title\a", "\x1b[2J",
        "\xe2\x80\xae"
        "txt.exe",
        "<img src='file:///etc/passwd'>", "<table><tr><td>1", "<b>bold</b>", "&amp;&lt;b&gt;",
        marks, "\xed\xa0\x80", "\xc0\xaf", "%n%s%1%2%3%4", "=cmd|'/C calc'!A0",
        "\xf0\x9f\x92\xa5\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80", std::string(4000, 'W'),
        "a\nb\r\tc", std::string("a\0b", 3), "title[*]", "&File", "\xe2\x80\x8f\xd7\xa9\xd7\x9c",
        "<a href=\"http://127.0.0.1/\">here</a>"};
    std::vector<std::string> names;
    for (const std::string& seed : seeds) {
        for (int i = 0; i < 10; ++i) {
            names.push_back(i % 2 == 0 ? seed + std::to_string(i) : std::to_string(i) + seed);
        }
    }
    return names;
}

bool isOneHarmlessLine(const QString& text)
{
    return std::none_of(text.begin(), text.end(), [](QChar character) {
        return character.unicode() < 0x20 || character.unicode() == 0x7f
            || character.unicode() == 0x202e;
    });
}

class Hostile : public gui_test::WindowTest {
protected:
    /// The window with a ring of that reading; whatever the sampler finds comes later.
    void showReading(const monitor::RingReading& reading)
    {
        m_window->workbench().current()->apply(reading);
        m_window->findChild<QAction*>(QStringLiteral("resetView"))->trigger();
        EXPECT_FALSE(m_window->grab().isNull());
    }
    static void expectHarmless(const QAbstractItemModel& model, const QModelIndex& parent = {})
    {
        for (int row = 0; row < model.rowCount(parent); ++row) {
            for (int column = 0; column < model.columnCount(parent); ++column) {
                const QString text = model.index(row, column, parent).data().toString();
                EXPECT_TRUE(isOneHarmlessLine(text)) << text.toStdString();
            }
            expectHarmless(model, model.index(row, 0, parent));
        }
    }
};

TEST_F(Hostile, ConsumersAreShownAsTextAndOneLineHigh)
{
    const std::vector<std::string> names = hostileNames();
    ASSERT_EQ(names.size(), 200U);
    open();
    m_window->attach(QStringLiteral("hostile"));
    for (std::size_t first = 0; first < names.size(); first += 20) {
        std::vector<std::string> ids(names.begin() + static_cast<std::ptrdiff_t>(first),
            names.begin() + static_cast<std::ptrdiff_t>(first + 20));
        monitor::RingReading reading = gui_test::heldReading(
            10 + static_cast<double>(first), ids, ids.front(), 9 + static_cast<double>(first));
        reading.ring = "hostile";
        showReading(reading);
    }
    for (const char* name : {"consumers", "events", "problems"}) {
        const auto* view = part<QAbstractItemView>(name);
        EXPECT_GT(view->model()->rowCount(), 0) << name;
        expectHarmless(*view->model());
    }
    for (int row = 1; row < table()->model()->rowCount(); ++row) {
        EXPECT_EQ(table()->rowHeight(row), table()->rowHeight(0));
    }
    const auto& events = m_window->journal().events();
    bool found = false;
    for (int row = 0; row < events.rowCount(); ++row) {
        found = found || events.loggedEvent(row).text.contains(QStringLiteral("%n%s%1%2%3%4"));
    }
    EXPECT_TRUE(found) << "what looks like a place for an argument stays what it is";
}

TEST_F(Hostile, NoLabelTakesANameForMarkup)
{
    open();
    m_window->attach(QStringLiteral("hostile"));
    const std::vector<std::string> ids{"<img src='file:///etc/passwd'>", "<table><tr><td>"};
    monitor::RingReading reading = gui_test::heldReading(10, ids, ids.front(), 9);
    reading.ring = "hostile";
    showReading(reading);
    for (const QLabel* label : m_window->findChildren<QLabel*>()) {
        const bool plain = label->textFormat() == Qt::PlainText;
        EXPECT_TRUE(plain || !label->text().contains(QStringLiteral("<img")))
            << label->text().toStdString();
        EXPECT_TRUE(plain || !label->text().contains(QStringLiteral("<table")))
            << label->text().toStdString();
    }
}

TEST_F(Hostile, AThousandRingsWithSuchNamesAreListed)
{
    open();
    m_window->attach(QStringLiteral("hostile"));
    std::vector<monitor::RingListing> listings;
    for (const std::string& name : hostileNames()) {
        for (int i = 0; i < 5; ++i) {
            monitor::RingListing listing;
            listing.ring = name + std::to_string(i);
            listing.state = i % 2 == 0 ? monitor::RingWord::Live : monitor::RingWord::Incompatible;
            listing.reason = name;
            listings.push_back(listing);
        }
    }
    std::sort(listings.begin(), listings.end(),
        [](const auto& a, const auto& b) { return a.ring < b.ring; });
    m_window->journal().census().take(listings, monitor::Clock::now());
    m_window->findChild<QAction*>(QStringLiteral("resetView"))->trigger();
    auto* rings = part<QTreeView>("rings");
    EXPECT_GE(rings->model()->rowCount(rings->model()->index(0, 0)), 1000);
    expectHarmless(*rings->model());
    EXPECT_FALSE(rings->grab().isNull());
}

TEST_F(Hostile, ARingThatIsCutShortIsSaidToBeAndItsPastIsKept)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    ASSERT_TRUE(QFile::resize(ring.path(), 1000));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return part<widgets::RingView>("ringView")->state().word == QStringLiteral("TRUNCATED");
        },
        kWatchdogMs))
        << lead().toStdString();
    EXPECT_EQ(m_window->workbench().current()->ring(), ring.name()) << "it stays selected";
    EXPECT_TRUE(m_window->workbench().history().oldest(ring.name()));
    EXPECT_GT(m_window->journal().problems().openCount(), 0);
    EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
}

TEST_F(Hostile, ARingThatIsReplacedBySomethingElseIsNoRingAnyMore)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    QFile::remove(ring.path());
    QFile other(ring.path());
    ASSERT_TRUE(other.open(QIODevice::WriteOnly));
    other.write(QByteArray(100000, '\x5a'));
    other.close();
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            const auto& reading = m_window->workbench().current()->reading();
            return reading && !reading->attached;
        },
        kWatchdogMs));
    EXPECT_TRUE(m_window->workbench().history().oldest(ring.name()));
    EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
}

}  // namespace
