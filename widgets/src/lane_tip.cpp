// SPDX-License-Identifier: GPL-3.0-or-later
#include "lane_tip.h"

#include "fault_row.h"
#include "lane_layout.h"
#include "lane_painter.h"

#include <QStringList>

namespace widgets {

namespace {

constexpr int kNear = 5;

}  // namespace

QString laneTip(const StripScene& scene, const QRect& box, const QPoint& at)
{
    const auto lies
        = [&](int left, int right) { return left - kNear <= at.x() && at.x() <= right + kNear; };
    QStringList lines;
    switch ((at.y() - box.top()) / laneRowHeight(scene.font)) {
    case kFaultRow:
        for (const FaultBar& bar : faultBars(scene, box)) {
            if (lies(bar.asked.left(), bar.recovered.value_or(bar.solid.right())))
                lines.append(faultStory(*bar.fault));
        }
        break;
    case kProducerRow:
        for (const HeldBar& held : scene.events.held) {
            const double end = held.to.value_or(scene.now);
            if (lies(laneX(scene, box, held.from), laneX(scene, box, end)))
                lines.append(heldText(held, scene.now));
        }
        break;
    case kStateRow:
        for (const StateMark& mark : scene.events.marks) {
            if (lies(laneX(scene, box, mark.at), laneX(scene, box, mark.at)))
                lines.append(mark.consumer);
        }
        break;
    case kNoteRow:
        for (const Caption& caption : scene.events.captions) {
            if (lies(laneX(scene, box, caption.at), laneX(scene, box, caption.at)))
                lines.append(caption.text);
        }
        break;
    default:
        break;
    }
    lines.removeDuplicates();
    return lines.join(QLatin1Char('\n'));
}

}  // namespace widgets
