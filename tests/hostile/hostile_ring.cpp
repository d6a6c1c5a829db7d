// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/hostile_ring.h"

#include <ringlib/crc32c.h>

#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace ringtest {
namespace {

using ringlib::layout::RingHeader;

std::string contents_of(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// What no ring can say, in one reading.
std::string contradiction_in(const ringlib::RingSnapshot& snapshot)
{
    const auto last = static_cast<std::uint64_t>(snapshot.producer.sequence + 1);
    if (last > ringlib::layout::kCountMax || snapshot.used_max > snapshot.capacity) {
        return "a count beyond its limit";
    }
    if (snapshot.consumers.size() > ringlib::layout::kConsumersMax) {
        return "more consumers than slots";
    }
    for (const auto& consumer : snapshot.consumers) {
        if (consumer.sequence > snapshot.producer.sequence || consumer.sequence < -1) {
            return "a consumer ahead of the producer";
        }
        if (consumer.id.size() > ringlib::layout::kIdBytes) {
            return "an id longer than its field";
        }
    }
    return "";
}

std::string contradiction_in(
    const std::optional<ringlib::EventSchema>& schema, std::uint64_t event_size)
{
    for (const auto& field : schema.value_or(ringlib::EventSchema{}).fields) {
        if (std::uint64_t{field.offset} + std::uint64_t{ringlib::size_of(field.type)} * field.count
            > event_size) {
            return "a field outside the event";
        }
    }
    return "";
}

}  // namespace

HostileRing::HostileRing()
{
    auto producer = builder().build_producer().value();
    {
        auto fast = consume("fast").value();
        for (std::size_t i = 0; i < kCapacity + 3; ++i) {
            (void)producer.try_publish([&](HostileEvent& event) { event.value = i; });
            (void)fast.try_consume_next();
        }
        producer.record_publish_latency_ns(1'000);
    }
    m_sound = contents_of(m_file);  // as a producer leaves it that is killed
    producer.close();
    put(m_sound);
}

ringlib::ProducerBuilder<HostileEvent> HostileRing::builder() const
{
    return ringlib::build_mmap_single_producer<HostileEvent>(m_file, kCapacity)
        .with_max_consumers(kConsumers)
        .with_latency_histograms()
        .with_event_schema(
            ringlib::describe_event<HostileEvent>().field("value", &HostileEvent::value));
}

ringlib::Expected<ringlib::Producer<HostileEvent>> HostileRing::produce() const
{
    return builder().build_producer();
}

ringlib::Expected<ringlib::Consumer<HostileEvent>> HostileRing::consume(std::string_view id) const
{
    return ringlib::attach_mmap_consumer<HostileEvent>(m_file, kCapacity)
        .with_consumer_id(id)
        .with_ready_timeout(std::chrono::nanoseconds(0))
        .build_consumer();
}

RingHeader HostileRing::header() const
{
    RingHeader header{};
    std::memcpy(&header, m_sound.data(), sizeof(header));
    return header;
}

std::string HostileRing::bytes() const
{
    return contents_of(m_file);
}

void HostileRing::write(std::size_t offset, std::string_view bytes) const
{
    const int fd = ::open(m_file.c_str(), O_WRONLY | O_CLOEXEC);
    (void)!::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    ::close(fd);
}

void HostileRing::put(std::string_view bytes) const
{
    const std::string fresh = m_file + ".fresh";
    std::ofstream(fresh, std::ios::binary) << bytes;
    std::filesystem::rename(fresh, m_file);
}

void repair_checksum(std::span<std::byte> header)
{
    constexpr std::size_t kEnd = offsetof(RingHeader, crc32c);
    const std::uint32_t checksum = ringlib::crc32c(header.first(kEnd));
    std::memcpy(header.data() + kEnd, &checksum, sizeof(checksum));
}

std::string bytes_of(const RingHeader& header)
{
    std::string bytes(sizeof(header), '\0');
    std::memcpy(bytes.data(), &header, sizeof(header));
    return bytes;
}

std::string contradiction_of(ringlib::RingObserver& observer)
{
    ringlib::RingSnapshot snapshot;
    std::vector<ringlib::LatencySnapshot> latencies;
    if (observer.snapshot(snapshot)) {
        if (auto wrong = contradiction_in(snapshot); !wrong.empty()) {
            return wrong;
        }
    }
    const auto happened = observer.happenings();
    if (happened && happened->size() > ringlib::layout::kBlackboxRecords) {
        return "more happenings than records";
    }
    if (observer.latencies(latencies) && latencies.size() > ringlib::layout::kConsumersMax + 1) {
        return "more histograms than endpoints";
    }
    return contradiction_in(observer.schema(), observer.info().event_size);
}

std::string contradiction_of(ringlib::RingTap& tap)
{
    const auto last = tap.last_published();
    if (!last) {
        return "";
    }
    const auto event = tap.read(*last);
    return event ? contradiction_in(tap.schema(), event->size()) : "";
}

}  // namespace ringtest
