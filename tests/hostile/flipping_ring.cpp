// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/flipping_ring.h"

#include "hostile/hostile_ring.h"
#include "hostile/random_words.h"

#include <ringlib/printable.h>

#include <atomic>
#include <cstring>
#include <fcntl.h>
#include <stop_token>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace ringtest {
namespace {

using ringlib::layout::RingHeader;
using ringlib::layout::Word64;

constexpr std::size_t kHeaderWords = sizeof(RingHeader) / sizeof(std::uint64_t);
using HeaderWords = std::array<std::uint64_t, kHeaderWords>;

/// As honest as the ring's own, and of the same file size.
RingHeader other_header(RingHeader header)
{
    header.capacity /= 2;
    header.event_size *= 2;
    header.event_stride *= 2;
    header.label = {'o', 't', 'h', 'e', 'r'};
    repair_checksum(std::as_writable_bytes(std::span(&header, 1)));
    return header;
}

HeaderWords words_of(const RingHeader& header)
{
    HeaderWords words{};
    std::memcpy(words.data(), &header, sizeof(header));
    return words;
}

/// A second mapping of the ring, in which a thread writes what it likes.
class Flipper {
public:
    Flipper(const HostileRing& ring, std::uint64_t seed)
        : m_headers{words_of(ring.header()), words_of(other_header(ring.header()))}
        , m_sound(ring.sound().size() / sizeof(std::uint64_t))
        , m_events(ring.header().events_offset / sizeof(std::uint64_t))
        , m_size(ring.sound().size())
        , m_random(seed)
    {
        std::memcpy(m_sound.data(), ring.sound().data(), m_size);
        const int fd = ::open(ring.file().c_str(), O_RDWR | O_CLOEXEC);
        m_memory = static_cast<Word64*>(
            ::mmap(nullptr, m_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
        ::close(fd);
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    Flipper(const Flipper&) = delete;
    Flipper& operator=(const Flipper&) = delete;
    Flipper(Flipper&&) = delete;
    Flipper& operator=(Flipper&&) = delete;
    ~Flipper()
    {
        m_thread.request_stop();
        m_thread.join();
        ::munmap(m_memory, m_size);
    }
    [[nodiscard]] std::uint64_t flips() const { return m_flips.load(std::memory_order_relaxed); }

private:
    void run(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            const std::uint64_t choice = m_random.below(1024);
            if (choice < 512) {
                put_header(choice % 2);
            } else if (choice < 768) {
                flip_and_restore(
                    m_random.below(kHeaderWords), std::uint64_t{1} << m_random.below(64));
            } else if (choice < 896) {  // the ready word
                flip_and_restore(ringlib::layout::kReadyOffset / sizeof(std::uint64_t), 1);
            } else if (choice < 1023) {
                spoil_a_section();
            } else {
                heal_the_sections();
            }
            m_flips.fetch_add(1, std::memory_order_relaxed);
        }
    }
    void put_header(std::size_t which)
    {
        for (std::size_t i = 0; i < kHeaderWords; ++i) {
            m_memory[i].store(m_headers.at(which).at(i), std::memory_order_relaxed);
        }
    }
    void flip_and_restore(std::size_t word, std::uint64_t bits)
    {
        m_memory[word].fetch_xor(bits, std::memory_order_relaxed);
        m_memory[word].fetch_xor(bits, std::memory_order_relaxed);
    }
    void spoil_a_section()
    {
        const std::size_t word = kSections + m_random.below(m_events - kSections);
        const std::uint64_t value = m_random.next() >> m_random.below(64);
        m_memory[word].store(value, std::memory_order_relaxed);
    }

    // So that a consumer finds a slot now and then.
    void heal_the_sections()
    {
        for (std::size_t i = kSections; i < m_events; ++i) {
            m_memory[i].store(m_sound[i], std::memory_order_relaxed);
        }
    }

    static constexpr std::size_t kSections = ringlib::layout::kPage / sizeof(std::uint64_t);
    std::array<HeaderWords, 2> m_headers;
    std::vector<std::uint64_t> m_sound;
    std::size_t m_events;  // first word of theirs
    std::size_t m_size;
    RandomWords m_random;
    std::atomic<std::uint64_t> m_flips{0};
    Word64* m_memory = nullptr;
    std::jthread m_thread;
};

bool is_one_of_the_two(const ringlib::RingInfo& info)
{
    const bool first = info.capacity == HostileRing::kCapacity && info.label.empty();
    const bool second = info.capacity == HostileRing::kCapacity / 2 && info.label == "other";
    return (first && info.event_size == sizeof(HostileEvent))
        || (second && info.event_size == 2 * sizeof(HostileEvent));
}

}  // namespace

Outcome flip_ring_while_attaching(std::uint64_t attaches, std::uint64_t seed)
{
    constexpr std::uint64_t kAttachesPerConsumer = 10;
    const HostileRing ring;
    const Flipper flipper(ring, seed);
    Outcome outcome;
    std::uint64_t taken = 0;
    std::uint64_t joined = 0;
    for (; outcome.tried < attaches; ++outcome.tried) {
        auto observer = ringlib::RingObserver::attach(ring.file());
        auto tap = ringlib::RingTap::attach(ring.file());
        if (observer && !is_one_of_the_two(observer->info())) {
            outcome.complain("an observer saw capacity " + std::to_string(observer->info().capacity)
                + " with events of " + std::to_string(observer->info().event_size)
                + " bytes, label '" + ringlib::printable(observer->info().label) + "'");
        }
        for (const auto& wrong : {observer ? contradiction_of(*observer) : std::string(),
                 tap ? contradiction_of(*tap) : std::string()}) {
            if (!wrong.empty()) {
                outcome.complain(wrong);
            }
        }
        taken += (observer ? 1U : 0U) + (tap ? 1U : 0U);
        if (outcome.tried % kAttachesPerConsumer == 0) {
            if (auto consumer = ring.consume()) {
                ++joined;
                (void)consumer->try_consume_next();
            }
        }
    }
    outcome.figures += std::to_string(taken) + " of " + std::to_string(2 * attaches)
        + " attaches taken, the others refused; " + std::to_string(joined) + " consumers joined; "
        + std::to_string(flipper.flips()) + " flips";
    return outcome;
}

}  // namespace ringtest
