// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <array>

class QHBoxLayout;
class QAbstractButton;

namespace widgets {
class Chip;
}

namespace gui {

/// What stands in the status bar, as values.
struct StatusText {
    QString mode;  ///< "LIVE", "FROZEN 12 s", "Nothing attached"
    QString badge;  ///< "DEMO", "REPLAY"
    QString recording;  ///< "recording run.ringrec, 1.2 MB"
    QString rings;
    QString sampling;
    QString replot;
    QString memory;
    QString problems;
    bool hasProblems = false;
    QString readOnly;
};

/// The parts of the status bar in one row; the read-only proof at its right end. Each leads to what
/// says more.
class StatusLine : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    enum Part { Mode, Badge, Recording, Rings, Sampling, Replot, Memory, Problems, ReadOnly };

    void setText(const StatusText& text);

Q_SIGNALS:
    void clicked(gui::StatusLine::Part part);

private:
    static constexpr int kParts = ReadOnly + 1;

    void set(Part part, const QString& text);

    widgets::Chip* m_badge = nullptr;
    std::array<QWidget*, kParts> m_boxes{};
    std::array<QAbstractButton*, kParts> m_buttons{};
};

}  // namespace gui
