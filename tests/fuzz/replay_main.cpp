// SPDX-License-Identifier: MIT OR Apache-2.0
// Runs a target once over each file that is named, or lies in a directory that is named.
#include "fuzz/fuzz_input.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

std::size_t replay(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
    const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
    std::printf("%s\n", file.filename().c_str());
    std::fflush(stdout);  // the last one named is the one that broke it
    LLVMFuzzerTestOneInput(input.data(), input.size());
    return 1;
}

}  // namespace

int main(int argc, char** argv)
{
    std::size_t inputs = 0;
    for (int i = 1; i < argc; ++i) {
        const std::filesystem::path path(argv[i]);
        if (!std::filesystem::is_directory(path)) {
            inputs += replay(path);
            continue;
        }
        for (const auto& entry : std::filesystem::directory_iterator(path)) {
            inputs += replay(entry.path());
        }
    }
    std::printf("%zu inputs\n", inputs);
    return inputs > 0 ? 0 : 1;
}
