// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace gui {

/// Version and licence, in a window that blocks nothing.
void showAboutBox(QWidget* parent);

}  // namespace gui
