// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QString>

#include <functional>
#include <vector>

namespace gui {

/// Something that can be done, as it is found by its name.
struct Command {
    QString text;  ///< "Freeze"
    QString place;  ///< "View", "View ▸ Colours": where else it is
    QString keys;  ///< "Space"
    bool enabled = true;
    bool checked = false;  ///< it is on
    std::function<void()> run;
};

/// Which commands are meant, the likeliest first: each of the words must be in it, as its begin, a
/// part of it, or letters of it in their order. No words: all of them.
[[nodiscard]] std::vector<std::size_t> matching(
    const std::vector<Command>& commands, const QString& words);

/// The commands that are meant. What cannot be done now is there, and cannot be chosen.
class CommandList : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { PlaceRole = Qt::UserRole + 1, KeysRole, CheckedRole };

    using QAbstractListModel::QAbstractListModel;

    void setCommands(std::vector<Command> commands);
    void setWords(const QString& words);
    [[nodiscard]] const Command& command(const QModelIndex& index) const;
    /// That can be done; invalid when none can.
    [[nodiscard]] QModelIndex firstEnabled() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    std::vector<Command> m_commands;
    std::vector<std::size_t> m_shown;
};

}  // namespace gui
