// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/quantity.h"

#include <QWidget>

#include <chrono>
#include <optional>

class QLabel;
class QLineEdit;
class QSlider;

namespace gui {

/// How fast a worker is: a slider that is logarithmic, and a field for the exact number.
class PaceControl : public QWidget {
    Q_OBJECT
public:
    /// Of: a producer's rate, or a consumer's work for each event.
    enum class Of { Rate, Work };

    /// @param worker whose it is, in words.
    PaceControl(Of of, const QString& worker, QWidget* parent = nullptr);

    void showRate(rig::Rate rate);
    void showWork(std::chrono::nanoseconds work);

Q_SIGNALS:
    /// Events per second; 0: as fast as it goes.
    void rateChosen(quint64 perSecond);
    void workChosen(qint64 nanoseconds);
    /// What was typed is none: safe to show.
    void refused(const QString& why);

private Q_SLOTS:
    void showSlid(int place);
    void choosePlace(int place);
    void chooseTyped();

private:
    void showValue(quint64 value);
    void choose(quint64 value);
    [[nodiscard]] QString inWords(quint64 value) const;
    [[nodiscard]] std::optional<quint64> parsed(const QString& typed) const;
    [[nodiscard]] quint64 valueAt(int place) const;
    [[nodiscard]] int placeOf(quint64 value) const;

    const Of m_of;
    QSlider* m_slider;
    QLineEdit* m_field;
    std::optional<quint64> m_shown;
};

}  // namespace gui
