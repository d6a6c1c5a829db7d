// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <csignal>

namespace rig {

/// While it lives, a write of this thread to a pipe without a reader is only an error.
class NoBrokenPipeSignal {
public:
    NoBrokenPipeSignal();
    NoBrokenPipeSignal(const NoBrokenPipeSignal&) = delete;
    NoBrokenPipeSignal& operator=(const NoBrokenPipeSignal&) = delete;
    NoBrokenPipeSignal(NoBrokenPipeSignal&&) = delete;
    NoBrokenPipeSignal& operator=(NoBrokenPipeSignal&&) = delete;
    ~NoBrokenPipeSignal();

private:
    sigset_t m_pipe{};
    sigset_t m_before{};
    bool m_was_pending = false;
};

}  // namespace rig
