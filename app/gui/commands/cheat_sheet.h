// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace gui {

/// The keys, in a small window of their own that blocks nothing.
class CheatSheet : public QWidget {
    Q_OBJECT
public:
    explicit CheatSheet(QWidget* parent);

protected:
    bool event(QEvent* event) override;
};

}  // namespace gui
