// SPDX-License-Identifier: MIT OR Apache-2.0
// A ringworker that breaks one of its promises. It understands what it was told as something else,
// publishes what it should not (synthetic_event.h), reads as it should not (consume_loop.h), or
// throws out who is in its way (intrusion.h).
#include "rig/broken/break.h"
#include "rig/broken/intrusion.h"

#include "rig/exit_code.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

int ringworker_main(int argc, char** argv);

namespace {

using Words = std::vector<std::string>;

struct Misunderstanding {
    std::string_view promise;  ///< that is broken
    std::string_view role;  ///< of whom
    std::string_view option;
    std::string_view instead;  ///< of its value, or of what it is without
};

constexpr std::array kMisunderstandings = {
    Misunderstanding{"alerts-late", "produce", "--progress-timeout", "1500ms"},
    Misunderstanding{"alerts-early", "produce", "--progress-timeout", "700ms"},
    Misunderstanding{"gives-up-never", "produce", "--on-failure", "alert"},
    Misunderstanding{"gives-up-always", "produce", "--on-failure", "shutdown"},
    Misunderstanding{"grace-ends-soon", "produce", "--grace", "10ms"},
    Misunderstanding{"buffers-less", "produce", "--coordination", "buffer:900"},
    Misunderstanding{"misses-nobody", "produce", "--require", "cp_0"},
    Misunderstanding{"keeps-the-dead", "produce", "--require", "cp_1"},
    Misunderstanding{"keeps-the-dead", "produce", "--progress-timeout", "60s"},
    Misunderstanding{"waits-for-ever", "consume", "--ready-timeout", "60s"},
    Misunderstanding{"starts-next", "consume", "--start", "next"},
    Misunderstanding{"starts-oldest", "consume", "--start", "oldest"},
};

/// The value of that option; the end where it is not given.
Words::iterator value_of(Words& words, std::string_view option)
{
    const auto found = std::find(words.begin(), words.end(), option);
    return found == words.end() ? found : found + 1;
}

void misunderstand(Words& words)
{
    for (const Misunderstanding& each : kMisunderstandings) {
        if (!rigtest::is_broken(each.promise) || words[1] != each.role) {
            continue;
        }
        if (const auto value = value_of(words, each.option); value != words.end()) {
            *value = each.instead;
        } else {
            words.insert(words.end(), {std::string(each.option), std::string(each.instead)});
        }
    }
}

std::string g_ring;

}  // namespace

const std::string& rigtest::ring_of_this_worker()
{
    return g_ring;
}

int main(int argc, char** argv)
{
    Words words(argv, argv + argc);
    if (words.size() > 1) {
        misunderstand(words);
        const auto name = value_of(words, "--ring");
        const auto path = value_of(words, "--file");
        g_ring = name != words.end() ? *name : path != words.end() ? *path : "";
        if (rigtest::is_broken("throws-the-first-out")) {
            const auto id = value_of(words, "--id");
            rigtest::throw_out(g_ring, id != words.end() ? std::string_view(*id) : "");
        }
    }
    std::vector<char*> pointers;
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    const int code = ringworker_main(static_cast<int>(words.size()), pointers.data());
    const bool hides = code == static_cast<int>(rig::ExitCode::Unattended)
        && rigtest::is_broken("fails-as-if-well");
    return hides ? 0 : code;
}
