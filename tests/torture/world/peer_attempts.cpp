// SPDX-License-Identifier: MIT OR Apache-2.0
// Building an endpoint where the system does not give what it takes.
#include "ipc/peer.h"
#include "world_peer.h"

#include <array>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace worldpeer {

using namespace ringlib;
using namespace ringpeer;

namespace {

std::size_t open_descriptors()
{
    const std::filesystem::directory_iterator listing("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(listing), end(listing)));
}

std::uint64_t address_space()
{
    std::ifstream file("/proc/self/statm");
    std::uint64_t pages = 0;
    file >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void lower(__rlimit_resource resource, std::uint64_t limit)
{
    rlimit now{};
    ::getrlimit(resource, &now);
    now.rlim_cur = std::min<rlim_t>(limit, now.rlim_max);
    ::setrlimit(resource, &now);
}

void raise_again(__rlimit_resource resource)
{
    rlimit now{};
    ::getrlimit(resource, &now);
    now.rlim_cur = now.rlim_max;
    ::setrlimit(resource, &now);
}

/// "files:3": so many descriptors are left; "space:4096": bytes of addresses; "size:4096": the
/// longest file. Until the object goes.
class Shortage {
public:
    explicit Shortage(const std::string& what)
    {
        const std::size_t colon = what.find(':');
        const std::string kind = what.substr(0, colon);
        const std::uint64_t amount
            = colon == std::string::npos ? 0 : number(what.c_str() + colon + 1);
        if (kind == "files") {
            const int lowest = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
            ::close(lowest);
            lower(m_resource = RLIMIT_NOFILE, static_cast<std::uint64_t>(lowest) + amount);
        } else if (kind == "space") {
            lower(m_resource = RLIMIT_AS, address_space() + amount);
        } else if (kind == "size") {
            std::signal(SIGXFSZ, SIG_IGN);
            lower(m_resource = RLIMIT_FSIZE, amount);
        }
    }
    Shortage(const Shortage&) = delete;
    Shortage& operator=(const Shortage&) = delete;
    Shortage(Shortage&&) = delete;
    Shortage& operator=(Shortage&&) = delete;
    ~Shortage()
    {
        if (m_resource != RLIM_NLIMITS) {
            raise_again(m_resource);
        }
    }

private:
    __rlimit_resource m_resource = RLIM_NLIMITS;
};

/// One attempt; the endpoint goes at once.
Expected<void> attempt(const std::string& what, const std::string& ring, std::size_t capacity)
{
    const auto gone = [](auto&&) {};
    if (what == "attach") {
        return consumer_of(ring, capacity).with_consumer_id("one").build_consumer().map(gone);
    }
    auto builder = producer_of(ring, capacity);
    if (what == "recreate") {
        builder.on_existing(OnExisting::Recreate);
    }
    return builder.build_producer().map(gone);
}

}  // namespace

// attempts WHAT RING CAPACITY COUNT SHORTAGE: WHAT is create, recreate or attach. Says how often
// it went well and how often it was refused with which error, whether descriptors were lost, and
// whether it went well afterwards.
int attempts(char** argv)
{
    const std::string what = argv[0];
    const auto capacity = static_cast<std::size_t>(number(argv[2]));
    std::map<std::string, std::uint64_t> codes;
    std::string message;
    const std::size_t before = open_descriptors();
    {
        const Shortage shortage(argv[4]);
        for (std::uint64_t i = 0; i < number(argv[3]); ++i) {
            const auto done = attempt(what, argv[1], capacity);
            ++codes[done ? "good" : std::string(to_string(done.error().code))];
            if (!done && message.empty()) {
                message = done.error().message();
            }
        }
    }
    const std::size_t lost = open_descriptors() - before;
    std::cout << "said";
    for (const auto& [code, times] : codes) {
        std::cout << ' ' << code << ' ' << times;
    }
    std::cout << " lost " << static_cast<std::int64_t>(lost) << " message " << message << std::endl;
    const auto afterwards = attempt(what, argv[1], capacity);
    std::cout << "afterwards " << (afterwards ? "good" : afterwards.error().message()) << std::endl;
    return 0;
}

// fill_up FILE CAPACITY COUNT: makes a ring, fills its file system to the last byte, and publishes
// COUNT events that a consumer reads.
int fill_up(char** argv)
{
    auto producer = producer_of(argv[0], number(argv[1])).build_producer();
    auto consumer = consumer_of(argv[0], number(argv[1])).with_consumer_id("one").build_consumer();
    if (!producer || !consumer) {
        return refused(producer ? consumer.error() : producer.error());
    }
    const std::string ring = argv[0];
    std::ofstream filler(ring + ".filler", std::ios::binary);
    const std::array<char, 4096> block{};
    while (filler.write(block.data(), block.size()).flush()) { }
    Tally tally;
    tally.last = consumer->current_sequence();
    for (std::uint64_t i = 0; i < number(argv[2]); ++i) {
        const Sequence next = producer->last_published_sequence() + 1;
        if (!producer->publish([&](CheckedEvent& event) { event.fill(next); })) {
            return 70;
        }
        consume_one_way(*consumer, "copy", tally.seen + 1, tally);
    }
    say(tally, 0, std::nullopt);
    return tally.bad == 0 ? 0 : 1;
}

}  // namespace worldpeer
