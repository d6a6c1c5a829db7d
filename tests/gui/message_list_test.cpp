// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/message_list.h"

#include <gtest/gtest.h>

#include <QStringList>
#include <QTest>

namespace {

using namespace std::chrono_literals;
using widgets::Tone;

constexpr int kWatchdogMs = 40000;

QStringList textsOf(const gui::MessageList& list)
{
    QStringList texts;
    for (const widgets::MessageText& message : list.messages()) {
        texts.append(message.text);
    }
    return texts;
}

TEST(MessageList, WhatIsNoErrorLeavesByItselfAndErrorsStay)
{
    QWidget window;  // is not shown: no mouse is on it
    gui::MessageList list(&window, 1ms);
    list.say(Tone::Error, QStringLiteral("cannot be written"));
    list.say(Tone::Info, QStringLiteral("saved"));
    list.say(Tone::Warning, QStringLiteral("a rig runs already"));
    EXPECT_EQ(list.messages().size(), 3U);
    const QStringList error(QStringLiteral("cannot be written"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return textsOf(list) == error; }, kWatchdogMs))
        << textsOf(list).join(u'|').toStdString();
    EXPECT_FALSE(list.isHidden());
}

TEST(MessageList, WithoutAnErrorItsRoomIsGivenBack)
{
    QWidget window;  // is not shown: no mouse is on it
    gui::MessageList list(&window, 1ms);
    list.say(Tone::Info, QStringLiteral("saved"));
    list.say(Tone::Info, QStringLiteral("saved"));
    EXPECT_EQ(list.messages().front().count, 2);
    EXPECT_TRUE(QTest::qWaitFor([&] { return list.isHidden(); }, kWatchdogMs));
    EXPECT_TRUE(list.messages().empty());
}

}  // namespace
