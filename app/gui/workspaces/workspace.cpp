// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workspaces/workspace.h"

#include "gui/rings/ring_name.h"
#include "gui/workspaces/axis_json.h"
#include "gui/workspaces/workspace_keys.h"

#include "monitor/new_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace gui {

namespace {

using rig::scenario::Complaints;
using rig::scenario::JsonMember;

constexpr qint64 kSizeMax = 1 << 20;
constexpr std::size_t kProblemsMax = 8;  // the later ones may only follow from the first

QString tr(const char* text)
{
    return QCoreApplication::translate("Workspace", text);
}

/// Of another version every key may be another one: then that is all there is to say.
bool isOfOtherVersion(const rig::scenario::JsonNode& root)
{
    return std::any_of(root.members.begin(), root.members.end(), [](const JsonMember& member) {
        return member.key == "schema" && member.value.text != kWorkspaceSchema;
    });
}

void readRoot(const rig::scenario::JsonNode& root, Workspace& out, Complaints& complaints)
{
    if (isOfOtherVersion(root)) {
        const auto& key = workspaceKeys().front();
        const auto schema = std::find_if(root.members.begin(), root.members.end(),
            [](const JsonMember& member) { return member.key == "schema"; });
        key.read(schema->value, key.shape, out, complaints);
        return;
    }
    read_object<Workspace>(root, {"the workspace", workspaceKeys()}, out, complaints);
}

}  // namespace

QByteArray workspaceText(const Workspace& workspace)
{
    QJsonObject object{{QStringLiteral("schema"), QString::fromLatin1(kWorkspaceSchema)},
        {QStringLiteral("rings"), QJsonArray::fromStringList(workspace.rings)}};
    if (!workspace.ring.isEmpty()) {
        object.insert(QStringLiteral("ring"), workspace.ring);
    }
    if (!workspace.consumer.isEmpty()) {
        object.insert(QStringLiteral("consumer"), workspace.consumer);
    }
    if (workspace.windowSeconds) {
        object.insert(QStringLiteral("window_s"), *workspace.windowSeconds);
    }
    if (workspace.scheme) {
        object.insert(QStringLiteral("scheme"), wordOf(*workspace.scheme));
    }
    if (!workspace.layout.isEmpty()) {
        object.insert(QStringLiteral("layout"), QString::fromLatin1(workspace.layout.toBase64()));
    }
    if (workspace.hiddenColumns) {
        QJsonArray columns;
        for (const int column : *workspace.hiddenColumns) {
            columns.append(column);
        }
        object.insert(QStringLiteral("hidden_columns"), columns);
    }
    if (workspace.axes) {
        object.insert(QStringLiteral("axes"), axesToJson(*workspace.axes));
    }
    return QJsonDocument(object).toJson();
}

std::variant<Workspace, WorkspaceProblems> parseWorkspace(
    const QByteArray& text, const QString& file)
{
    rig::scenario::JsonTree tree = rig::scenario::parse_json(text.toStdString());
    Workspace workspace;
    if (tree.whole) {
        readRoot(tree.root, workspace, tree.complaints);
    }
    if (tree.complaints.empty()) {
        return workspace;
    }
    WorkspaceProblems problems;
    for (const auto& complaint : tree.complaints) {
        if (static_cast<std::size_t>(problems.size()) < kProblemsMax) {
            problems.append(QString::fromStdString(complaint.text(file.toStdString())));
        }
    }
    return problems;
}

std::variant<Workspace, WorkspaceProblems> readWorkspace(const QString& path)
{
    const QFileInfo about(path);
    QFile file(path);
    if (about.exists() && !about.isFile()) {
        return WorkspaceProblems{tr("%1: it is no file (give one that was saved)").arg(path)};
    }
    if (about.size() > kSizeMax) {
        return WorkspaceProblems{tr("%1: it has %2 bytes, a workspace at most %3")
                                     .arg(path)
                                     .arg(about.size())
                                     .arg(kSizeMax)};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return WorkspaceProblems{tr("%1: %2").arg(path, file.errorString())};
    }
    return parseWorkspace(file.read(kSizeMax + 1), path);
}

std::optional<QString> writeWorkspace(const Workspace& workspace, const QString& path)
{
    auto file = monitor::NewFile::create(
        QFile::encodeName(path).toStdString(), monitor::NewFile::IfThere::Replace);
    if (!file) {
        return shownText(file.error());
    }
    file->write(workspaceText(workspace).toStdString());
    const auto done = file->commit();
    return done ? std::nullopt : std::optional(shownText(done.error()));
}

}  // namespace gui
