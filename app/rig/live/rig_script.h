// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/rig.h"
#include "rig/scenario/observations.h"

#include <string>

namespace rig {

/// What is played at a live rig by itself. All of it is called on the rig's thread.
class RigScript {
public:
    RigScript() = default;
    RigScript(const RigScript&) = delete;
    RigScript& operator=(const RigScript&) = delete;
    RigScript(RigScript&&) = delete;
    RigScript& operator=(RigScript&&) = delete;
    virtual ~RigScript() = default;

    /// After each tick, until the rig ends. @param trouble why it could not be started; empty.
    virtual void advance(Rig& rig, const scenario::Observations& seen, const std::string& trouble)
        = 0;
    /// The user takes a hand in it.
    virtual void interrupt(Rig& rig) = 0;
    /// Everybody has ended, because the rig was told to.
    virtual void conclude(const scenario::Observations& seen) = 0;
};

}  // namespace rig
