// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include <QApplication>
#include <QSet>

#include <algorithm>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;

class TabOrder : public gui_test::WindowTest {
protected:
    /// Whatever gets the focus on the way round, each once.
    [[nodiscard]] std::vector<QWidget*> wayRound() const
    {
        constexpr int kMost = 300;
        std::vector<QWidget*> visited;
        QWidget* const begun = QApplication::focusWidget();
        for (int i = 0; i < kMost; ++i) {
            const QWidget* before = QApplication::focusWidget();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QWidget* now = QApplication::focusWidget();
            if (now == before) {
                continue;  // to the next link of a text
            }
            if (std::find(visited.begin(), visited.end(), now) != visited.end()) {
                break;
            }
            visited.push_back(now);
        }
        EXPECT_NE(std::find(visited.begin(), visited.end(), begun), visited.end())
            << "it comes back to where it began";
        return visited;
    }
    static std::string nameOf(const QWidget& widget)
    {
        return QStringLiteral("%1 \"%2\" \"%3\"")
            .arg(QLatin1String(widget.metaObject()->className()), widget.objectName(),
                widget.accessibleName())
            .toStdString();
    }
    /// What can be seen and takes the focus by Tab, and is no part of another that does.
    [[nodiscard]] std::vector<QWidget*> reachable() const
    {
        std::vector<QWidget*> all;
        for (QWidget* widget : m_window->findChildren<QWidget*>()) {
            if (widget->isVisible() && widget->isEnabled() && widget->window() == m_window.get()
                && (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->focusProxy() == nullptr) {
                all.push_back(widget);
            }
        }
        return all;
    }
    /// Order in which the panes come: the place of their first part on the way.
    [[nodiscard]] static std::ptrdiff_t placeOf(
        const std::vector<QWidget*>& way, const QWidget* pane)
    {
        return std::find_if(way.begin(), way.end(), [&](const QWidget* widget) {
            return widget == pane || pane->isAncestorOf(widget);
        }) - way.begin();
    }
};

TEST_F(TabOrder, ReachesEverythingOfTheStartPage)
{
    open();
    const std::vector<QWidget*> way = wayRound();
    for (const QWidget* widget : reachable()) {
        EXPECT_NE(std::find(way.begin(), way.end(), widget), way.end()) << nameOf(*widget);
    }
}

TEST_F(TabOrder, ReachesEverythingBesideTheRingAndGoesThroughThePanesInTheirOrder)
{
    LiveRing ring;
    openAtTwoConsumers(ring);
    ASSERT_TRUE(QTest::qWaitFor([&] { return plot()->frames() > 0; }, kWatchdogMs));
    plot()->setFocus();
    std::vector<QWidget*> way = wayRound();
    for (const QWidget* widget : reachable()) {
        EXPECT_NE(std::find(way.begin(), way.end(), widget), way.end()) << nameOf(*widget);
    }
    for (const QWidget* widget : way) {
        const bool saysItself = widget->inherits("QAbstractButton") || widget->inherits("QLabel");
        EXPECT_FALSE(widget->accessibleName().isEmpty() && !saysItself) << nameOf(*widget);
    }
    // Round from the tool bar: left, middle, below, status.
    const auto toolBar = part<QWidget>("toolBar");
    std::rotate(way.begin(), way.begin() + placeOf(way, toolBar), way.end());
    std::ptrdiff_t before = -1;
    for (const char* pane : {"toolBar", "ringsDock", "ringViewDock", "plot", "detailsDock"}) {
        const std::ptrdiff_t place = placeOf(way, part<QWidget>(pane));
        EXPECT_GT(place, before) << pane;
        before = place;
    }
}

}  // namespace
