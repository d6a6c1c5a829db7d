// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

namespace ringlib {

/// What a producer does with a ring of that name. A live producer is refused by all three.
enum class OnExisting {
    Refuse,  ///< AlreadyExists
    TakeOver,  ///< goes on after the last published event; a finished ring, or one of an earlier
               ///< boot, is recreated
    Recreate  ///< a new instance; attached consumers are told `Replaced`
};

/// Where a consumer begins.
enum class StartAt {
    Default,  ///< Resume if this id was here; else Oldest before the first wrap; else Next
    Oldest,  ///< the oldest event that certainly exists: at most capacity / 8 later than the oldest
             ///< that does
    Next,  ///< the first one published from now on
    Resume  ///< where this id stopped; ResumeLost if it was never here or its events are gone
};

}  // namespace ringlib
