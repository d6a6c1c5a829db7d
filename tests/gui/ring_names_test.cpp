// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_row.h"

#include <QFontMetrics>
#include <QGuiApplication>

#include <gtest/gtest.h>

namespace {

QString fitting(const QString& ring, const QString& place, const QString& asWideAs)
{
    gui::RingRow row;
    row.name = ring + place;
    row.place = place;
    const QFontMetrics metrics(QGuiApplication::font());
    return gui::fittingName(row, metrics, metrics.horizontalAdvance(asWideAs));
}

TEST(RingNames, OfOneRecordingAreToldApartHoweverLongTheNameOfItsFile)
{
    const QString place = QStringLiteral(" in last-5-min-20261128T210624Z.ringrec");
    const QString room = QStringLiteral("orders …210624Z.ringrec");
    for (const QString& ring : {QStringLiteral("orders"), QStringLiteral("quotes")}) {
        const QString shown = fitting(ring, place, room);
        EXPECT_TRUE(shown.startsWith(ring)) << shown.toStdString();
        EXPECT_TRUE(shown.endsWith(QStringLiteral("Z.ringrec"))) << shown.toStdString();
        EXPECT_TRUE(shown.contains(u'…')) << shown.toStdString();
        EXPECT_EQ(fitting(ring, place, ring), ring) << "where there is room for no more";
    }
}

TEST(RingNames, OfRigsTellWhatTheyAreAndWhich)
{
    const QString shown = fitting(
        QStringLiteral("ringscope-rig-9867.6639053-0"), {}, QStringLiteral("ringscope…39053-0"));
    EXPECT_TRUE(shown.startsWith(QStringLiteral("ringsc"))) << shown.toStdString();
    EXPECT_TRUE(shown.endsWith(QStringLiteral("53-0"))) << shown.toStdString();
}

TEST(RingNames, ThatFitAreWhole)
{
    const QString place = QStringLiteral(" in a.ringrec");
    EXPECT_EQ(fitting(QStringLiteral("orders"), place, QStringLiteral("orders in a.ringrec  ")),
        QStringLiteral("orders in a.ringrec"));
    EXPECT_EQ(
        fitting(QStringLiteral("orders"), {}, QStringLiteral("orders")), QStringLiteral("orders"));
}

}  // namespace
