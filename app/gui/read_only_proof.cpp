// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/read_only_proof.h"

#include <QFile>

#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <system_error>

namespace gui {

namespace {

constexpr const char* kDeleted = " (deleted)";

bool leadsTo(const std::filesystem::path& link, const std::string& path)
{
    std::error_code error;
    const std::string target = std::filesystem::read_symlink(link, error).string();
    return !error && (target == path || target == path + kDeleted);
}

QString flagsOf(const std::string& descriptor)
{
    QFile file(QStringLiteral("/proc/self/fdinfo/") + QString::fromStdString(descriptor));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith("flags:")) {
            return QString::fromLatin1(line.mid(6).trimmed());
        }
    }
    return {};
}

bool isMapped(const struct stat& segment)
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly)) {
        return true;  // not proven
    }
    // "address perms offset major:minor inode path", the device in hexadecimal.
    const QByteArray device = QByteArray::number(major(segment.st_dev), 16).rightJustified(2, '0')
        + ':' + QByteArray::number(minor(segment.st_dev), 16).rightJustified(2, '0') + ' '
        + QByteArray::number(static_cast<qulonglong>(segment.st_ino)) + ' ';
    return maps.readAll().contains(' ' + device);
}

}  // namespace

ReadOnlyProof proveReadOnly(const QString& segmentPath)
{
    ReadOnlyProof proof;
    proof.allReadOnly = true;
    std::error_code error;
    const std::string path
        = std::filesystem::weakly_canonical(segmentPath.toStdString(), error).string();
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", error)) {
        if (!leadsTo(entry.path(), path)) {
            continue;
        }
        const QString flags = flagsOf(entry.path().filename().string());
        bool ok = false;
        const int value = flags.toInt(&ok, 8);
        proof.allReadOnly = proof.allReadOnly && ok && (value & O_ACCMODE) == O_RDONLY;
        if (proof.descriptors++ == 0) {
            proof.flags = flags;
        }
        struct stat segment { };
        proof.mapped
            = proof.mapped || stat(entry.path().c_str(), &segment) != 0 || isMapped(segment);
    }
    return proof;
}

}  // namespace gui
