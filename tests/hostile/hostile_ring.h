// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "support/temporary_ring.h"

#include <ringlib/layout.h>
#include <ringlib/ringlib.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ringtest {

struct HostileEvent {
    std::uint64_t value;
};

/// A ring in a file that has all sections, with a consumer's traces and events in it, to be
/// damaged. Nobody holds it any more; its stream is still open.
class HostileRing {
public:
    static constexpr std::size_t kCapacity = 8;
    static constexpr std::uint32_t kConsumers = 2;

    HostileRing();

    [[nodiscard]] const std::string& file() const { return m_file; }
    [[nodiscard]] const std::filesystem::path& directory() const { return m_directory.path(); }
    [[nodiscard]] const std::string& sound() const { return m_sound; }  ///< its bytes before
    [[nodiscard]] ringlib::layout::RingHeader header() const;  ///< the sound one
    [[nodiscard]] std::string bytes() const;  ///< as they are now
    void write(std::size_t offset, std::string_view bytes) const;  ///< into the file that is there
    void put(std::string_view bytes) const;  ///< the whole file, as a new one

    [[nodiscard]] ringlib::Expected<ringlib::Producer<HostileEvent>> produce() const;
    [[nodiscard]] ringlib::Expected<ringlib::Consumer<HostileEvent>> consume(
        std::string_view id = "fast") const;

private:
    [[nodiscard]] ringlib::ProducerBuilder<HostileEvent> builder() const;

    TemporaryDirectory m_directory{"/dev/shm"};
    std::string m_file = (m_directory.path() / "ring").string();
    std::string m_sound;
};

/// Sets the checksum that these bytes would have in an honest header.
void repair_checksum(std::span<std::byte> header);
[[nodiscard]] std::string bytes_of(const ringlib::layout::RingHeader& header);

/// Asks everything that can be asked, once.
/// @returns what was said that no ring can say; empty: nothing.
[[nodiscard]] std::string contradiction_of(ringlib::RingObserver& observer);
[[nodiscard]] std::string contradiction_of(ringlib::RingTap& tap);

}  // namespace ringtest
