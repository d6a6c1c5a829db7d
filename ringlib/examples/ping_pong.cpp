// SPDX-License-Identifier: MIT OR Apache-2.0
// Two processes throw a ball over two rings: `ping_pong ping NAME`, and `ping_pong pong NAME`
// beside it. Prints how many times it came back, and the median of the times that took.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <ringlib/ringlib.h>
#include <string>
#include <utility>
#include <vector>

namespace {

struct Ball {
    std::uint64_t round;
};
constexpr std::uint64_t kRounds = 2000;

template <typename T>
T or_exit(ringlib::Expected<T> built)
{
    if (!built) {
        std::cerr << built.error().message() << '\n';
        std::exit(1);  // NOLINT(concurrency-mt-unsafe): before the first other thread
    }
    return std::move(*built);
}

auto throw_into(const std::string& ring)
{
    return or_exit(
        ringlib::build_shared_single_producer<Ball>(ring, 64).enable_discovery(1).build_producer());
}

auto catch_from(const std::string& ring)
{
    return or_exit(ringlib::attach_shared_consumer<Ball>(ring, 64)
                       .with_ready_timeout(std::chrono::seconds(20))
                       .build_consumer());
}

void ping(const std::string& name)
{
    using Clock = std::chrono::steady_clock;
    auto out = throw_into(name + "-ping");
    auto in = catch_from(name + "-pong");
    std::vector<Clock::duration> times;
    for (std::uint64_t round = 0; round < kRounds; ++round) {
        const auto thrown = Clock::now();
        out.publish([&](Ball& ball) { ball.round = round; });
        if (!in.consume_next()) {
            break;  // the other one is gone
        }
        times.push_back(Clock::now() - thrown);
    }
    std::sort(times.begin(), times.end());
    const auto median = times.empty() ? Clock::duration{} : times[times.size() / 2];
    std::cout << times.size() << " round trips, median " << std::chrono::nanoseconds(median).count()
              << " ns\n";
}

void pong(const std::string& name)
{
    auto out = throw_into(name + "-pong");
    auto in = catch_from(name + "-ping");
    while (const auto ball = in.consume_next()) {
        out.publish([&](Ball& thrown) { thrown = ball->event; });
    }
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::cerr << "usage: ping_pong ping|pong NAME\n";
        return 64;
    }
    std::string(argv[1]) == "ping" ? ping(argv[2]) : pong(argv[2]);
    return 0;
}
