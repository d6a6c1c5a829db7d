// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/card.h"
#include "widgets/chip.h"
#include "widgets/consumer_table_model.h"
#include "widgets/consumer_table_view.h"
#include "widgets/diagnosis_bar.h"
#include "widgets/icons.h"
#include "widgets/inline_message.h"
#include "widgets/pictures.h"
#include "widgets/ring_view.h"
#include "widgets/sparkline.h"
#include "widgets/strip_plot.h"
#include "widgets/stripes.h"
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QPainter>
#include <QTest>

#include <functional>
#include <memory>
#include <tuple>

namespace {

using namespace Qt::StringLiterals;
using namespace widgets;
using widgets_test::colors;
using widgets_test::count;

using Maker = std::unique_ptr<QWidget> (*)();

struct Kind {
    const char* name;
    Maker make;
};

std::unique_ptr<QWidget> makeRing()
{
    auto view = std::make_unique<RingView>();
    RingViewState state;
    state.capacity = 4096;
    state.held = true;
    state.culprit = u"market-data-archiver"_s;
    state.consumers
        = {{u"cp_0"_s, 0, 0.2}, {u"market-data-archiver"_s, 1, 1}, {u"cp_2"_s, 2, 0, true}};
    state.notes = {u"3.2 s"_s, u"liveness in 1.8 s"_s};
    view->setState(state);
    return view;
}

std::unique_ptr<QWidget> makePlot()
{
    auto plot = std::make_unique<StripPlot>();
    auto samples = std::make_shared<widgets_test::Samples>(40);
    samples->setNow(60);
    plot->setSource(samples);
    Strip lag = lagStrip();
    lag.series = {{u"cp_0"_s, 0, 0, false}, {u"market-data-archiver"_s, 1, 1, true}};
    Strip throughput = throughputStrip();
    throughput.series = lag.series;
    plot->setStrips({lag, throughput});
    StripEvents events;
    events.faults = {
        {u"stall cp_1"_s, 40, 41, 50, 49, 51, false}, {u"kill cp_2"_s, 55, {}, {}, {}, {}, true}};
    events.held = {{56, {}, u"cp_1"_s, 62}};
    events.marks = {{45, u"cp_1"_s, StateShape::Stopped, Tone::Warning}};
    events.captions = {{42, u"healthy"_s}};
    events.missed = {{30, 31, 12}};
    plot->setEvents(events);
    plot->show();
    plot->refresh(60);
    return plot;
}

std::unique_ptr<QWidget> makeTable()
{
    auto view = std::make_unique<ConsumerTableView>();
    auto* model = new ConsumerTableModel(view.get());
    ConsumerRow row;
    row.id = u"market-data-archiver"_s;
    row.word = u"FALLING BEHIND"_s;
    row.shape = StateShape::FallingBehind;
    row.tone = Tone::Warning;
    row.lagPercent = 46;
    row.lagHistory = {0, 0.2F, 0.4F};
    row.pending = 0.5;
    model->setRows({row}, std::chrono::milliseconds(0));
    view->setConsumers(model);
    return view;
}

std::unique_ptr<QWidget> makeBar()
{
    auto bar = std::make_unique<DiagnosisBar>();
    bar->setDiagnosis({Tone::Error, StateShape::Gating, u"cp_1 holds the producer of orders"_s,
        u"All 4096 slots used for 3.2 s."_s, u"Rule 4"_s, 0.6});
    bar->setReadOnly(true, u"O_RDONLY"_s);
    bar->setFollow(false, u"12 s"_s);
    return bar;
}

std::unique_ptr<QWidget> makeMessage()
{
    auto message = std::make_unique<InlineMessage>();
    message->setMessage({Tone::Error, StateShape::Fail, u"orders was replaced."_s, u"Show"_s, 3});
    return message;
}

std::unique_ptr<QWidget> makeChip()
{
    auto chip = std::make_unique<Chip>(ChipStyle::Pill, u"Follow"_s);
    chip->setGlyph(Icon::Follow);
    return chip;
}

class Rendering : public testing::TestWithParam<std::tuple<Kind, bool, int>> {
protected:
    void SetUp() override
    {
        widgets_test::setLook(std::get<1>(GetParam()), std::get<2>(GetParam()));
        m_widget = std::get<0>(GetParam()).make();
    }
    void TearDown() override
    {
        m_widget.reset();
        widgets_test::resetLook();
    }

