// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QTemporaryDir>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/mount.h>
#include <unistd.h>

namespace gui_test {

/// A file system of one megabyte in memory, where this machine permits one.
class SmallDisk {
public:
    SmallDisk()
        : m_place(m_folder.path().toStdString())
    {
        if (::mount("none", m_place.c_str(), "tmpfs", 0, "size=1m") != 0) {
            m_whyNot = std::strerror(errno);
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    SmallDisk(SmallDisk&&) = delete;
    SmallDisk& operator=(SmallDisk&&) = delete;
    ~SmallDisk()
    {
        if (isThere()) {
            ::umount2(m_place.c_str(), MNT_DETACH);
        }
    }

    [[nodiscard]] bool isThere() const { return m_whyNot.empty(); }
    [[nodiscard]] const std::string& whyNot() const { return m_whyNot; }
    [[nodiscard]] QString file(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name));
    }
    /// What is in it.
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden);
    }
    /// Not a byte more fits.
    void fill() const
    {
        const int filler = ::open(
            file("filler").toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        const std::string bytes(4096, 'x');
        while (::write(filler, bytes.data(), bytes.size()) > 0) { }
        ::close(filler);
    }
    void setReadOnly() const
    {
        ::mount("none", m_place.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr);
    }

private:
    QTemporaryDir m_folder;
    std::string m_place;
    std::string m_whyNot;
};

}  // namespace gui_test
