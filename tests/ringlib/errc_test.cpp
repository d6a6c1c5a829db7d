// SPDX-License-Identifier: MIT OR Apache-2.0
// What the system, another user or another life of a ring answers. Each message names the ring and
// holds both values.
#include "endpoint_support.h"
#include "header.h"
#include "ringlib/crc32c.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <optional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace {

// What the next calls answer instead of the kernel; 0: nothing.
long g_filesystem_type = 0;
int g_allocation_error = 0;
int g_interrupted_allocations = 0;  // that a signal comes in the middle of
std::optional<uid_t> g_user;

volatile std::sig_atomic_t g_signals = 0;

}  // namespace

// In place of the C library's, also for ringlib: no test can mount a network file system.
extern "C" int fstatfs(int fildes, struct statfs* buf) noexcept
{
    const long result = ::syscall(SYS_fstatfs, fildes, buf);
    if (result == 0 && g_filesystem_type != 0) {
        buf->f_type = g_filesystem_type;
    }
    return static_cast<int>(result);
}

extern "C" uid_t geteuid() noexcept  // only root could give a file away instead
{
    return g_user.value_or(static_cast<uid_t>(::syscall(SYS_geteuid)));
}

extern "C" int posix_fallocate(int fd, off_t offset, off_t len)
{
    if (g_allocation_error != 0) {
        return g_allocation_error;
    }
    if (g_interrupted_allocations > 0) {  // as the tmpfs of older kernels
        --g_interrupted_allocations;
        const int before = g_signals;
        ::raise(SIGUSR1);
        if (g_signals != before) {
            return EINTR;
        }
    }
    return ::syscall(SYS_fallocate, fd, 0, offset, len) == 0 ? 0 : errno;
}

