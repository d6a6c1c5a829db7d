// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace gui {

/// A line of plain text that ends with "…" where there is no more room; then it is whole in the
/// tool tip.
class LineLabel : public QWidget {
    Q_OBJECT
public:
    /// @param side where text that is too long is cut.
    LineLabel(Qt::TextElideMode side, QPalette::ColorRole role, QWidget* parent);

    void setText(const QString& text);
    [[nodiscard]] const QString& text() const { return m_text; }
    /// Pixels left free before the text.
    void setIndent(int indent);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateTip();

    Qt::TextElideMode m_side;
    QString m_text;
    int m_indent = 0;
};

}  // namespace gui
