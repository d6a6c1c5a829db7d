// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/icons.h"

#include <QAbstractButton>

#include <optional>

namespace widgets {

/// Quiet: rounded, grey. Pill: rounded, accent while checked. Badge: capitals in a frame.
enum class ChipStyle { Quiet, Pill, Badge };

class Chip : public QAbstractButton {
    Q_OBJECT
public:
    Chip(ChipStyle style, const QString& text, QWidget* parent = nullptr);

    void setGlyph(std::optional<Icon> glyph);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QFont faceFont() const;

    ChipStyle m_style;
    std::optional<Icon> m_glyph;
};

}  // namespace widgets
