// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace gui_test {

/// Something that is done to the program, or around it.
struct Deed {
    QString words;
    /// May come back late: a menu has an event loop of its own.
    std::function<void()> act;
};

}  // namespace gui_test
