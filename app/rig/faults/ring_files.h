// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/injection.h"
#include "rig/faults/recreation.h"

#include <cstdint>
#include <filesystem>

namespace rig {

/// The ring's name removed; its file has no name left, and those in it go on; made anew.
class Unlink : public Injection {
public:
    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    std::int64_t m_published = -1;
    Recreation m_recreation;
};

/// The ring's file cut to its header; the file system says how long it is; made anew.
class Truncate : public Injection {
public:
    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    std::uintmax_t m_size_before = 0;
    Recreation m_recreation;
};

/// Bits flipped in the header of a copy of the ring; whoever opens it finds its checksum wrong;
/// removed.
class CorruptHeader : public Injection {
public:
    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    std::filesystem::path m_copy;
};

/// A ring made under a limit that its file does not fit in; refused, and nothing is left of it;
/// made without the limit.
class NoSpace : public Injection {
public:
    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    RingTarget m_ring;
    RigWorker* m_limited = nullptr;
    RigWorker* m_free = nullptr;
};

}  // namespace rig
