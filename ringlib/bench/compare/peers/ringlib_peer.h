// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/tuned_ring.h"

namespace ringbench {

/// This library with every consumer required, and a monitor that looks 100 times a second.
template <ringlib::Backend Where>
struct RinglibPeer {
    static constexpr const char* kName
        = Where == ringlib::Backend::Shm ? "ringlib" : "ringlib, in a file";
    using Ring = TunedRing<>;

    /// With a core for each process it spins; otherwise the library's default.
    [[nodiscard]] static TunedSetup tuned(const Setup& setup)
    {
        TunedSetup tuned{setup, {}};
        tuned.tuning.backend = Where;
        if (setup.yields) {
            tuned.tuning.wait = ringlib::WaitStrategy::block();
        }
        return tuned;
    }
    template <std::size_t>
    static void prepare(const Setup&)
    {
    }
    static void remove(const Setup& setup) { Ring::remove(tuned(setup)); }

    template <std::size_t Bytes>
    struct Producer : Ring::Producer<Bytes> {
        explicit Producer(const Setup& setup)
            : Ring::Producer<Bytes>(tuned(setup))
        {
        }
    };
    template <std::size_t Bytes>
    struct Consumer : Ring::Consumer<Bytes> {
        Consumer(const Setup& setup, std::size_t index)
            : Ring::Consumer<Bytes>(tuned(setup), index)
        {
        }
    };
    [[nodiscard]] static std::chrono::nanoseconds time_between_looks(const Setup& setup)
    {
        return Ring::time_between_looks(tuned(setup));
    }
    struct Observer : Ring::Observer {
        explicit Observer(const Setup& setup)
            : Ring::Observer(tuned(setup))
        {
        }
    };
};

}  // namespace ringbench
