// SPDX-License-Identifier: MIT OR Apache-2.0
#include "segment.h"

#include "ringlib/observer.h"
#include "ringlib/ringlib.h"
#include "support/temporary_ring.h"

#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ringlib {
namespace {

struct Tick {
    std::uint64_t value;
};

Errc refusal(const std::string& name)
{
    const auto opened = open_ring(*shm_ring(name), Access::ReadWrite, {});
    return opened ? Errc::Os : opened.error().code;
}

TEST(OpenRing, RefusesWhateverIsNoRingWithoutBlockingOnIt)
{
    const ringtest::TemporaryRing ring;
    EXPECT_EQ(refusal(ring.name()), Errc::NotFound);
    ASSERT_EQ(::mkfifo(ring.file().c_str(), 0600), 0);
    EXPECT_EQ(refusal(ring.name()), Errc::NotARing);
    ::unlink(ring.file().c_str());
    ASSERT_EQ(::symlink("/etc/passwd", ring.file().c_str()), 0);
    EXPECT_EQ(refusal(ring.name()), Errc::NotARing);
    ::unlink(ring.file().c_str());
    ASSERT_EQ(::mkdir(ring.file().c_str(), 0700), 0);
    EXPECT_EQ(refusal(ring.name()), Errc::NotARing);
    ::rmdir(ring.file().c_str());
    for (const std::size_t size : {0U, 1U, 511U, 512U, 4095U, 4096U, 4097U}) {
        std::ofstream(ring.file()) << std::string(size, 'x');
        EXPECT_EQ(refusal(ring.name()), Errc::NotARing) << size;
        ::unlink(ring.file().c_str());
    }
}

TEST(OpenRing, RefusesARingThatWasCutOrGrown)
{
    const ringtest::TemporaryRing ring;
    const auto producer = build_shared_single_producer<Tick>(ring.name(), 8).build_producer();
    ASSERT_TRUE(producer);
    struct stat status { };
    ASSERT_EQ(::stat(ring.file().c_str(), &status), 0);
    const std::string copy = ring.name() + "-copy";
    const std::string copy_file = "/dev/shm/" + copy;
    std::ofstream(copy_file, std::ios::binary)
        << std::ifstream(ring.file(), std::ios::binary).rdbuf();
    EXPECT_TRUE(open_ring(*shm_ring(copy), Access::Read, {}));
    for (const off_t size : {status.st_size - 1, status.st_size + 1}) {
        ASSERT_EQ(::truncate(copy_file.c_str(), size), 0);
        EXPECT_EQ(refusal(copy), Errc::Truncated) << size;
    }
    ::unlink(copy_file.c_str());
}

TEST(OpenRing, SaysNotReadyWhileTheReadyWordIsMissing)
{
    const ringtest::TemporaryRing ring;
    const auto producer = build_shared_single_producer<Tick>(ring.name(), 8).build_producer();
    ASSERT_TRUE(producer);
    const int fd = ::open(ring.file().c_str(), O_RDWR | O_CLOEXEC);
    const std::uint32_t building = 0;
    ASSERT_EQ(::pwrite(fd, &building, sizeof(building), layout::kReadyOffset), 4);
    ::close(fd);
    EXPECT_EQ(refusal(ring.name()), Errc::NotReady);
}

TEST(Segment, GivesConsumersEventPagesThatCannotBeMadeWritable)
{
    const ringtest::TemporaryRing ring;
    const auto producer = build_shared_single_producer<Tick>(ring.name(), 8).build_producer();
    ASSERT_TRUE(producer);
    auto segment
        = Segment::map_for_consumer(*open_ring(*shm_ring(ring.name()), Access::ReadWrite, {}));
    ASSERT_TRUE(segment);
    EXPECT_NE(::mprotect(segment->events(), layout::kPage, PROT_READ | PROT_WRITE), 0);
}

TEST(Segment, HasExactlyTheModeAskedFor)
{
    for (const mode_t umask_now : {mode_t{0}, mode_t{0777}}) {
        const ringtest::TemporaryRing ring;
        const mode_t before = ::umask(umask_now);
        const auto producer
            = build_shared_single_producer<Tick>(ring.name(), 8).with_mode(0640).build_producer();
        ::umask(before);
        ASSERT_TRUE(producer);
        struct stat status { };
        ::stat(ring.file().c_str(), &status);
        EXPECT_EQ(status.st_mode & 0777U, 0640U);
    }
}

TEST(Segment, LeavesNothingBehindWhenThereIsNoSpace)
{
    struct Big {
        std::array<std::byte, kMaxEventSize> bytes;
    };
    const ringtest::TemporaryRing ring;
    const auto producer
        = build_shared_single_producer<Big>(ring.name(), std::size_t{1} << 30U).build_producer();
    ASSERT_FALSE(producer);
    EXPECT_EQ(producer.error().code, Errc::NoSpace);
    EXPECT_NE(producer.error().detail.find("free"), std::string::npos);
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(Segment, IsBornUnderAFreeNameOrReplacesARingAtOnce)
{
    const ringtest::TemporaryRing ring;
    const RingPath path = *shm_ring(ring.name());
    const auto header = make_header(
        ring.name(), {.capacity = 8, .event = {8, 8, {}}, .consumer_slots = 4, .label = {}});
    int prepared = 0;
    auto segment
        = Segment::create(path, *header, {.mode = 0600, .replace = false}, [&](const Segment&) {
              ++prepared;
              return Expected<void>{};
          });
    ASSERT_TRUE(segment);
    EXPECT_EQ(prepared, 1);
    // A second one finds the name taken and removes what it had begun.
    EXPECT_EQ(Segment::create(path, *header, {.mode = 0600, .replace = false},
                  [](const Segment&) { return Expected<void>{}; })
                  .error()
                  .code,
        Errc::AlreadyExists);
    EXPECT_TRUE(Segment::create(path, *header, {.mode = 0600, .replace = true},
        [](const Segment&) { return Expected<void>{}; }));
    EXPECT_EQ(segment->name_state(), NameState::Another);
}

TEST(Segment, TheSpareNameThatAKilledCreatorLeftIsClearedByTheNextOneAndByRemoval)
{
    const ringtest::TemporaryRing ring;
    const std::filesystem::path spare = shm_ring(ring.name())->spare_file();
    const auto create = [&](OnExisting how) {
        return build_shared_single_producer<Tick>(ring.name(), 8)
            .on_existing(how)
            .with_unlink_on_close(false)
            .build_producer();
    };
    for (const OnExisting how : {OnExisting::TakeOver, OnExisting::Recreate}) {
        std::ofstream(spare) << "half a ring";
        ASSERT_TRUE(create(how));
        EXPECT_FALSE(std::filesystem::exists(spare));
    }
    std::ofstream(spare) << "half a ring";
    ASSERT_TRUE(remove_ring(ring.name()));
    EXPECT_FALSE(std::filesystem::exists(spare));
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

}  // namespace
}  // namespace ringlib
