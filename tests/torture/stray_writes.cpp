// SPDX-License-Identifier: MIT OR Apache-2.0
#include "stray_writes.h"

#include "stage.h"

#include <ringlib/layout.h>

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace torture {
namespace {

using ringlib::layout::ConsumerSlot;
using ringlib::layout::Slot;

constexpr std::size_t kCapacity = 16;

/// A ring's file, mapped by somebody who has no business there.
class ForeignMapping {
public:
    explicit ForeignMapping(const std::string& file)
    {
        const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
        struct stat status { };
        ::fstat(fd, &status);
        m_size = static_cast<std::size_t>(status.st_size);
        m_base = static_cast<std::byte*>(
            ::mmap(nullptr, m_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
        ::close(fd);
        std::memcpy(&m_header, m_base, sizeof(m_header));
    }
    ForeignMapping(const ForeignMapping&) = delete;
    ForeignMapping& operator=(const ForeignMapping&) = delete;
    ForeignMapping(ForeignMapping&&) = delete;
    ForeignMapping& operator=(ForeignMapping&&) = delete;
    ~ForeignMapping() { ::munmap(m_base, m_size); }

    [[nodiscard]] std::uint64_t published() const
    {
        return reinterpret_cast<const ringlib::layout::ProducerBlock*>(
            m_base + m_header.producer_offset)
            ->published.load();
    }
    /// The slot that bears the id, or the first one that nobody has used.
    [[nodiscard]] ConsumerSlot& slot_of(const std::string& id) const
    {
        for (std::uint32_t i = 0;; ++i) {
            auto& slot = *reinterpret_cast<ConsumerSlot*>(
                m_base + m_header.slots_offset + i * m_header.slot_stride);
            std::array<std::uint64_t, ringlib::layout::kIdBytes / 8> words{};
            for (std::size_t w = 0; w < words.size(); ++w) {
                words[w] = slot.identity.id_text[w].load();
            }
            const char* const text = reinterpret_cast<const char*>(words.data());
            const std::string there(text, ::strnlen(text, sizeof(words)));
            if (there == id || there.empty() || i + 1 == m_header.consumer_slots) {
                return slot;
            }
        }
    }

private:
    std::size_t m_size = 0;
    std::byte* m_base = nullptr;
    ringlib::layout::RingHeader m_header{};
};

std::string in_words(const ConsumerSlot& slot, std::uint64_t published)
{
    const std::uint64_t word = slot.word.load();
    return "state " + std::to_string(static_cast<unsigned>(ringlib::layout::slot_state(word)))
        + ", generation " + std::to_string(ringlib::layout::slot_generation(word)) + ", cursor "
        + std::to_string(slot.cursor.load()) + ", published " + std::to_string(published);
}

/// Numbers that look right, and such that cannot be.
std::uint64_t stray_number(std::mt19937_64& random, std::uint64_t published)
{
    switch (random() % 6) {
    case 0:
        return 0;
    case 1:
        return ~std::uint64_t{0};
    case 2:
        return published + random() % (4 * kCapacity);
    case 3:
        return published - random() % (4 * kCapacity);
    case 4:
        return std::uint64_t{1} << random() % 64;
    default:
        return random();
    }
}

void write_astray(ConsumerSlot& slot, std::mt19937_64& random, std::uint64_t published)
{
    const std::uint64_t value = stray_number(random, published);
    switch (random() % 4) {
    case 0:
        slot.word.store(value);
        break;
    case 1:  // the same owner, in another state
        slot.word.store(ringlib::layout::slot_word(
            ringlib::layout::slot_generation(slot.word.load()), static_cast<Slot>(random() % 8)));
        break;
    case 2:
        slot.leased_to.store(value);
        break;
    default:
        slot.cursor.store(value);
    }
}

/// The victim, which may lose its place, its life or its mind; it is begun again.
ChildProcess victim_on(const Stage& stage, const HistoryFile& history)
{
    return stage.start({"churn", stage.ring(), std::to_string(kCapacity), history.file(), "victim",
        "next", "copy", "50"});
}

Outcome write_to_a_slot(const Effort& effort)
{
    Outcome outcome;
    std::mt19937_64 random(effort.seed);
    Stage stage(honest_program(), kCapacity);
    auto producer = stage.produce(3);
    producer.read_line();
    auto copies = stage.consume("copies", "oldest", "copy");
    copies.read_line();
    auto leases = stage.consume("leases", "oldest", "lease");
    leases.read_line();
    std::list<HistoryFile> histories;  // of no interest: the victim's memory is not its own
    std::optional<ChildProcess> victim;
    const ForeignMapping ring(stage.files().file());
    std::uint64_t victims = 0;
    for (std::uint64_t left = effort.of(20'000); left != 0; --left) {
        if (!victim || has_ended(*victim)) {
            ++victims;
            histories.clear();
            histories.emplace_back("victim");
            victim.reset();
            victim.emplace(victim_on(stage, histories.back()));
        }
        write_astray(ring.slot_of("victim"), random, ring.published());
        ++outcome.tried;
        // Each is lived with for a while: the producer looks at all cursors several times.
        const std::uint64_t before = ring.published();
        if (!wait_until([&] { return ring.published() > before + kCapacity; })) {
            std::string where = std::to_string(left) + " writes before the end";
            for (const char* const id : {"victim", "copies", "leases"}) {
                where
                    += "; " + std::string(id) + ": " + in_words(ring.slot_of(id), ring.published());
            }
            add(outcome,
                {{Rule::NothingFails,
                    has_ended(*victim) ? "the producer hangs, the victim has ended"
                                       : "the producer hangs"}},
                where);
            break;
        }
    }
    victim->signal(SIGKILL);
    victim->wait();
    add(outcome, stage.finish(producer, {&copies, &leases}, {}), "stray writes");
    outcome.figures = std::to_string(victims) + " victims in turn";
    return outcome;
}

}  // namespace

std::vector<Row> stray_write_rows()
{
    return {{.id = "F37",
        .rule = "WhateverIsWrittenToOneSlotNobodyElseSeesAWrongEvent",
        .unit = "writes",
        .run = write_to_a_slot}};
}

}  // namespace torture
