// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/consumer_row.h"

#include "widgets/units.h"

namespace widgets {

QString MeasuredTime::text() const
{
    switch (bound) {
    case Bound::LessThan:
        return lessThanText(seconds);
    case Bound::MoreThan:
        return moreThanText(seconds);
    case Bound::Exact:
        break;
    }
    return durationText(seconds);
}

}  // namespace widgets
