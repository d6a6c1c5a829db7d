// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnosis_bar.h"

#include "widgets/chip.h"
#include "widgets/inline_message.h"
#include "widgets/pictures.h"
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace {

using namespace Qt::StringLiterals;
using namespace widgets;
using widgets_test::count;
using widgets_test::picture;

constexpr QSize kSize(900, 60);

DiagnosisText held()
{
    return {Tone::Error, StateShape::Gating, u"cp_1 holds the producer of orders"_s,
        u"pid 4121, stopped by a signal for 3.6 s."_s, u"Rule 4, evidence"_s, 0.5};
}

Chip* chip(const QWidget& bar, const QString& start)
{
    for (Chip* candidate : bar.findChildren<Chip*>()) {
        if (candidate->text().startsWith(start))
            return candidate;
    }
    return nullptr;
}

class DiagnosisBarTest : public testing::Test {
protected:
    void SetUp() override { widgets_test::resetLook(); }
};

TEST_F(DiagnosisBarTest, ItsAccessibleTextIsTheSentenceAndTheEvidence)
{
    DiagnosisBar bar;
    bar.setDiagnosis(held());
    EXPECT_EQ(bar.accessibleName(), u"cp_1 holds the producer of orders");
    EXPECT_EQ(bar.accessibleDescription(), u"pid 4121, stopped by a signal for 3.6 s.");
    EXPECT_EQ(bar.diagnosis(), held());
}

TEST_F(DiagnosisBarTest, IsTintedOnlyWhenSomethingIsWrong)
{
    const Theme& t = theme(QApplication::palette());
    for (const Tone tone : {Tone::Quiet, Tone::Ok, Tone::Info, Tone::Warning, Tone::Error}) {
        DiagnosisText text = held();
        text.tone = tone;
        DiagnosisBar bar;
        bar.setDiagnosis(text);
        const QImage image = picture(bar, kSize);
        const QColor ground = image.pixelColor(kSize.width() / 2, 4);
        EXPECT_EQ(ground, isLoud(tone) ? toneTint(t, tone) : t.base) << static_cast<int>(tone);
        EXPECT_EQ(image.pixelColor(1, 20), toneColor(t, tone)) << static_cast<int>(tone);
    }
}

TEST_F(DiagnosisBarTest, TheLineAtItsLowerEdgeFillsUpToTheDeadline)
{
    const QColor red = theme(QApplication::palette()).err;
    const QRect lowest(10, kSize.height() - 1, kSize.width() - 10, 1);
    for (const double share : {0.0, 0.25, 0.5, 1.0, 3.0}) {
        DiagnosisText text = held();
        text.deadline = share;
        DiagnosisBar bar;
        bar.setDiagnosis(text);
        const int filled = count(picture(bar, kSize), red, lowest);
        const double expected = kSize.width() * std::min(share, 1.0) - 10;
        EXPECT_NEAR(filled, std::max(0.0, expected), 1) << share;
    }
}

TEST_F(DiagnosisBarTest, WithoutADeadlineThereIsNoLine)
{
    DiagnosisText text = held();
    text.deadline.reset();
    DiagnosisBar bar;
    bar.setDiagnosis(text);
    const QRect lowest(10, kSize.height() - 1, kSize.width() - 10, 1);
    EXPECT_EQ(count(picture(bar, kSize), theme(QApplication::palette()).err, lowest), 0);
}

TEST_F(DiagnosisBarTest, TheReadOnlyChipSaysItsProofAndAsksForMore)
{
    DiagnosisBar bar;
    bar.resize(kSize);
    Chip* readOnly = chip(bar, u"read-only"_s);
    ASSERT_NE(readOnly, nullptr);
    EXPECT_TRUE(readOnly->isHidden());
    bar.setReadOnly(true, u"O_RDONLY, not mapped"_s);
    EXPECT_FALSE(readOnly->isHidden());
    EXPECT_EQ(readOnly->toolTip(), u"O_RDONLY, not mapped");
    EXPECT_EQ(readOnly->accessibleDescription(), u"O_RDONLY, not mapped");
    const QSignalSpy asked(&bar, &DiagnosisBar::proofRequested);
    readOnly->click();
    EXPECT_EQ(asked.count(), 1);
}

TEST_F(DiagnosisBarTest, TheFollowPillSaysHowFarTheViewIsBehind)
{
    DiagnosisBar bar;
    bar.resize(kSize);
    Chip* follow = chip(bar, u"Follow"_s);
    ASSERT_NE(follow, nullptr);
    EXPECT_TRUE(follow->isChecked());
    bar.setFollow(false, u"12 s"_s);
    EXPECT_EQ(follow->text(), u"Follow (12 s behind)");
    EXPECT_FALSE(follow->isChecked());
    bar.setFollow(true);
    EXPECT_EQ(follow->text(), u"Follow");
    EXPECT_TRUE(follow->isChecked());
}

TEST_F(DiagnosisBarTest, AClickOnTheFollowPillAsksForTheOther)
{
    DiagnosisBar bar;
    bar.resize(kSize);
    const QSignalSpy asked(&bar, &DiagnosisBar::followRequested);
    bar.setFollow(false, u"12 s"_s);
    chip(bar, u"Follow"_s)->click();
    ASSERT_EQ(asked.count(), 1);
    EXPECT_TRUE(asked[0][0].toBool());
}

TEST_F(DiagnosisBarTest, ALinkIsClickedByMouseAndKeyboard)
{
    DiagnosisBar bar;
    bar.setDiagnosis(held());
    bar.resize(kSize);
    bar.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&bar));
    auto* link = bar.findChild<QLabel*>();
    ASSERT_NE(link, nullptr);
    EXPECT_TRUE(link->isVisible());
    const QSignalSpy clicked(&bar, &DiagnosisBar::linkClicked);
    QTest::mouseMove(link, link->rect().center());
    QTest::mouseClick(link, Qt::LeftButton, {}, link->rect().center());
    EXPECT_EQ(clicked.count(), 1);
    link->setFocus(Qt::TabFocusReason);
    QTest::keyClick(link, Qt::Key_Return);
    EXPECT_EQ(clicked.count(), 2);
}

