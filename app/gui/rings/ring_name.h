// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string>

namespace gui {

/// As the library lists it: without the one leading slash that a shm name may have.
[[nodiscard]] std::string ringName(const QString& typed);

/// Why no ring can have this name; nothing when one can. That there is none is no reason.
[[nodiscard]] std::optional<QString> whyNoRingName(const QString& typed);

/// The segment's file, for what the kernel says about it.
[[nodiscard]] QString segmentPath(const std::string& ring);

/// A file's name, without a suffix, that is no trouble anywhere.
[[nodiscard]] QString fileNameFor(const std::string& ring);

/// Text of foreign origin as one harmless line.
[[nodiscard]] QString shownText(const std::string& text);

}  // namespace gui
