// SPDX-License-Identifier: MIT OR Apache-2.0
// A ring in a file stays when everybody has left: `mmap_ring write FILE`, and at any time after,
// `mmap_ring read FILE`.
#include <cstdint>
#include <iostream>
#include <ringlib/ringlib.h>
#include <string_view>

namespace {

struct Square {
    std::uint64_t number;
    std::uint64_t square;
};
constexpr std::size_t kCapacity = 16;

int fail(const ringlib::Error& error)
{
    std::cerr << error.message() << '\n';
    return 1;
}

int write(const char* file)
{
    auto producer = ringlib::build_mmap_single_producer<Square>(file, kCapacity).build_producer();
    if (!producer) {
        return fail(producer.error());
    }
    for (std::uint64_t i = 1; i <= 5; ++i) {
        producer->publish([i](Square& event) { event = {.number = i, .square = i * i}; });
    }
    return 0;  // the producer closes the ring: its readers find the end of the stream
}

int read(const char* file)
{
    auto consumer = ringlib::attach_mmap_consumer<Square>(file, kCapacity)
                        .start_at(ringlib::StartAt::Oldest)
                        .build_consumer();
    if (!consumer) {
        return fail(consumer.error());
    }
    while (const auto event = consumer->consume_next()) {
        std::cout << event->event.number << " squared is " << event->event.square << '\n';
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    const std::string_view role = argc == 3 ? argv[1] : "";
    if (role == "write") {
        return write(argv[2]);
    }
    if (role == "read") {
        return read(argv[2]);
    }
    std::cerr << "usage: mmap_ring write|read FILE\n";
    return 64;
}
