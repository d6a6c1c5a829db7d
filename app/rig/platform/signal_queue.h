// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/descriptor.h"

#include <csignal>
#include <optional>

namespace rig {

/// The signals of a set that are blocked, to be waited for by poll and taken one by one.
class SignalQueue {
public:
    SignalQueue() noexcept = default;  ///< none
    explicit SignalQueue(const sigset_t& signals) noexcept;

    [[nodiscard]] int descriptor() const noexcept { return m_descriptor.get(); }
    [[nodiscard]] std::optional<int> take() noexcept;

private:
    Descriptor m_descriptor;
};

}  // namespace rig
