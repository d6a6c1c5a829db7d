// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_name.h"

#include <ringlib/observer.h>
#include <ringlib/printable.h>
#include <ringlib/shm_directory.h>

#include <QRegularExpression>

namespace gui {

namespace {

constexpr int kFileNameMax = 60;

}  // namespace

std::string ringName(const QString& typed)
{
    const QString trimmed = typed.trimmed();
    const bool slashedName
        = trimmed.startsWith(QLatin1Char('/')) && trimmed.count(QLatin1Char('/')) == 1;
    return (slashedName ? trimmed.mid(1) : trimmed).toStdString();
}

std::optional<QString> whyNoRingName(const QString& typed)
{
    // The library knows which names there can be. What lies at a path may hang: it is asked about
    // the last part of it, where nothing can lie, and about the whole only if that is refused.
    const auto refusal = [](const std::string& name) -> std::optional<QString> {
        const auto observer = ringlib::RingObserver::attach(name);
        return observer || observer.error().code != ringlib::Errc::InvalidName
            ? std::nullopt
            : std::optional(QString::fromStdString(observer.error().message()));
    };
    const std::string name = typed.toStdString();
    const bool isPath = name.size() > 1 && name.find('/', 1) != std::string::npos;
    if (isPath && !refusal("/dev/null/" + name.substr(name.rfind('/') + 1))) {
        return std::nullopt;
    }
    return refusal(name);
}

QString segmentPath(const std::string& ring)
{
    const QString name = QString::fromStdString(ring);
    return name.contains(QLatin1Char('/'))
        ? name
        : QString::fromLatin1(ringlib::kShmDirectory) + QLatin1Char('/') + name;
}

QString fileNameFor(const std::string& ring)
{
    static const QRegularExpression kStrange(QStringLiteral("[^A-Za-z0-9._-]+"));
    QString name = QString::fromStdString(ring).replace(kStrange, QStringLiteral("_"));
    while (name.startsWith(QLatin1Char('.')) || name.startsWith(QLatin1Char('_'))) {
        name.remove(0, 1);
    }
    return name.isEmpty() ? QStringLiteral("ring") : name.left(kFileNameMax);
}

QString shownText(const std::string& text)
{
    return QString::fromStdString(ringlib::printable(text));
}

}  // namespace gui
