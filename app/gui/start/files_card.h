// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/card.h"

#include <QStringList>

class QLabel;
class QListWidget;
class QVBoxLayout;

namespace gui {

/// The start page's way to a file: a recording that is chosen, or what was opened last.
class FilesCard : public widgets::Card {
    Q_OBJECT
public:
    /// @param margin around what is in it, px
    FilesCard(int margin, QWidget* parent);

    /// Paths of recordings and workspaces, the last first.
    void setRecent(const QStringList& paths);

Q_SIGNALS:
    /// The user will choose one.
    void recordingRequested();
    /// One of those that were opened last.
    void fileRequested(const QString& path);

private:
    void makeHead(QVBoxLayout& column, int margin);
    void makeList(QVBoxLayout& column, int margin);

    QLabel* m_caption;
    QListWidget* m_recent;
    QLabel* m_noRecent;
};

}  // namespace gui
