// SPDX-License-Identifier: MIT OR Apache-2.0
// A ringworker that breaks one of its promises. It understands what it was told as something else,
// or publishes what it should not: see synthetic_event.h beside it.
#include "rig/broken/break.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

int ringworker_main(int argc, char** argv);

namespace {

struct Misunderstanding {
    std::string_view promise;  ///< that is broken
    std::string_view option;
    std::string_view instead;  ///< of its value
};

constexpr std::array kMisunderstandings = {
    Misunderstanding{"alerts-late", "--progress-timeout", "1500ms"},
    Misunderstanding{"alerts-early", "--progress-timeout", "700ms"},
    Misunderstanding{"gives-up-never", "--on-failure", "alert"},
    Misunderstanding{"gives-up-always", "--on-failure", "shutdown"},
    Misunderstanding{"grace-ends-soon", "--grace", "10ms"},
    Misunderstanding{"buffers-less", "--coordination", "buffer:900"},
    Misunderstanding{"waits-for-ever", "--ready-timeout", "60s"},
    Misunderstanding{"starts-next", "--start", "next"},
    Misunderstanding{"starts-oldest", "--start", "oldest"},
};

}  // namespace

int main(int argc, char** argv)
{
    std::vector<std::string> words(argv, argv + argc);
    for (const Misunderstanding& each : kMisunderstandings) {
        const auto option = std::find(words.begin(), words.end(), each.option);
        if (!rigtest::is_broken(each.promise)) {
            continue;
        }
        if (option != words.end() && option + 1 != words.end()) {
            *(option + 1) = each.instead;
        } else if (words.size() > 1 && words[1] == "consume" && each.option == "--start") {
            words.insert(words.end(), {std::string(each.option), std::string(each.instead)});
        }
    }
    std::vector<char*> pointers;
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    return ringworker_main(argc == 0 ? 0 : static_cast<int>(words.size()), pointers.data());
}