namespace ringlib {
namespace {

using ringtest::TemporaryRing;

void expect_error(
    const Error& error, Errc code, const std::string& ring, const std::vector<std::string>& parts)
{
    EXPECT_EQ(error.code, code) << error.message();
    EXPECT_EQ(error.message().substr(0, ring.size() + 2), ring + ": ");
    for (const std::string& part : parts) {
        EXPECT_NE(error.message().find(part), std::string::npos)
            << "'" << part << "' is not in: " << error.message();
    }
}

Error refusal_of_producer(const std::string& name, std::size_t capacity = 8)
{
    auto producer = build_shared_single_producer<Tick>(name, capacity).build_producer();
    return producer ? Error{} : producer.error();
}

Error refusal_of_consumer(const std::string& name)
{
    auto consumer = attach_shared_consumer<Tick>(name, 8).build_consumer();
    return consumer ? Error{} : consumer.error();
}

void patch_header(const std::string& file, const std::function<void(layout::RingHeader&)>& change)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    std::array<char, sizeof(layout::RingHeader)> bytes{};
    stream.read(bytes.data(), bytes.size());
    layout::RingHeader header{};
    std::memcpy(&header, bytes.data(), sizeof(header));
    change(header);
    std::memcpy(bytes.data(), &header, sizeof(header));
    header.crc32c
        = crc32c(std::as_bytes(std::span(bytes).first(offsetof(layout::RingHeader, crc32c))));
    std::memcpy(bytes.data(), &header, sizeof(header));
    stream.seekp(0);
    stream.write(bytes.data(), bytes.size());
}

/// A limit of this process, lowered for a moment. What is above it already stays.
class LoweredLimit {
public:
    LoweredLimit(int resource, rlim_t limit)
        : m_resource(resource)
    {
        ::getrlimit(which(), &m_before);
        const rlimit lowered{.rlim_cur = limit, .rlim_max = m_before.rlim_max};
        EXPECT_EQ(::setrlimit(which(), &lowered), 0);
    }
    LoweredLimit(const LoweredLimit&) = delete;
    LoweredLimit& operator=(const LoweredLimit&) = delete;
    LoweredLimit(LoweredLimit&&) = delete;
    LoweredLimit& operator=(LoweredLimit&&) = delete;
    ~LoweredLimit() { ::setrlimit(which(), &m_before); }

private:
    [[nodiscard]] __rlimit_resource which() const
    {
        return static_cast<__rlimit_resource>(m_resource);
    }
    int m_resource;
    rlimit m_before{};
};

rlim_t lowest_free_descriptor()
{
    const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(fd);
    return static_cast<rlim_t>(fd);
}

constexpr uid_t kNobody = 65534;

/// On a thread that is root no more; credentials are a thread's own for the kernel.
void as_ordinary_user(const std::function<void()>& body)
{
    std::thread([&] {
        if (::geteuid() == 0) {
            ASSERT_EQ(::syscall(SYS_setresuid, -1, kNobody, -1), 0);
        }
        body();
    }).join();
}

TEST(Errors, VersionMismatchHoldsBothVersions)
{
    const TemporaryRing ring;
    const auto producer = make_producer(ring.name());
    patch_header(ring.file(), [](layout::RingHeader& header) { header.layout_major = 77; });
    expect_error(refusal_of_consumer(ring.name()), Errc::VersionMismatch, ring.name(),
        {"77", std::to_string(layout::kMajor)});
}

TEST(Errors, StaleBootIsSaidToConsumersOfARingOfAnEarlierBoot)
{
    const TemporaryRing ring;
    const auto producer = make_producer(ring.name());
    patch_header(ring.file(), [](layout::RingHeader& header) { header.boot_id.fill(0xab); });
    expect_error(refusal_of_consumer(ring.name()), Errc::StaleBoot, ring.name(),
        {"boot abababab", "this is boot", "recreates"});
}

TEST(Errors, NoSpaceHoldsWhatIsNeededAndWhatIsFree)
{
    struct Big {
        std::array<std::byte, kMaxEventSize> bytes;
    };
    const TemporaryRing ring;
    const auto producer
        = build_shared_single_producer<Big>(ring.name(), std::size_t{1} << 30U).build_producer();
    ASSERT_FALSE(producer);
    expect_error(producer.error(), Errc::NoSpace, ring.name(),
        {"needs 112589990", " bytes, /dev/shm has ", " free"});
}

TEST(Errors, NoSpaceIsAlsoSaidWhenItRunsOutWhileTheRingIsMade)
{
    const TemporaryRing ring;
    g_allocation_error = ENOSPC;
    const Error error = refusal_of_producer(ring.name());
    g_allocation_error = 0;
    expect_error(error, Errc::NoSpace, ring.name(), {"allocating ", " bytes: No space left"});
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(Birth, IsNotBegunAnewAtEachSignalWhileSpaceIsAllocated)
{
    const TemporaryRing ring;
    const auto before = std::signal(SIGUSR1, [](int) { g_signals = g_signals + 1; });
    g_signals = 0;
    g_interrupted_allocations = 10;
    const auto producer = build_shared_single_producer<Tick>(ring.name(), 8).build_producer();
    const int left = std::exchange(g_interrupted_allocations, 0);
    std::signal(SIGUSR1, before);
    EXPECT_TRUE(producer);
    EXPECT_EQ(left, 9);  // the first attempt is the only one
    EXPECT_EQ(g_signals, 1);  // and the signal came after it
}

TEST(Errors, OsCarriesWhatTheSystemSaid)
{
    const TemporaryRing ring;
    g_allocation_error = EIO;
    const Error error = refusal_of_producer(ring.name());
    g_allocation_error = 0;
    expect_error(error, Errc::Os, ring.name(), {"allocating ", "Input/output error"});
    EXPECT_EQ(error.os_errno, EIO);
}

TEST(Errors, TooLargeIsARingBeyondTheFileSizeLimit)
{
    const TemporaryRing ring;
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    Error error{};
    {
        const LoweredLimit limit(RLIMIT_FSIZE, 100'000);
        error = refusal_of_producer(ring.name(), 1U << 20U);
    }
    std::signal(SIGXFSZ, before);
    expect_error(error, Errc::TooLarge, ring.name(), {"allocating 8", "File too large"});
    EXPECT_FALSE(ring.exists());
}

TEST(Errors, TooLargeEndsARingAfterItsLastSequence)
{
    const TemporaryRing ring;
    {
        auto dead = make_producer(ring.name());
        const Segment memory = open_memory(ring.name());
        ::unlink(ring.lock_file().c_str());  // a successor finds byte 0 free
        memory.producer().published = layout::kCountMax;
        memory.producer().write_limit = layout::kCountMax;
        auto producer = make_producer(ring.name());
        const auto published = producer.publish([](Tick&) {});
        ASSERT_FALSE(published);
        expect_error(published.error(), Errc::TooLarge, ring.name(), {"2^62", "recreate"});
        EXPECT_EQ(producer.failure()->code, Errc::TooLarge);
    }
}

TEST(Errors, TooLargeComesNotOneEventLateWhereTheRingHasRoom)
{
    const TemporaryRing ring;
    auto dead = make_producer(ring.name(), 64);  // room is granted in steps of 8
    const Segment memory = open_memory(ring.name());
    ::unlink(ring.lock_file().c_str());  // a successor finds byte 0 free
    memory.producer().published = layout::kCountMax - 3;
    memory.producer().write_limit = layout::kCountMax - 3;
    auto producer = make_producer(ring.name(), 64);
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(producer.publish([](Tick&) {}));
    }
    const auto published = producer.publish([](Tick&) {});
    ASSERT_FALSE(published);
    EXPECT_EQ(published.error().code, Errc::TooLarge);
    EXPECT_EQ(memory.producer().published, layout::kCountMax);
}

// One descriptor more each time: whichever open fails, the answer is the same, and nothing is left.
TEST(Errors, TooManyOpenFilesWhicheverDescriptorOfAProducerIsTheOneTooMany)
{
    const TemporaryRing ring;
    const rlim_t first = lowest_free_descriptor();
    int refused = 0;
    for (rlim_t limit = first; limit < first + 20; ++limit) {
        Error error{};
        {
            const LoweredLimit lowered(RLIMIT_NOFILE, limit);
            auto producer = build_shared_single_producer<Tick>(ring.name(), 8).build_producer();
            if (producer) {
                break;
            }
            error = producer.error();
        }
        ++refused;
        expect_error(error, Errc::TooManyOpenFiles, ring.name(), {"Too many open files"});
        EXPECT_FALSE(ring.exists()) << limit;
    }
    EXPECT_GE(refused, 3);
}

TEST(Errors, TooManyOpenFilesWhicheverDescriptorOfAConsumerIsTheOneTooMany)
{
    const TemporaryRing ring;
    const auto producer = make_producer(ring.name());
    const rlim_t first = lowest_free_descriptor();
    int refused = 0;
    for (rlim_t limit = first; limit < first + 20; ++limit) {
        Error error{};
        {
            const LoweredLimit lowered(RLIMIT_NOFILE, limit);
            auto consumer = attach_shared_consumer<Tick>(ring.name(), 8)
                                .with_consumer_id("cp_0")
                                .build_consumer();
            if (consumer) {
                break;
            }
            error = consumer.error();
        }
        ++refused;
        expect_error(error, Errc::TooManyOpenFiles, ring.name(), {"Too many open files"});
        EXPECT_FALSE(producer.consumer_sequence("cp_0"));
    }
    EXPECT_GE(refused, 3);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(Errors, NoMemoryIsARingForWhichThereAreNoAddresses)
{
    const TemporaryRing ring;
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    Error error{};
    {
        const LoweredLimit limit(RLIMIT_AS, pages * layout::kPage + (8U << 20U));
        error = refusal_of_producer(ring.name(), 1U << 22U);
    }
    expect_error(error, Errc::NoMemory, ring.name(), {"mapping 3", " bytes: Cannot allocate"});
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}
#endif

TEST(Errors, UnsupportedFilesystemIsOneThatSharesNoMemory)
{
    const ringtest::TemporaryDirectory directory;
    const std::string file = (directory.path() / "ring").string();
    for (const long network : {0x6969L, 0x65735546L, 0xFF534D42L, 0xFE534D42L}) {
        g_filesystem_type = network;
        const auto producer = build_mmap_single_producer<Tick>(file, 8).build_producer();
        g_filesystem_type = 0;
        ASSERT_FALSE(producer) << network;
        expect_error(
            producer.error(), Errc::UnsupportedFilesystem, file, {"use a local directory"});
        EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
    }
}

TEST(Errors, PermissionDeniedNamesTheFileAndItsOwner)
{
    const TemporaryRing ring;
    as_ordinary_user([&] {
        const auto producer = make_producer(ring.name());
        ASSERT_EQ(::chmod(ring.file().c_str(), 0), 0);
        expect_error(refusal_of_consumer(ring.name()), Errc::PermissionDenied, ring.name(),
            {ring.file(), "Permission denied", "owned by uid " + std::to_string(::geteuid())});
    });
}

TEST(Errors, NotOwnerHoldsBothUsers)
{
    as_ordinary_user([] {
        const auto observer = RingObserver::attach("/etc/passwd");
        ASSERT_FALSE(observer);
        expect_error(observer.error(), Errc::NotOwner, "/etc/passwd",
            {"uid 0", "own uid " + std::to_string(::geteuid())});
    });
}

TEST(Errors, NotOwnerUnlessThatOwnerIsAllowed)
{
    const TemporaryRing ring;
    auto producer = make_producer(ring.name());
    publish(producer, 1);
    const uid_t owner = ::geteuid();
    g_user = owner + 1;
    expect_error(refusal_of_consumer(ring.name()), Errc::NotOwner, ring.name(),
        {"uid " + std::to_string(owner), "own uid " + std::to_string(owner + 1),
            "allow that owner"});
    auto allowed = attach_shared_consumer<Tick>(ring.name(), 8).allow_owner(owner).build_consumer();
    g_user.reset();
    ASSERT_TRUE(allowed) << allowed.error().message();
    EXPECT_TRUE(allowed->try_consume_next());
}

}  // namespace
}  // namespace ringlib
