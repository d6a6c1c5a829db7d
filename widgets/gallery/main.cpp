// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery_data.h"
#include "gallery_window.h"

#include "widgets/strip_plot.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>

#include <cstdio>

namespace {

using namespace Qt::StringLiterals;

void refreshPlot(const QWidget& window)
{
    window.findChild<widgets::StripPlot*>(u"plot"_s)->refresh(gallery::kNow);
}

bool takePicture(QWidget& window, const QString& file)
{
    QApplication::processEvents();
    refreshPlot(window);
    QApplication::processEvents();
    return window.grab().save(file);
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
    const QCommandLineOption width(
        u"width"_s, u"Width of the window, in pixels."_s, u"pixels"_s, u"1600"_s);
    options.addOptions({dark, font, screenshot, width});
    options.process(app);
    if (options.isSet(font)) {
        QFont sized = QApplication::font();
        sized.setPixelSize(options.value(font).toInt());
        QApplication::setFont(sized);
    }
    widgets::applyTheme(app, options.isSet(dark) ? widgets::Scheme::Dark : widgets::Scheme::Light);
    gallery::GalleryWindow window;
    constexpr int kHeight = 1660;
    window.resize(options.value(width).toInt(), kHeight);
    window.show();
    if (options.isSet(screenshot)) {
        const bool saved = takePicture(window, options.value(screenshot));
        if (!saved)
            std::fprintf(
                stderr, "error: cannot write %s\n", qUtf8Printable(options.value(screenshot)));
        return saved ? 0 : 1;
    }
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &window, [&window] { refreshPlot(window); });
    constexpr int kFrameMs = 33;
    timer.start(kFrameMs);
    return QApplication::exec();
}
