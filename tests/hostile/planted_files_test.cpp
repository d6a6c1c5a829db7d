// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/hostile_ring.h"

#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

namespace ringtest {
namespace {

using ringlib::Errc;

/// What somebody may put where a ring is looked for: its kind, and how it comes there.
struct Planted {
    const char* kind;
    void (*plant)(const std::string& file, const HostileRing& ring, const std::string& victim);
};

void bind_socket(const std::string& file)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy(file.begin(), file.end(), address.sun_path);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    ::close(socket);
}

const std::vector<Planted>& kinds()
{
    using File = const std::string&;
    static const std::vector<Planted> kKinds = {
        {"fifo", [](File file, const HostileRing&, File) { ::mkfifo(file.c_str(), 0600); }},
        {"socket", [](File file, const HostileRing&, File) { bind_socket(file); }},
        {"directory", [](File file, const HostileRing&, File) { ::mkdir(file.c_str(), 0700); }},
        {"link-to-ring",
            [](File file, const HostileRing& ring, File) {
                std::filesystem::create_symlink(ring.file(), file);
            }},
        {"link-to-victim",
            [](File file, const HostileRing&, File victim) {
                std::filesystem::create_symlink(victim, file);
            }},
        {"link-to-device",
            [](File file, const HostileRing&, File) {
                std::filesystem::create_symlink("/dev/zero", file);
            }},
        {"link-to-nothing",
            [](File file, const HostileRing&, File) {
                std::filesystem::create_symlink("nowhere", file);
            }},
        {"link-to-itself",
            [](File file, const HostileRing&, File) {
                std::filesystem::create_symlink(file, file);
            }},
        {"link-to-link",
            [](File file, const HostileRing& ring, File) {
                std::filesystem::create_symlink(ring.file(), file + "-1");
                std::filesystem::create_symlink(file + "-1", file);
            }},
        {"hard-link-to-victim",
            [](File file, const HostileRing&, File victim) {
                std::filesystem::create_hard_link(victim, file);
            }},
    };
    return kKinds;
}

class PlantedFiles : public testing::Test {
protected:
    PlantedFiles()
    {
        std::ofstream(m_victim) << m_secret;
        for (const auto& [kind, plant] : kinds()) {
            plant(at(kind), m_ring, m_victim);
        }
        // A device node is root's to make; anybody else finds none to plant.
        m_device = ::mknod(at("device").c_str(), S_IFCHR | 0600, makedev(1, 5)) == 0;
    }
    [[nodiscard]] std::string at(const std::string& kind) const
    {
        return (m_place.path() / kind).string();
    }
    [[nodiscard]] std::vector<std::string> planted() const
    {
        std::vector<std::string> files;
        for (const auto& kind : kinds()) {
            files.push_back(at(kind.kind));
        }
        if (m_device) {
            files.push_back(at("device"));
        }
        return files;
    }
    void expect_victims_unchanged() const
    {
        std::ifstream stream(m_victim, std::ios::binary);
        EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), m_secret);
        EXPECT_TRUE(m_ring.bytes() == m_ring.sound());
    }

    HostileRing m_ring;
    TemporaryDirectory m_place{"/dev/shm"};
    TemporaryDirectory m_elsewhere{"/dev/shm"};
    std::string m_victim = (m_elsewhere.path() / "victim").string();
    std::string m_secret = std::string(100'000, 's');
    bool m_device = false;
};

TEST_F(PlantedFiles, AreNoRingsInAListAndHoldItUpForNothing)
{
    const auto begin = std::chrono::steady_clock::now();
    const auto rings = ringlib::list_rings(m_place.path());
    const auto took = std::chrono::steady_clock::now() - begin;
    EXPECT_TRUE(rings.empty());
    RecordProperty("list_us", std::to_string(took.count() / 1000));
    expect_victims_unchanged();
}

TEST_F(PlantedFiles, AreRefusedByEveryRoleAndNothingBehindThemIsTouched)
{
    for (const auto& file : planted()) {
        EXPECT_FALSE(ringlib::RingObserver::attach(file)) << file;
        EXPECT_FALSE(ringlib::RingTap::attach(file)) << file;
        EXPECT_FALSE(ringlib::remove_ring(file)) << file;
        EXPECT_FALSE(ringlib::attach_mmap_consumer<HostileEvent>(file, 8)
                         .with_ready_timeout(std::chrono::nanoseconds(0))
                         .build_consumer())
            << file;
        for (const auto action : {ringlib::OnExisting::Refuse, ringlib::OnExisting::TakeOver,
                 ringlib::OnExisting::Recreate}) {
            const auto producer = ringlib::build_mmap_single_producer<HostileEvent>(file, 8)
                                      .on_existing(action)
                                      .build_producer();
            ASSERT_FALSE(producer) << file;
        }
    }
    expect_victims_unchanged();
    std::size_t left = 0;
    for (const auto& entry : std::filesystem::directory_iterator(m_place.path())) {
        left += entry.path().filename().string().front() == '.' ? 1U : 0U;
    }
    EXPECT_EQ(left, 0U) << "lock files were left";
}

