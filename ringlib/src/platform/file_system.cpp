// SPDX-License-Identifier: MIT OR Apache-2.0
#include "platform/file_system.h"

#include "failure.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/statfs.h>

namespace ringlib {
namespace {

constexpr long kNfsMagic = 0x6969;
constexpr long kFuseMagic = 0x65735546;
constexpr long kCifsMagic = 0xFF534D42;
constexpr long kSmb2Magic = 0xFE534D42;

}  // namespace

Expected<void> check_file_system(std::string_view ring, int fd, const std::string& directory)
{
    struct statfs status { };
    if (::fstatfs(fd, &status) != 0) {
        return os_failure(errno, ring, "file system of " + directory);
    }
    constexpr std::array kSharesNoMemory = {kNfsMagic, kFuseMagic, kCifsMagic, kSmb2Magic};
    if (std::find(kSharesNoMemory.begin(), kSharesNoMemory.end(), status.f_type)
        != kSharesNoMemory.end()) {
        return failure(Errc::UnsupportedFilesystem, ring,
            "network and user-space file systems do not share memory; use a local directory");
    }
    return {};
}

}  // namespace ringlib
