// SPDX-License-Identifier: MIT OR Apache-2.0
// Writes what is a ring, or nearly, for the corpora `segment` and `header`: a whole one, each limit
// and one beyond it, lengths below 0, and files of other sizes.
#include "hostile/hostile_ring.h"

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>

namespace {

using ringlib::layout::RingHeader;

class Seeds {
public:
    explicit Seeds(std::filesystem::path corpora)
        : m_corpora(std::move(corpora))
    {
        std::filesystem::create_directories(m_corpora / "segment");
        std::filesystem::create_directories(m_corpora / "header");
    }
    void write(const std::string& name, const std::string& bytes) const
    {
        std::ofstream(m_corpora / name, std::ios::binary) << bytes;
    }
    /// A header that differs in a field.
    void write_header(const std::string& name, const std::function<void(RingHeader&)>& change) const
    {
        RingHeader header = m_ring.header();
        change(header);
        ringtest::repair_checksum(std::as_writable_bytes(std::span(&header, 1)));
        write("header/" + name, ringtest::bytes_of(header));
    }
    [[nodiscard]] const ringtest::HostileRing& ring() const { return m_ring; }

private:
    std::filesystem::path m_corpora;
    ringtest::HostileRing m_ring;
};

void write_limits(const Seeds& seeds)
{
    using Field = std::uint64_t RingHeader::*;
    const std::initializer_list<std::pair<const char*, Field>> fields = {
        {"total_size", &RingHeader::total_size}, {"capacity", &RingHeader::capacity},
        {"event_size", &RingHeader::event_size}, {"event_stride", &RingHeader::event_stride},
        {"slots_offset", &RingHeader::slots_offset}, {"slot_stride", &RingHeader::slot_stride},
        {"producer_offset", &RingHeader::producer_offset},
        {"producer_size", &RingHeader::producer_size},
        {"counters_offset", &RingHeader::counters_offset},
        {"counters_size", &RingHeader::counters_size},
        {"blackbox_size", &RingHeader::blackbox_size},
        {"histograms_size", &RingHeader::histograms_size},
        {"schema_size", &RingHeader::schema_size}, {"events_offset", &RingHeader::events_offset},
        {"events_size", &RingHeader::events_size}};
    for (const auto& [name, field] : fields) {
        const std::string base = name;
        seeds.write_header(base + "-less", [f = field](RingHeader& h) { h.*f -= 1; });
        seeds.write_header(base + "-more", [f = field](RingHeader& h) { h.*f += 1; });
        seeds.write_header(base + "-negative", [f = field](RingHeader& h) { h.*f = 0 - h.*f; });
    }
    for (const std::uint32_t slots : {0U, 1U, 256U, 257U}) {
        seeds.write_header(
            "slots-" + std::to_string(slots), [slots](RingHeader& h) { h.consumer_slots = slots; });
    }
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: fuzz_seeds CORPORA\n");
        return 64;
    }
    const Seeds seeds(argv[1]);
    const std::string& sound = seeds.ring().sound();
    seeds.write("segment/layout-1.0", sound);
    for (const std::size_t size : {0U, 1U, 511U, 512U, 516U, 4095U, 4096U, 4097U}) {
        seeds.write("segment/cut-" + std::to_string(size), sound.substr(0, size));
    }
    seeds.write_header("layout-1.0", [](RingHeader&) {});
    write_limits(seeds);
    return 0;
}
