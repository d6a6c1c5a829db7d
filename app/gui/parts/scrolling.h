// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace gui {

/// What is wider or higher than its place, with scroll bars; without them as long as it is not.
QWidget* scrolling(QWidget* content, QWidget* parent);
/// Cards below each other, on the ground of lists; as wide as their place.
QWidget* scrollingCards(QWidget* cards, QWidget* parent);

}  // namespace gui
