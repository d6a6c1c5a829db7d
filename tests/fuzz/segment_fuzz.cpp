// SPDX-License-Identifier: MIT OR Apache-2.0
// The input is a file: the header is parsed, and where it is accepted an observer and a tap read
// everything that it leads to.
#include "fuzz/fuzz_input.h"
#include "fuzz/ring_questions.h"
#include "header.h"
#include "support/temporary_ring.h"

#include <fcntl.h>
#include <unistd.h>

namespace {

using ringlib::layout::RingHeader;

/// A file that becomes each input in turn.
class InputFile {
public:
    InputFile()
        : m_fd(::open(m_ring.file().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600))
    {
        fuzz::require(m_fd >= 0, "a file can be made");
    }
    void put(const std::uint8_t* data, std::size_t size) const
    {
        fuzz::require(::ftruncate(m_fd, 0) == 0
                && ::pwrite(m_fd, data, size, 0) == static_cast<ssize_t>(size),
            "a file can be written");
    }
    [[nodiscard]] const std::string& name() const { return m_ring.name(); }

private:
    ringtest::TemporaryRing m_ring;
    int m_fd;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const InputFile kFile;
    fuzz::Input input(data, size);
    const auto header = input.take<RingHeader>();
    const auto ready = input.take<std::uint32_t>();
    const bool whole = size >= ringlib::layout::kReadyOffset + sizeof(ready);
    const bool sound = whole && ringlib::check_header("fuzz", header, size).has_value();
    if (sound) {
        fuzz::require_inside(header, size);
    }
    constexpr std::size_t kCheap = 5000;  // what is refused by its header needs no whole file
    if (!sound && size > kCheap) {
        return 0;
    }
    kFile.put(data, size);
    auto observer = ringlib::RingObserver::attach(kFile.name());
    auto tap = ringlib::RingTap::attach(kFile.name());
    const bool expected = sound && ready == ringlib::layout::kReady;
    fuzz::require(observer.has_value() == expected && tap.has_value() == expected,
        "who reads takes exactly the rings whose header is sound");
    if (observer && tap) {
        fuzz::ask_everything(*observer, *tap);
    }
    return 0;
}
