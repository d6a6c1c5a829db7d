// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include "flat_style.h"

#include <QApplication>
#include <QToolTip>

#include <cstddef>

namespace widgets {

namespace {

Theme makeLight()
{
    Theme t;
    t.window = 0xF2F3F5;
    t.base = 0xFFFFFF;
    t.alt = 0xF8F9FA;
    t.line = 0xDCDFE4;
    t.ctl = 0xB4BAC4;
    t.btn = 0xFBFBFC;
    t.text = 0x1B1F24;
    t.text2 = 0x454C56;
    t.text3 = 0x5F6772;
    t.grid = 0xECEEF1;
    t.axis = 0xC9CDD4;
    t.accent = 0x1F5FBF;
    t.sel = 0xE4EDF9;
    t.ink = 0x1B1F24;
    t.inkText = 0xFFFFFF;
    t.used = 0x8D95A1;
    t.free = 0xE7E9ED;
    t.fault = 0xF8EFDC;
    t.faultEdge = 0xA66A00;
    t.err = 0xB3261E;
    t.errTint = 0xFCEEEB;
    t.errSolid = 0xB3261E;
    t.errSolidText = 0xFFFFFF;
    t.warn = 0x8A5200;
    t.warnTint = 0xFBF2E0;
    t.info = 0x0B5C9E;
    t.infoTint = 0xE9F2FA;
    t.ok = 0x1F6B46;
    t.okTint = 0xEAF5EF;
    t.grey = 0x5F6772;
    t.greyTint = 0xEFF1F3;
    t.seriesColors
        = {0x0072B2, 0xB4528A, 0x00805D, 0xAD7000, 0x2B87BF, 0xC85200, 0x7A7200, 0x6B727D};
    return t;
}

Theme makeDark()
{
    Theme t;
    t.isDark = true;
    t.window = 0x202328;
    t.base = 0x17191D;
    t.alt = 0x1B1E22;
    t.line = 0x343940;
    t.ctl = 0x545C67;
    t.btn = 0x2A2E34;
    t.text = 0xE8EAED;
    t.text2 = 0xBCC3CC;
    t.text3 = 0x98A1AC;
    t.grid = 0x25292F;
    t.axis = 0x454B54;
    t.accent = 0x75ACF0;
    t.sel = 0x23344B;
    t.ink = 0xE8EAED;
    t.inkText = 0x17191D;
    t.used = 0x5E6772;
    t.free = 0x272B31;
    t.fault = 0x2B2517;
    t.faultEdge = 0xC8943A;
    t.err = 0xFF8A7C;
    t.errTint = 0x361F1E;
    t.errSolid = 0xC13F30;
    t.errSolidText = 0xFFFFFF;
    t.warn = 0xEBB34D;
    t.warnTint = 0x322815;
    t.info = 0x82BAF0;
    t.infoTint = 0x1B2B3D;
    t.ok = 0x74C79B;
    t.okTint = 0x1A2D24;
    t.grey = 0x98A1AC;
    t.greyTint = 0x2A2E34;
    t.seriesColors
        = {0x3F9BDC, 0xDB8AB8, 0x2DBB92, 0xE3A52B, 0x8ED0F6, 0xF07C3E, 0xEDE04A, 0xA7AFB9};
    return t;
}

QColor mixed(const QColor& color, const QColor& ground, double share)
{
    const auto part
        = [share](int a, int b) { return static_cast<int>(a * share + b * (1 - share)); };
    return {part(color.red(), ground.red()), part(color.green(), ground.green()),
        part(color.blue(), ground.blue())};
}

constexpr double kDisabledShare = 0.6;

}  // namespace

const Theme& Theme::light()
{
    static const Theme kTheme = makeLight();
    return kTheme;
}

const Theme& Theme::dark()
{
    static const Theme kTheme = makeDark();
    return kTheme;
}

QColor Theme::series(int number) const
{
    if (number == kGreySeries)
        return text3;
    if (number == kPaleSeries)
        return used;
    if (number < 0)
        return ink;
    return seriesColors[static_cast<std::size_t>(number) % seriesColors.size()];
}

QPalette Theme::toPalette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, alt);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, text3);
    palette.setColor(QPalette::Button, btn);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, err);
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::LinkVisited, accent);
    palette.setColor(QPalette::Highlight, sel);
    palette.setColor(QPalette::HighlightedText, text);
    palette.setColor(QPalette::Light, isDark ? ctl : base);
    palette.setColor(QPalette::Midlight, line);
    palette.setColor(QPalette::Mid, ctl);
    palette.setColor(QPalette::Dark, isDark ? line : text3);
    palette.setColor(QPalette::Shadow, isDark ? base : text2);
    const QColor faint = mixed(text3, window, kDisabledShare);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text,
             QPalette::ButtonText, QPalette::HighlightedText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

const Theme& theme(const QPalette& palette)
{
    constexpr int kHalf = 128;
    return palette.color(QPalette::Active, QPalette::Window).lightness() < kHalf ? Theme::dark()
                                                                                 : Theme::light();
}

void applyTheme(Scheme scheme)
{
    // What the platform gave, asked before the first palette of ours hides it.
    static const bool kSystemIsDark = theme(QApplication::palette()).isDark;
    const bool dark = scheme == Scheme::Dark || (scheme == Scheme::System && kSystemIsDark);
    if (qobject_cast<FlatStyle*>(QApplication::style()) == nullptr)
        QApplication::setStyle(new FlatStyle);
    const QPalette palette = (dark ? Theme::dark() : Theme::light()).toPalette();
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

}  // namespace widgets
