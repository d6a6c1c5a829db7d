// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

namespace widgets {
class StripPlot;
}

namespace gui {

class RingSession;

/// The plots as they are seen, with what a reader must know who does not see the window: which
/// ring, when, how long, and who recorded it.
class PlotPicture {
public:
    /// Both outlive it.
    PlotPicture(const widgets::StripPlot& plot, const RingSession& session);

    /// With two pixels for each on the screen.
    [[nodiscard]] QImage image() const;
    [[nodiscard]] QByteArray png() const;
    [[nodiscard]] QByteArray svg() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString subtitle() const;

private:
    const widgets::StripPlot& m_plot;
    const RingSession& m_session;
};

}  // namespace gui
