// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_session.h"

#include "widgets/ring_view.h"

namespace gui {

/// The ring of the session's last reading, as the ring view draws it.
[[nodiscard]] widgets::RingViewState ringPicture(const RingSession& session);

}  // namespace gui
