// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery_window.h"

#include "widgets/strip_plot.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

using namespace Qt::StringLiterals;

constexpr int kFrameMs = 33;

bool takePicture(gallery::GalleryWindow& window, const QString& file)
{
    QApplication::processEvents();
    window.refresh(gallery::kNow);
    QApplication::processEvents();
    if (window.grab().save(file))
        return true;
    std::fprintf(stderr, "error: cannot write %s\n", qUtf8Printable(file));
    return false;
}

/// What a frame of the plot costs while time goes on, each with its paint.
void measure(gallery::GalleryWindow& window, int frames)
{
    std::vector<double> replot;
    double now = gallery::kNow;
    QApplication::processEvents();
    window.refresh(now);
    while (static_cast<int>(replot.size()) < frames) {
        now += kFrameMs / 1000.0;
        const quint64 before = window.plot()->frames();
        window.refresh(now);
        if (window.plot()->frames() != before)
            replot.push_back(window.plot()->replotMilliseconds());
        QApplication::processEvents();
    }
    std::sort(replot.begin(), replot.end());
    std::printf("%d frames of %d x %d px: median %.2f ms, 99 %% under %.2f ms, longest %.2f ms\n",
        frames, window.plot()->width(), window.plot()->height(), replot[replot.size() / 2],
        replot[replot.size() * 99 / 100], replot.back());
}

int run(gallery::GalleryWindow& window)
{
    QTimer timer;
    QElapsedTimer clock;
    clock.start();
    QObject::connect(&timer, &QTimer::timeout, &window,
        [&] { window.refresh(gallery::kNow + static_cast<double>(clock.elapsed()) / 1000); });
    timer.start(kFrameMs);
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QCommandLineParser options;
    options.setApplicationDescription(u"Shows every widget with made-up data."_s);
    options.addHelpOption();
    const QCommandLineOption dark(u"dark"_s, u"Use the dark theme."_s);
    const QCommandLineOption font(u"font-px"_s, u"Size of the font, in pixels."_s, u"pixels"_s);
    const QCommandLineOption screenshot(u"screenshot"_s, u"Save a picture and quit."_s, u"file"_s);
    const QCommandLineOption frames(
        u"measure"_s, u"Draw the plot so often, say what a frame costs, and quit."_s, u"frames"_s);
    const QCommandLineOption width(
        u"width"_s, u"Width of the window, in pixels."_s, u"pixels"_s, u"1600"_s);
    options.addOptions({dark, font, screenshot, frames, width});
    options.process(app);
    if (options.isSet(font)) {
        QFont sized = QApplication::font();
        sized.setPixelSize(options.value(font).toInt());
        QApplication::setFont(sized);
    }
    widgets::applyTheme(options.isSet(dark) ? widgets::Scheme::Dark : widgets::Scheme::Light);
    gallery::GalleryWindow window;
    constexpr int kHeight = 1660;
    window.resize(options.value(width).toInt(), kHeight);
    window.show();
    if (options.isSet(screenshot))
        return takePicture(window, options.value(screenshot)) ? 0 : 1;
    if (options.isSet(frames)) {
        measure(window, std::max(1, options.value(frames).toInt()));
        return 0;
    }
    return run(window);
}