    std::unique_ptr<QWidget> m_widget;
};

TEST_P(Rendering, ShowsMoreThanItsGroundAtEverySize)
{
    for (const QSize& size :
        {m_widget->minimumSizeHint(), m_widget->sizeHint(), m_widget->sizeHint() * 2}) {
        m_widget->resize(size.expandedTo({20, 20}));
        if (auto* plot = qobject_cast<StripPlot*>(m_widget.get())) {
            QApplication::processEvents();
            plot->refresh(60);
        }
        const QImage image = widgets_test::picture(*m_widget, m_widget->size());
        EXPECT_GE(colors(image), 5) << size.width() << " x " << size.height();
    }
}

TEST_P(Rendering, FollowsAChangeOfTheTheme)
{
    const bool dark = std::get<1>(GetParam());
    m_widget->resize(m_widget->sizeHint());
    if (auto* plot = qobject_cast<StripPlot*>(m_widget.get())) {
        QApplication::processEvents();
        plot->refresh(60);
    }
    widgets_test::picture(*m_widget, m_widget->size());
    widgets_test::setLook(!dark, std::get<2>(GetParam()));
    QApplication::processEvents();
    const QImage after = widgets_test::picture(*m_widget, m_widget->size());
    const Theme& old = dark ? Theme::dark() : Theme::light();
    for (const QColor& color : {old.window, old.errTint, old.alt, old.grid})
        EXPECT_EQ(count(after, color), 0) << color.name().toStdString();
    // White is also the text of a held bar, in both.
    EXPECT_LT(count(after, old.base), after.width() * after.height() / 500);
}

TEST_P(Rendering, HasAnAccessibleName)
{
    const auto* button = qobject_cast<QAbstractButton*>(m_widget.get());
    EXPECT_FALSE(
        m_widget->accessibleName().isEmpty() && (button == nullptr || button->text().isEmpty()));
}

INSTANTIATE_TEST_SUITE_P(Widgets, Rendering,
    testing::Combine(testing::Values(Kind{"RingView", makeRing}, Kind{"StripPlot", makePlot},
                         Kind{"ConsumerTableView", makeTable}, Kind{"DiagnosisBar", makeBar},
                         Kind{"InlineMessage", makeMessage}, Kind{"Chip", makeChip}),
        testing::Bool(), testing::Values(11, 13, 16)),
    [](const auto& kind) {
        return std::string(std::get<0>(kind.param).name)
            + (std::get<1>(kind.param) ? "Dark" : "Light")
            + std::to_string(std::get<2>(kind.param));
    });

TEST(Sparkline, IsHighWhereItsValueIs)
{
    const auto top = [](const std::vector<float>& values) {
        QImage image(76, 18, QImage::Format_RGB32);
        image.fill(Theme::light().base);
        QPainter painter(&image);
        paintSparkline(painter, image.rect(), values, Theme::light());
        painter.end();
        for (int y = 0; y < image.height(); ++y) {
            if (count(image, Theme::light().base, {0, y, image.width(), 1}) < image.width())
                return y;
        }
        return image.height();
    };
    const int flat = top({0, 0, 0, 0});
    const int half = top({0, 0.5F, 0, 0});
    const int full = top({0, 1, 0, 0});
    EXPECT_GT(flat, half);
    EXPECT_GT(half, full);
    EXPECT_EQ(full, top({0, 50, 0, 0}));
}

TEST(Icons, EachHasInkInBothPalettes)
{
    for (const bool dark : {false, true}) {
        widgets_test::setLook(dark);
        for (int i = 0; i < kIconCount; ++i) {
            const QImage image = icon(static_cast<Icon>(i)).pixmap(16, 16).toImage();
            const QColor ink = theme(QApplication::palette()).text;
            int inked = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (pixel.alpha() > 128)
                        inked += std::abs(pixel.lightness() - ink.lightness()) < 40 ? 1 : 0;
                }
            }
            EXPECT_GE(inked, 5) << i;
        }
    }
    widgets_test::resetLook();
}

}  // namespace
