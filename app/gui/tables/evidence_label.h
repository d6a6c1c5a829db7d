// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/diagnosis_words.h"

#include <QWidget>

class QLabel;

namespace gui {

/// One line of evidence: shape, who is what, and why.
class EvidenceLabel : public QWidget {
    Q_OBJECT
public:
    explicit EvidenceLabel(QWidget* parent = nullptr);

    void setLine(const EvidenceLine& line);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    EvidenceLine m_line;
    QLabel* m_text;
};

}  // namespace gui
