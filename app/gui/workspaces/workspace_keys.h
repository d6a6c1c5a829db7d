// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workspaces/workspace.h"

#include "rig/scenario/reader.h"

#include <span>

namespace gui {

inline constexpr const char* kWorkspaceSchema = "ringscope.workspace/1";

/// The keys of a workspace file.
[[nodiscard]] std::span<const rig::scenario::Key<Workspace>> workspaceKeys();

[[nodiscard]] QString wordOf(widgets::Scheme scheme);

}  // namespace gui
