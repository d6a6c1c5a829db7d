// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/status/read_only_proof.h"

#include <QFrame>

namespace gui {

/// What the kernel says about how a ring is open, in a box that any click or key closes.
class ProofBox : public QFrame {
    Q_OBJECT
public:
    ProofBox(const ReadOnlyProof& proof, const QString& segmentPath, QWidget* parent);

    /// With its upper right corner at that point of the screen.
    void showAt(QPoint upperRight);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace gui
