// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace gui {

/// "Heal all" in the tool bar: strong, with the number of faults, as long as something is to be
/// healed.
class HealButton : public QToolButton {
    Q_OBJECT
public:
    HealButton(QAction* action, QWidget* parent);

    void setFaults(std::size_t faults);
    [[nodiscard]] bool isStrong() const { return m_faults > 0; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString number() const;

    std::size_t m_faults = 0;
};

}  // namespace gui
