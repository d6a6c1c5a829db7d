// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/ring_name.h"

#include "monitor/wording.h"

#include <ringlib/observer.h>
#include <ringlib/printable.h>

namespace gui {

std::string ringName(const QString& typed)
{
    const QString trimmed = typed.trimmed();
    const bool slashedName
        = trimmed.startsWith(QLatin1Char('/')) && trimmed.count(QLatin1Char('/')) == 1;
    return (slashedName ? trimmed.mid(1) : trimmed).toStdString();
}

std::optional<QString> whyNoRingName(const QString& typed)
{
    // The library knows which names there can be.
    const auto observer = ringlib::RingObserver::attach(typed.toStdString());
    if (observer || observer.error().code != ringlib::Errc::InvalidName) {
        return std::nullopt;
    }
    return QString::fromStdString(observer.error().message());
}

QString segmentPath(const std::string& ring)
{
    const QString name = QString::fromStdString(ring);
    return name.contains(QLatin1Char('/')) ? name : QStringLiteral("/dev/shm/") + name;
}

QString shownText(const std::string& text)
{
    return QString::fromStdString(ringlib::printable(text));
}

}  // namespace gui
