// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/verdict.h"

namespace rig {

std::string_view to_string(Verdict verdict) noexcept
{
    switch (verdict) {
    case Verdict::Pass:
        return "PASS";
    case Verdict::Fail:
        return "FAIL";
    case Verdict::Inconclusive:
        return "INCONCLUSIVE";
    case Verdict::Aborted:
        return "ABORTED";
    }
    return "?";
}

}  // namespace rig
