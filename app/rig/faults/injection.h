// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/crew.h"
#include "rig/faults/fault.h"
#include "rig/ring_view.h"

#include <ringlib/error.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace rig {

/// What a fault acts on, and what shows that it did: looked at just now.
struct Stage {
    Crew& crew;
    const RingView& ring;
    const std::filesystem::path& directory;  ///< of this rig alone
    std::chrono::steady_clock::time_point now;

    [[nodiscard]] scenario::Time time() const { return now.time_since_epoch(); }
    /// Last sequence that it published or consumed; nothing while it is not in the ring.
    [[nodiscard]] std::optional<std::int64_t> position(std::string_view worker) const;
};

/// Words for a state that was seen; nothing: not yet. The error is why it will not be.
using Proof = ringlib::Expected<std::optional<std::string>>;
[[nodiscard]] Proof not_yet();
[[nodiscard]] ringlib::Unexpected trouble(std::string why);

/// How one kind of fault is done, shown, undone, and shown to be undone. Nothing of it waits: each
/// is called again at the next look until it has something to say.
class Injection {
public:
    Injection() = default;
    Injection(const Injection&) = delete;
    Injection& operator=(const Injection&) = delete;
    Injection(Injection&&) = delete;
    Injection& operator=(Injection&&) = delete;
    virtual ~Injection() = default;

    /// Once. @errors nothing was done, and why.
    [[nodiscard]] virtual ringlib::Expected<void> inject(Stage& stage) = 0;
    [[nodiscard]] virtual Proof prove(Stage& stage) = 0;
    /// Once, also before it was proven.
    [[nodiscard]] virtual ringlib::Expected<void> heal(Stage& stage) = 0;
    [[nodiscard]] virtual Proof prove_heal(Stage& stage) = 0;
};

/// @returns nullptr for what can only be simulated.
[[nodiscard]] std::unique_ptr<Injection> make_injection(const Fault& fault);

}  // namespace rig
