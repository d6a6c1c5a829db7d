// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace monitor {

/// A file that is there whole or not at all: written beside its name, and given it at the end.
/// Nothing is overwritten, unless that is asked for.
class NewFile {
public:
    enum class IfThere { Refuse, Replace };

    /// @errors in words: what has the name already, or why nothing can be written there.
    [[nodiscard]] static tl::expected<NewFile, std::string> create(
        std::filesystem::path path, IfThere if_there = IfThere::Refuse);
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    NewFile(NewFile&& other) noexcept;
    NewFile& operator=(NewFile&&) = delete;
    ~NewFile();  ///< without commit(): nothing is left

    void write(std::string_view text);
    /// Gives it its name. @errors in words: also of an earlier write().
    [[nodiscard]] tl::expected<void, std::string> commit();

private:
    NewFile(std::filesystem::path path, IfThere if_there);

    void flush();
    void fail(int error);

    std::filesystem::path m_path;
    std::filesystem::path m_temporary;
    IfThere m_if_there;
    int m_descriptor = -1;
    std::string m_buffer;
    std::string m_error;
};

}  // namespace monitor
