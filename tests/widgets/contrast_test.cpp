// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/icons.h"
#include "widgets/pictures.h"
#include "widgets/state_shape.h"
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QMenu>

#include <string>

namespace {

using namespace widgets;
using widgets_test::contrast;

constexpr double kText = 4.5;
constexpr double kCurve = 3;

class Contrast : public testing::TestWithParam<bool> {
protected:
    [[nodiscard]] static const Theme& look() { return GetParam() ? Theme::dark() : Theme::light(); }

    static void expectText(const QColor& text, const QColor& ground, const char* what)
    {
        EXPECT_GE(contrast(text, ground), kText)
            << what << ": " << text.name().toStdString() << " on " << ground.name().toStdString();
    }
};

TEST_P(Contrast, TextIsReadOnEveryGroundItStandsOn)
{
    const Theme& t = look();
    for (const QColor& ground : {t.window, t.base, t.alt, t.btn, t.greyTint}) {
        expectText(t.text, ground, "text");
        expectText(t.text2, ground, "text2");
        expectText(t.text3, ground, "text3");
    }
    expectText(t.text, t.sel, "text of a selected row");
    expectText(t.text2, t.sel, "text2 of a selected row");
    expectText(t.inkText, t.ink, "strong button");
    expectText(t.errSolidText, t.errSolid, "held bar");
    expectText(t.text, t.fault, "name of a fault");
    expectText(t.text2, t.fault, "second text on a fault");
    expectText(t.text3, t.fault, "limit on a fault");
}

TEST_P(Contrast, TonesAreReadOnBaseOnTheirTintAndOnASelectedRow)
{
    const Theme& t = look();
    for (const Tone tone : {Tone::Quiet, Tone::Ok, Tone::Info, Tone::Warning, Tone::Error}) {
        const QColor color = toneColor(t, tone);
        const std::string what = "tone " + std::to_string(static_cast<int>(tone));
        expectText(color, t.base, what.c_str());
        expectText(color, t.alt, what.c_str());
        expectText(color, t.sel, what.c_str());
        expectText(color, toneTint(t, tone), what.c_str());
        expectText(t.text, toneTint(t, tone), "lead of the diagnosis");
        expectText(t.text2, toneTint(t, tone), "evidence of the diagnosis");
        expectText(t.accent, toneTint(t, tone), "link of the diagnosis");
    }
    expectText(t.err, t.fault, "held, on a fault");
    expectText(t.accent, t.base, "link");
    expectText(t.accent, t.window, "link");
}

TEST_P(Contrast, CurvesAreSeenOnBaseAndOnTheBandOfAFault)
{
    const Theme& t = look();
    for (int series = kProducerSeries; series < 8; ++series) {
        EXPECT_GE(contrast(t.series(series), t.base), kCurve) << series;
        EXPECT_GE(contrast(t.series(series), t.fault), kCurve) << series;
    }
    EXPECT_GE(contrast(t.faultEdge, t.base), kCurve);
    EXPECT_GE(contrast(t.used, t.base), kCurve - 0.01);
}

TEST_P(Contrast, PaletteSaysTheSameAsTheTheme)
{
    const Theme& t = look();
    const QPalette palette = t.toPalette();
    EXPECT_EQ(palette.color(QPalette::WindowText), t.text);
    EXPECT_EQ(palette.color(QPalette::HighlightedText), t.text);
    EXPECT_EQ(palette.color(QPalette::Highlight), t.sel);
    EXPECT_EQ(&theme(palette), &t);
    for (const auto& [text, ground] :
        {std::pair{QPalette::WindowText, QPalette::Window}, {QPalette::Text, QPalette::Base},
            {QPalette::ButtonText, QPalette::Button}, {QPalette::PlaceholderText, QPalette::Base},
            {QPalette::ToolTipText, QPalette::ToolTipBase},
            {QPalette::HighlightedText, QPalette::Highlight}, {QPalette::Link, QPalette::Base}})
        expectText(palette.color(text), palette.color(ground), "palette");
}

TEST_P(Contrast, ACheckBoxIsSeenAndWhetherItIsTicked)
{
    widgets_test::setLook(GetParam());
    for (const bool inMenu : {false, true}) {
        const auto painted = [inMenu](bool ticked) {
            QCheckBox box;
            box.setChecked(ticked);
            QMenu menu;
            QAction* action = menu.addAction(icon(Icon::Rig), QStringLiteral("Rig"));
            action->setCheckable(true);
            action->setChecked(ticked);
            return inMenu ? widgets_test::picture(menu, {80, 30})
                          : widgets_test::picture(box, {40, 30});
        };
        const QImage open = painted(false);
        const QImage ticked = painted(true);
        const QRect indicator(0, 0, 24, 30);
        int seen = 0;
        int differ = 0;
        for (int y = indicator.top(); y <= indicator.bottom(); ++y) {
            for (int x = indicator.left(); x <= indicator.right(); ++x) {
                seen += contrast(open.pixelColor(x, y), look().window) >= kCurve ? 1 : 0;
                differ
                    += contrast(open.pixelColor(x, y), ticked.pixelColor(x, y)) >= kCurve ? 1 : 0;
            }
        }
        EXPECT_GT(seen, 24) << "its four edges, in a menu: " << inMenu;
        EXPECT_GT(differ, 40) << "its face, in a menu: " << inMenu;
    }
    widgets_test::resetLook();
}

TEST_P(Contrast, SeriesRepeatFromTheNinthOnAndTheProducerIsInk)
{
    EXPECT_EQ(look().series(8), look().series(0));
    EXPECT_EQ(look().series(kProducerSeries), look().ink);
}

INSTANTIATE_TEST_SUITE_P(Schemes, Contrast, testing::Bool(),
    [](const auto& scheme) { return scheme.param ? "Dark" : "Light"; });

}  // namespace
