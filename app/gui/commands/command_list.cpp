// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/commands/command_list.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace gui {

namespace {

// What is typed is meant as the begin of a word more often than as a part of it.
constexpr int kBeginOfText = 8;
constexpr int kBeginOfWord = 6;
constexpr int kPart = 4;
constexpr int kElsewhere = 2;
constexpr int kLetters = 1;

bool hasLetters(const QString& text, const QString& word)
{
    qsizetype at = 0;
    for (const QChar letter : word) {
        at = text.indexOf(letter, at, Qt::CaseInsensitive) + 1;
        if (at == 0) {
            return false;
        }
    }
    return true;
}

std::optional<int> scoreOf(const Command& command, const QString& word)
{
    const qsizetype at = command.text.indexOf(word, 0, Qt::CaseInsensitive);
    if (at == 0) {
        return kBeginOfText;
    }
    if (command.text.contains(QLatin1Char(' ') + word, Qt::CaseInsensitive)) {
        return kBeginOfWord;
    }
    if (at > 0) {
        return kPart;
    }
    if (command.place.contains(word, Qt::CaseInsensitive)
        || command.keys.compare(word, Qt::CaseInsensitive) == 0) {
        return kElsewhere;
    }
    return word.size() > 1 && hasLetters(command.text, word) ? std::optional(kLetters)
                                                             : std::nullopt;
}

std::optional<int> scoreOf(const Command& command, const QStringList& words)
{
    int sum = 0;
    for (const QString& word : words) {
        const auto score = scoreOf(command, word);
        if (!score) {
            return std::nullopt;
        }
        sum += *score;
    }
    return sum;
}

}  // namespace

std::vector<std::size_t> matching(const std::vector<Command>& commands, const QString& words)
{
    const QStringList wanted = words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    struct Match {
        std::size_t command;
        int score;
    };
    std::vector<Match> matches;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (const auto score = scoreOf(commands[i], wanted)) {
            matches.push_back({i, *score});
        }
    }
    std::stable_sort(matches.begin(), matches.end(), [&](const Match& a, const Match& b) {
        return a.score != b.score ? a.score > b.score
                                  : commands[a.command].enabled && !commands[b.command].enabled;
    });
    std::vector<std::size_t> meant;
    meant.reserve(matches.size());
    for (const Match& match : matches) {
        meant.push_back(match.command);
    }
    return meant;
}

void CommandList::setCommands(std::vector<Command> commands)
{
    beginResetModel();
    m_commands = std::move(commands);
    m_shown = matching(m_commands, {});
    endResetModel();
}

void CommandList::setWords(const QString& words)
{
    beginResetModel();
    m_shown = matching(m_commands, words);
    endResetModel();
}

const Command& CommandList::command(const QModelIndex& index) const
{
    return m_commands[m_shown[static_cast<std::size_t>(index.row())]];
}

QModelIndex CommandList::firstEnabled() const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (command(index(row)).enabled) {
            return index(row);
        }
    }
    return {};
}

int CommandList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant CommandList::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Command& shown = command(index);
    switch (role) {
    case Qt::DisplayRole:
        return shown.text;
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3").arg(shown.text, shown.place, shown.keys)
            + (shown.enabled ? QString() : tr(", not available now"));
    case PlaceRole:
        return shown.place;
    case KeysRole:
        return shown.keys;
    case CheckedRole:
        return shown.checked;
    default:
        return {};
    }
}

Qt::ItemFlags CommandList::flags(const QModelIndex& index) const
{
    return index.isValid() && command(index).enabled
        ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
        : Qt::ItemFlags(Qt::ItemNeverHasChildren);
}

}  // namespace gui
