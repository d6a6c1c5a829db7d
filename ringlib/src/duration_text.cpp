// SPDX-License-Identifier: MIT OR Apache-2.0
#include "duration_text.h"

#include <cstdint>
#include <cstdlib>

namespace ringlib {

std::string duration_text(std::chrono::nanoseconds time)
{
    constexpr std::int64_t kMillisecond = 1'000'000;
    std::string text = std::to_string(time.count() / kMillisecond);
    std::string digits = std::to_string(kMillisecond + std::abs(time.count() % kMillisecond));
    digits.erase(0, 1);  // six digits, with their leading zeros
    if (text != "0") {
        digits.resize(3);  // microseconds are enough
    }
    digits.erase(digits.find_last_not_of('0') + 1);
    if (!digits.empty()) {
        text += "." + digits;
    }
    return text + " ms";
}

}  // namespace ringlib
