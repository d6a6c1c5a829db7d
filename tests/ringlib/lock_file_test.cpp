// SPDX-License-Identifier: MIT OR Apache-2.0
#include "lock_file.h"

#include "support/temporary_ring.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ringlib {
namespace {

constexpr LockFileAccess kCreate{.create = true, .mode = 0600, .owner = {}};

TEST(LockFile, IsNotCreatedUnlessAskedFor)
{
    const ringtest::TemporaryRing ring;
    const auto lock = try_lock(*shm_ring(ring.name()), LockRange::producer(), {});
    ASSERT_FALSE(lock);
    EXPECT_EQ(lock.error().code, Errc::NotFound);
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(LockFile, LetsOneHoldARangeAndSaysSoToOthers)
{
    const ringtest::TemporaryRing ring;
    const RingPath path = *shm_ring(ring.name());
    auto first = try_lock(path, LockRange::producer(), kCreate);
    ASSERT_TRUE(first && *first);
    EXPECT_FALSE(*try_lock(path, LockRange::producer(), kCreate));
    const LockQuery query = LockQuery::open(path);
    EXPECT_TRUE(query.is_held(LockRange::producer()));
    (*first)->release();
    EXPECT_FALSE(query.is_held(LockRange::producer()));
    EXPECT_TRUE(*try_lock(path, LockRange::producer(), kCreate));
}

TEST(LockFile, KeepsALockWhenAnotherDescriptorOfTheFileIsClosed)
{
    const ringtest::TemporaryRing ring;
    const RingPath path = *shm_ring(ring.name());
    const auto lock = try_lock(path, LockRange::producer(), kCreate);
    ASSERT_TRUE(lock && *lock);
    ::close(::open(ring.lock_file().c_str(), O_RDWR | O_CLOEXEC));
    EXPECT_TRUE(LockQuery::open(path).is_held(LockRange::producer()));
}

TEST(LockFile, LocksTheFileThatHasTheNameNow)
{
    const ringtest::TemporaryRing ring;
    const RingPath path = *shm_ring(ring.name());
    const auto stale = try_lock(path, LockRange::producer(), kCreate);
    ASSERT_TRUE(stale && *stale);
    ::unlink(ring.lock_file().c_str());
    const auto fresh = try_lock(path, LockRange::producer(), kCreate);
    ASSERT_TRUE(fresh && *fresh);
    EXPECT_TRUE(ring.lock_file_exists());
}

TEST(LockFile, HasExactlyTheModeAskedFor)
{
    for (const mode_t umask_now : {mode_t{0}, mode_t{0777}}) {
        const ringtest::TemporaryRing ring;
        const mode_t before = ::umask(umask_now);
        const auto lock = try_lock(*shm_ring(ring.name()), LockRange::producer(),
            {.create = true, .mode = 0640, .owner = {}});
        ::umask(before);
        ASSERT_TRUE(lock && *lock);
        struct stat status { };
        ::stat(ring.lock_file().c_str(), &status);
        EXPECT_EQ(status.st_mode & 0777U, 0640U);
    }
}

TEST(LockFile, RefusesALinkADirectoryAndAFifo)
{
    const ringtest::TemporaryRing ring;
    const RingPath path = *shm_ring(ring.name());
    ASSERT_EQ(::symlink("/etc/passwd", ring.lock_file().c_str()), 0);
    EXPECT_EQ(try_lock(path, LockRange::producer(), kCreate).error().code, Errc::NotARing);
    ::unlink(ring.lock_file().c_str());
    ASSERT_EQ(::mkfifo(ring.lock_file().c_str(), 0600), 0);
    EXPECT_EQ(try_lock(path, LockRange::producer(), kCreate).error().code, Errc::NotARing);
    ::unlink(ring.lock_file().c_str());
    ASSERT_EQ(::mkdir(ring.lock_file().c_str(), 0700), 0);
    EXPECT_EQ(try_lock(path, LockRange::producer(), kCreate).error().code, Errc::NotARing);
    ::rmdir(ring.lock_file().c_str());
}

TEST(LockRange, KeepsProducerSlotsAndIdsApart)
{
    std::array<std::uint8_t, 16> instance{};
    for (int i = 0; i < 1000; ++i) {
        instance.at(static_cast<std::size_t>(i % 16)) = static_cast<std::uint8_t>(i * 7);
        const LockRange slots = LockRange::slots(instance, 256);
        const LockRange id = LockRange::consumer_id(instance, "cp_" + std::to_string(i));
        EXPECT_GE(slots.start, 1);
        EXPECT_LT(slots.start + slots.length, off_t{1} << 62);
        EXPECT_GE(id.start, off_t{1} << 62);
    }
}

}  // namespace
}  // namespace ringlib
