// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/vanishing_ring.h"

#include "hostile/random_words.h"

#include <atomic>
#include <chrono>
#include <fcntl.h>
#include <mutex>
#include <stop_token>
#include <thread>
#include <unistd.h>

namespace ringtest {
namespace {

using Clock = std::chrono::steady_clock;

void punch(const std::string& file, RandomWords& random)
{
    constexpr off_t kPage = ringlib::layout::kPage;
    const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    ::fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
        static_cast<off_t>(random.below(8)) * kPage, 4 * kPage);
    ::close(fd);
}

void strike(const HostileRing& ring, RandomWords& random)
{
    const std::string& file = ring.file();
    const auto size = static_cast<off_t>(ring.sound().size());
    switch (random.below(6)) {
    case 0:
        (void)!::truncate(file.c_str(), 0);
        break;
    case 1:
        (void)!::truncate(file.c_str(), size - 1);
        break;
    case 2:
        (void)!::truncate(file.c_str(), static_cast<off_t>(random.below(ring.sound().size())));
        break;
    case 3:
        (void)!::truncate(file.c_str(), 2 * size);
        break;
    case 4:
        ::unlink(file.c_str());
        break;
    default:
        punch(file, random);
    }
}

/// Reads until it is asked to stop.
class Readers {
public:
    explicit Readers(const HostileRing& ring)
        : m_ring(ring)
        , m_observing([this](const std::stop_token& stop) { observe(stop); })
        , m_tapping([this](const std::stop_token& stop) { tap(stop); })
    {
    }
    Outcome finish()
    {
        m_observing.request_stop();
        m_tapping.request_stop();
        m_observing.join();
        m_tapping.join();
        m_outcome.figures += std::to_string(m_outcome.tried) + " readings, the longest took "
            + std::to_string(m_longest.count() / 1000) + " us";
        return m_outcome;
    }

private:
    void observe(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            auto observer = ringlib::RingObserver::attach(m_ring.file());
            for (int i = 0; observer && i < 8; ++i) {
                timed([&] { return contradiction_of(*observer); });
            }
            timed([&] {
                return ringlib::list_rings(m_ring.directory()).size() > 2 ? "more rings than files"
                                                                          : "";
            });
        }
    }
    void tap(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            auto tap = ringlib::RingTap::attach(m_ring.file());
            for (int i = 0; tap && i < 8; ++i) {
                timed([&] { return contradiction_of(*tap); });
            }
        }
    }
    void timed(const std::function<std::string()>& reading)
    {
        const auto begin = Clock::now();
        const std::string wrong = reading();
        const auto took = Clock::now() - begin;
        const std::lock_guard lock(m_mutex);
        ++m_outcome.tried;
        m_longest = std::max(m_longest, std::chrono::nanoseconds(took));
        if (!wrong.empty()) {
            m_outcome.complain(wrong);
        }
    }

    const HostileRing& m_ring;
    std::mutex m_mutex;
    Outcome m_outcome;
    std::chrono::nanoseconds m_longest{0};
    std::jthread m_observing;  // last: they use what is above
    std::jthread m_tapping;
};

}  // namespace

void damage_file(const HostileRing& ring, std::uint64_t blows, std::uint64_t seed,
    const std::function<void()>& meanwhile)
{
    RandomWords random(seed);
    for (std::uint64_t i = 0; i < blows; ++i) {
        strike(ring, random);
        meanwhile();
        ring.put(ring.sound());  // another file of that name, and whole
        meanwhile();
    }
}

Outcome read_vanishing_ring(std::uint64_t blows, std::uint64_t seed)
{
    const HostileRing ring;
    Readers readers(ring);
    damage_file(ring, blows, seed, [] { std::this_thread::yield(); });
    Outcome outcome = readers.finish();
    outcome.figures += "; " + std::to_string(blows) + " blows";
    return outcome;
}

}  // namespace ringtest
