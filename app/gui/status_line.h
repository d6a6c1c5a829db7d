// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <array>

class QHBoxLayout;
class QLabel;

namespace gui {

/// What stands in the status bar, as values.
struct StatusText {
    QString mode;  ///< "LIVE", "FROZEN 12 s", "Nothing attached"
    bool demo = false;
    QString rings;
    QString sampling;
    QString replot;
    QString memory;
    QString problems;
    bool hasProblems = false;
    QString readOnly;
};

/// The parts of the status bar in one row; the read-only proof at its right end.
class StatusLine : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    void setText(const StatusText& text);

private:
    enum Part { Mode, Demo, Rings, Sampling, Replot, Memory, Problems, ReadOnly };
    static constexpr int kParts = ReadOnly + 1;

    void set(Part part, const QString& text);

    std::array<QWidget*, kParts> m_boxes{};
    std::array<QLabel*, kParts> m_labels{};
};

}  // namespace gui
