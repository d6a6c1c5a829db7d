// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/segment_name.h"

#include "fnv1a.h"
#include "remembered_label.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>

namespace ringlib {
namespace {

constexpr std::size_t kLabelCharacters = 13;

// FNV-1a, finished by a multiply-shift mix: short labels that differ in one character spread over
// all digits.
std::uint64_t hash64(std::string_view text)
{
    std::uint64_t hash = fnv1a(text);
    hash ^= hash >> 32U;
    hash *= 0xd6e8feb86659fd93;
    return hash ^ (hash >> 32U);
}

bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

constexpr std::size_t kRememberedMax = 1024;

struct Labels {
    std::mutex mutex;  // protects by_name
    std::map<std::string, std::string, std::less<>> by_name;
};

Labels& labels()
{
    static Labels instance;
    return instance;
}

}  // namespace

std::string remembered_label(std::string_view name)
{
    const std::lock_guard lock(labels().mutex);
    const auto found = labels().by_name.find(name);
    return found == labels().by_name.end() ? std::string{} : found->second;
}

std::string portable_shm_segment_name(std::string_view label)
{
    std::string name;
    for (const char c : label.substr(0, kLabelCharacters)) {
        const bool keep = is_alphanumeric(c) || (!name.empty() && (c == '-' || c == '.'));
        name += keep ? c : '_';
    }
    if (name.empty() || !is_alphanumeric(name.front())) {
        name.insert(name.begin(), 'r');
        name.resize(std::min(name.size(), kLabelCharacters));
    }
    name += '_';
    const std::uint64_t hash = hash64(label);
    for (int shift = 60; shift >= 0; shift -= 4) {
        name += "0123456789abcdef"[(hash >> static_cast<unsigned>(shift)) & 0xfU];
    }
    const std::lock_guard lock(labels().mutex);
    if (labels().by_name.size() < kRememberedMax) {
        labels().by_name.try_emplace(name, label);
    }
    return name;
}

}  // namespace ringlib
