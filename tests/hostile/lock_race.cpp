// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/lock_race.h"

#include "lock_file.h"
#include "support/temporary_ring.h"

#include <atomic>
#include <thread>
#include <unistd.h>
#include <vector>

namespace ringtest {

Outcome lock_while_lock_files_go(std::uint64_t locks)
{
    constexpr int kOpeners = 4;
    const TemporaryRing name;
    const auto path = ringlib::shm_ring(name.name()).value();
    std::atomic<std::uint64_t> taken{0};
    std::atomic<std::uint64_t> refused{0};
    std::atomic<std::uint64_t> doubled{0};
    std::atomic<int> holders{0};
    {
        std::vector<std::jthread> openers;
        for (int i = 0; i < kOpeners; ++i) {
            openers.emplace_back([&] {
                while (taken < locks) {
                    auto lock = ringlib::try_lock(path, ringlib::LockRange::producer(),
                        {.create = true, .mode = 0600, .owner = {}});
                    if (!lock || !*lock) {
                        ++refused;
                        continue;
                    }
                    doubled += holders.fetch_add(1) == 0 ? 0U : 1U;
                    ++taken;
                    holders.fetch_sub(1);
                    ::unlink(name.lock_file().c_str());
                }
            });
        }
    }
    return {.tried = taken,
        .bad = doubled,
        .figures = std::to_string(taken) + " locks by " + std::to_string(kOpeners) + " openers, "
            + std::to_string(refused) + " refusals, two holders " + std::to_string(doubled)};
}

}  // namespace ringtest
