// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_session.h"

#include "widgets/consumer_row.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace widgets {
class RingView;
}

namespace gui {

class RingLegend;

/// The ring as a picture, and in words and numbers below it.
class RingViewPane : public QWidget {
    Q_OBJECT
public:
    explicit RingViewPane(QWidget* parent = nullptr);

    void showPicture(const RingSession& session);
    /// @param rows its consumers
    void showNumbers(const RingSession& session, const std::vector<widgets::ConsumerRow>& rows);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void consumerClicked(const QString& id);
    void resetRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeNumbers();
    void setNumbers(const monitor::RingReading& reading);
    void setPeaks(const RingPeaks& peaks);
    void giveWay();

    enum Number { Used, Published, Free, Rate, HighWater, Epoch, MostUsed, Blocked };

    widgets::RingView* m_view;
    RingLegend* m_legend;
    std::vector<QLabel*> m_values;  // by Number
    QWidget* m_numbers;
};

}  // namespace gui
