// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/field_type.h"

#include <array>
#include <cstddef>

namespace ringlib {

std::string_view to_string(FieldType type) noexcept
{
    constexpr std::array<std::string_view, 14> kNames = {"U8", "U16", "U32", "U64", "I8", "I16",
        "I32", "I64", "F32", "F64", "Bool", "Char", "Bytes", "TimeNs"};
    static_assert(static_cast<std::size_t>(FieldType::TimeNs) + 1 == kNames.size());
    const auto index = static_cast<std::size_t>(type);
    return index < kNames.size() ? kNames[index] : "unknown";
}

}  // namespace ringlib
