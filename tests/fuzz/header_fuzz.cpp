// SPDX-License-Identifier: MIT OR Apache-2.0
// The parser of headers alone, hundreds of thousands of times a second. Behind the header the input
// may give the file's size; otherwise that is what the header says.
#include "fuzz/fuzz_input.h"
#include "fuzz/ring_questions.h"
#include "header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const auto header = input.take<ringlib::layout::RingHeader>();
    const std::uint64_t file_size = input.empty() ? header.total_size : input.take<std::uint64_t>();
    const auto checked = ringlib::check_header("fuzz", header, file_size);
    if (checked) {
        fuzz::require_inside(header, file_size);
        fuzz::require(file_size == header.total_size, "a ring has the size that it says");
    } else {
        fuzz::require_plain(checked.error().message(), 300, "a refusal is one plain line");
    }
    return 0;
}
