// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/errand.h"

#include <QDialog>

class QPlainTextEdit;

namespace gui {

class Workbench;

/// Which program this is, and what there is to say about this machine, to be copied. Other windows
/// go on beside it.
class AboutBox : public QDialog {
    Q_OBJECT
public:
    AboutBox(Workbench& workbench, QWidget* parent);

    [[nodiscard]] QString text() const;

private Q_SLOTS:
    void copy();

private:
    QPlainTextEdit* m_text;
    Errand m_errand;
};

}  // namespace gui
