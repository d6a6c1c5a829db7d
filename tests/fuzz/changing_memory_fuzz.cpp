// SPDX-License-Identifier: MIT OR Apache-2.0
// Memory that is different at each look: every read of an observer or a tap gets other bytes, comes
// out short or fails, as the input says. What was checked once must not be fetched again.
#include "fuzz/fuzz_input.h"
#include "fuzz/memory_source.h"
#include "fuzz/ring_questions.h"
#include "hostile/hostile_ring.h"

#include <cerrno>
#include <cstring>
#include <vector>

namespace {

using ringlib::layout::RingHeader;

/// The ring whose bytes are changed, and others that the same file could hold.
struct Rings {
    ringtest::HostileRing file;
    std::string sound = file.sound();
    std::vector<RingHeader> headers;

    Rings()
    {
        const RingHeader own = file.header();
        add(own);
        RingHeader other = own;
        other.capacity /= 2;
        other.event_size *= 2;
        other.event_stride *= 2;
        add(other);
        other = own;
        other.consumer_slots = 1;
        add(other);
        other = own;
        other.schema_size = 0;
        other.histograms_size = 0;
        add(other);
    }

private:
    void add(RingHeader header)
    {
        ringtest::repair_checksum(std::as_writable_bytes(std::span(&header, 1)));
        headers.push_back(header);
    }
};

const Rings& rings()
{
    static const Rings kRings;
    return kRings;
}

/// Which bytes were read since it was asked last.
class ReadCount {
public:
    void note(std::uint64_t offset, std::size_t size)
    {
        for (std::uint64_t byte = offset; byte < offset + size && byte < m_reads.size(); ++byte) {
            ++m_reads[byte];
        }
    }
    void require_at_most(unsigned reads, const char* rule)
    {
        for (std::uint8_t& byte : m_reads) {
            fuzz::require(byte <= reads, rule);
            byte = 0;
        }
    }

private:
    std::vector<std::uint8_t> m_reads = std::vector<std::uint8_t>(rings().sound.size());
};

class ChangingMemory {
public:
    explicit ChangingMemory(fuzz::Input& input)
        : m_input(input)
        , m_bytes(rings().sound)
    {
    }

    ssize_t read(std::span<std::byte> target, std::uint64_t offset)
    {
        const auto what = m_input.take<std::uint8_t>();
        if (what == 0xff) {
            errno = EIO;
            return -1;
        }
        if (what == 0xfe) {
            errno = EINTR;
            return -1;
        }
        change(what);
        const std::size_t there = offset < m_bytes.size() ? m_bytes.size() - offset : 0;
        std::size_t size = std::min(target.size(), there);
        if (what >= 0xf0) {
            size = std::min(size, m_input.below(8192));
        }
        std::memcpy(
            target.data(), m_bytes.data() + std::min<std::size_t>(offset, m_bytes.size()), size);
        m_count.note(offset, size);
        return static_cast<ssize_t>(size);
    }
    [[nodiscard]] ReadCount& count() { return m_count; }

private:
    void change(std::uint8_t what)
    {
        const RingHeader& header = rings().headers.at(what % rings().headers.size());
        std::memcpy(m_bytes.data(), &header, sizeof(header));
        for (unsigned i = 0; i < (what >> 4U) % 8; ++i) {
            const std::size_t word
                = m_input.take<std::uint32_t>() % (m_bytes.size() / sizeof(std::uint64_t));
            const auto value = m_input.take<std::uint64_t>() >> (m_input.take<std::uint8_t>() % 64);
            std::memcpy(m_bytes.data() + word * sizeof(value), &value, sizeof(value));
        }
    }

    fuzz::Input& m_input;
    std::string m_bytes;
    ReadCount m_count;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const std::string& file = rings().file.file();
    ChangingMemory memory(input);
    const fuzz::ReadsFrom reads([&](std::span<std::byte> target, std::uint64_t offset) {
        return memory.read(target, offset);
    });
    auto observer = ringlib::RingObserver::attach(file);
    memory.count().require_at_most(1, "an attach reads no byte twice");
    auto tap = ringlib::RingTap::attach(file);
    memory.count().require_at_most(1, "an attach reads no byte twice");
    if (!observer || !tap) {
        return 0;
    }
    ringlib::RingSnapshot snapshot;
    (void)observer->snapshot(snapshot);
    memory.count().require_at_most(1, "a snapshot reads no byte twice");
    std::vector<ringlib::LatencySnapshot> latencies;
    (void)observer->latencies(latencies);
    memory.count().require_at_most(1, "latencies read no byte twice");
    (void)observer->schema();
    memory.count().require_at_most(1, "a schema reads no byte twice");
    (void)observer->happenings();
    memory.count().require_at_most(2, "happenings compare two reads and no more");
    while (!input.empty()) {
        fuzz::require(ringtest::contradiction_of(*observer).empty()
                && ringtest::contradiction_of(*tap).empty(),
            "a reading is one that a ring can give");
    }
    fuzz::ask_everything(*observer, *tap);
    return 0;
}