TEST_F(DiagnosisBarTest, LooksInAnotherThemeLikeOneThatWasMadeInIt)
{
    DiagnosisBar bar;
    bar.setDiagnosis(held());
    picture(bar, kSize);
    widgets_test::setLook(true);
    QCoreApplication::processEvents();  // the widgets are told later
    DiagnosisBar other;
    other.setDiagnosis(held());
    EXPECT_TRUE(picture(bar, kSize) == picture(other, kSize)) << "also its link";
}

TEST_F(DiagnosisBarTest, ForeignTextInALinkIsNoMarkup)
{
    DiagnosisText text = held();
    text.link = u"<b>x</b>"_s;
    DiagnosisBar bar;
    bar.setDiagnosis(text);
    EXPECT_TRUE(bar.findChild<QLabel*>()->text().contains(u"&lt;b&gt;x&lt;/b&gt;"));
}

TEST_F(DiagnosisBarTest, GivesTheSentenceTheRoomOfWhatIsSaidElsewhere)
{
    DiagnosisBar bar;
    bar.setReadOnly(true, u"O_RDONLY"_s);
    bar.setDiagnosis(held());
    const auto* link = bar.findChild<QLabel*>();
    picture(bar, kSize);
    EXPECT_TRUE(link->isVisibleTo(&bar) && chip(bar, u"read-only"_s)->isVisibleTo(&bar));
    picture(bar, {680, 60});
    EXPECT_FALSE(link->isVisibleTo(&bar));
    EXPECT_TRUE(chip(bar, u"read-only"_s)->isVisibleTo(&bar));
    picture(bar, {400, 60});
    EXPECT_FALSE(chip(bar, u"read-only"_s)->isVisibleTo(&bar));
    EXPECT_TRUE(chip(bar, u"Follow"_s)->isVisibleTo(&bar));
}

TEST_F(DiagnosisBarTest, TooLongATextIsCutBeforeTheChips)
{
    DiagnosisText text = held();
    text.lead = QString(400, u'W');
    text.evidence = text.lead;
    DiagnosisBar bar;
    bar.setReadOnly(true, u"O_RDONLY"_s);
    bar.setDiagnosis(text);
    const QImage image = picture(bar, kSize);
    const auto* link = bar.findChild<QLabel*>();
    const QRect before(link->x() - 4, 4, 3, kSize.height() - 8);
    EXPECT_EQ(count(image, theme(bar.palette()).errTint, before), before.width() * before.height());
}

TEST(InlineMessage, SaysItsTextItsCountAndItsLink)
{
    widgets_test::resetLook();
    InlineMessage message;
    message.setMessage(
        {Tone::Warning, StateShape::High, u"Sampler missed 12 samples."_s, u"Details"_s, 3});
    EXPECT_EQ(message.accessibleName(), u"Sampler missed 12 samples.");
    EXPECT_FALSE(message.findChild<QLabel*>()->isHidden());
    const QImage thrice = picture(message, {500, 30});
    message.setMessage(
        {Tone::Warning, StateShape::High, u"Sampler missed 12 samples."_s, u"Details"_s, 1});
    EXPECT_NE(thrice, picture(message, {500, 30}));
}

TEST(InlineMessage, WithoutALinkHasNone)
{
    InlineMessage message;
    message.setMessage({Tone::Info, StateShape::Idle, u"Saved."_s, {}, 1});
    EXPECT_TRUE(message.findChild<QLabel*>()->isHidden());
}

TEST(InlineMessage, IsClosedByItsButton)
{
    InlineMessage message;
    message.setMessage({Tone::Info, StateShape::Idle, u"Saved."_s, {}, 1});
    const QSignalSpy closed(&message, &InlineMessage::closed);
    auto* button = message.findChild<QToolButton*>();
    EXPECT_FALSE(button->accessibleName().isEmpty());
    button->click();
    EXPECT_EQ(closed.count(), 1);
}

}  // namespace