// Locks go by names: under two of them, two producers would have one ring.
TEST(ARingWithTwoNames, CanBeReadAndTakenByNobodyUnderEither)
{
    const HostileRing ring;
    const std::string other = ring.file() + "-other";
    std::filesystem::create_hard_link(ring.file(), other);
    EXPECT_TRUE(ringlib::RingObserver::attach(other));
    const auto producer
        = ringlib::build_mmap_single_producer<HostileEvent>(other, 8).build_producer();
    ASSERT_FALSE(producer);
    EXPECT_EQ(producer.error().code, Errc::NotReady) << producer.error().message();
    EXPECT_NE(producer.error().message().find("2 names"), std::string::npos)
        << producer.error().message();
    EXPECT_EQ(ring.consume().error().code, Errc::NotReady);
    EXPECT_FALSE(ringlib::remove_ring(other));
    EXPECT_TRUE(ring.bytes() == ring.sound());
    std::filesystem::remove(other);
    EXPECT_TRUE(ring.consume());
}

TEST(AStrangeFile, IsRefusedForItsKindOrItsSize)
{
    const HostileRing ring;
    for (const std::uintmax_t size : {std::uintmax_t{0}, std::uintmax_t{1}, std::uintmax_t{511},
             std::uintmax_t{512}, std::uintmax_t{515}, std::uintmax_t{516}, std::uintmax_t{4095},
             std::uintmax_t{4096}, std::uintmax_t{4097}, ring.sound().size() - 1,
             ring.sound().size() + 1, std::uintmax_t{1} << 40U}) {
        ring.put(ring.sound());
        std::filesystem::resize_file(ring.file(), size);
        for (const Errc code : {ringlib::RingObserver::attach(ring.file()).error().code,
                 ring.consume().error().code, ring.produce().error().code}) {
            EXPECT_TRUE(code == Errc::NotARing || code == Errc::Truncated || code == Errc::NotReady)
                << size << ": " << to_string(code);
        }
        EXPECT_EQ(std::filesystem::file_size(ring.file()), size);
    }
    for (const std::string file : {"/proc/self/mem", "/proc/self/exe", "/dev/null", "/dev/full"}) {
        EXPECT_FALSE(ringlib::RingObserver::attach(file)) << file;
        EXPECT_FALSE(ringlib::build_mmap_single_producer<HostileEvent>(file, 8).build_producer())
            << file;
    }
}

// A hundred thousand names must not make a list of them that never ends.
TEST(AListOfRings, HasAnEndHoweverManyThereAre)
{
    constexpr std::size_t kListedMax = 4096;
    const HostileRing ring;
    const TemporaryDirectory place("/dev/shm");
    for (std::size_t i = 0; i < kListedMax + 100; ++i) {
        std::filesystem::create_hard_link(ring.file(), place.path() / std::to_string(i));
    }
    EXPECT_EQ(ringlib::list_rings(place.path()).size(), kListedMax);
}

// Who may only read the file could lock it, were that what counts.
TEST(AReadersLocks, HoldUpNobody)
{
    const HostileRing ring;
    const int fd = ::open(ring.file().c_str(), O_RDONLY | O_CLOEXEC);
    struct flock lock { };
    lock.l_type = F_RDLCK;
    lock.l_whence = SEEK_SET;
    ASSERT_EQ(::fcntl(fd, F_OFD_SETLK, &lock), 0);
    ASSERT_EQ(::flock(fd, LOCK_EX | LOCK_NB), 0);
    auto producer = ring.produce();
    ASSERT_TRUE(producer) << producer.error().message();
    auto consumer = ring.consume();
    ASSERT_TRUE(consumer) << consumer.error().message();
    EXPECT_TRUE(producer->try_publish([](HostileEvent&) {}));
    EXPECT_TRUE(consumer->try_consume_next());
    ::close(fd);
}

}  // namespace
}  // namespace ringtest
