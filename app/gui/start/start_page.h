// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_list_model.h"

#include <QWidget>

#include <chrono>
#include <optional>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace gui {

class FilesCard;
class StrongButton;

/// What there is to do while nothing is attached: start the demo, or attach to a ring of this
/// machine.
class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(RingListModel* rings, QWidget* parent = nullptr);

    /// @param ago since the last look at /dev/shm; nothing before the first.
    void setLooked(std::optional<std::chrono::milliseconds> ago);
    void focusDemo();
    void focusName();
    /// Paths of recordings and workspaces, the last first.
    void setRecent(const QStringList& paths);

Q_SIGNALS:
    void demoRequested();
    void newRigRequested();
    void attachRequested(const QString& ring);
    /// The user will choose one.
    void recordingRequested();
    /// One of those that were opened last.
    void fileRequested(const QString& path);
    /// "How?": what read-only rests on.
    void explanationRequested();

protected:
    void changeEvent(QEvent* event) override;

private Q_SLOTS:
    void attachRow(const QModelIndex& index);
    void attachByName();
    void updateNameField();

private:
    QWidget* makeDemoCard();
    QWidget* makeAttachCard();
    QWidget* makeNameRow(QWidget* card);
    QWidget* makeReadOnlyLine(QWidget* card);
    void writeLink();

    RingListModel* m_model;
    StrongButton* m_demoButton = nullptr;
    QLabel* m_found = nullptr;
    QLabel* m_empty = nullptr;
    QListView* m_list = nullptr;
    QLineEdit* m_name = nullptr;
    QPushButton* m_attach = nullptr;
    QLabel* m_how = nullptr;
    FilesCard* m_files = nullptr;
};

}  // namespace gui
