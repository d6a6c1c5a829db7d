// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/deed.h"
#include "gui/dice.h"

#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace gui_test {

/// What others do meanwhile: processes come, stand and die, rings come, vanish and are replaced,
/// files are damaged.
class RandomWorld {
public:
    /// @param folder is full of files afterwards; outlives it, as the dice do.
    RandomWorld(QString folder, Dice& dice);
    ~RandomWorld();

    [[nodiscard]] Deed next();
    /// Names and paths of rings, also such as are none.
    [[nodiscard]] QStringList rings() const;
    /// Recordings, scenarios, workspaces, and what is none of them.
    [[nodiscard]] QStringList files() const;
    [[nodiscard]] const QString& folder() const { return m_folder; }

private:
    struct Ring;

    void makeFiles() const;
    [[nodiscard]] Deed beginRing();
    [[nodiscard]] Deed join();
    [[nodiscard]] Deed signalSomebody();
    [[nodiscard]] Deed signalWorkerOfWindow();
    [[nodiscard]] Deed endRing();
    [[nodiscard]] Deed damageRing();
    [[nodiscard]] Deed damageFile();

    const QString m_folder;
    Dice& m_dice;
    std::vector<std::unique_ptr<Ring>> m_rings;
};

}  // namespace gui_test
