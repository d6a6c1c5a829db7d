// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/random_world.h"

#include "rig/things_of_owner.h"

#include <QDir>
#include <QFile>

#include <array>
#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

namespace gui_test {

namespace {

constexpr std::size_t kRings = 3;
constexpr std::size_t kWorkers = 5;  // of a ring
constexpr std::array kSignals{SIGSTOP, SIGCONT, SIGKILL, SIGTERM};

std::unique_ptr<ringtest::ChildProcess> worker(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), RINGWORKER_PROGRAM);
    return std::make_unique<ringtest::ChildProcess>(arguments);
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(content);
    }
}

/// Cuts it, empties it, or writes over a part of it.
void damage(const QString& path, Dice& dice)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || file.size() == 0) {
        return;
    }
    const auto place = static_cast<qint64>(dice.below(static_cast<int>(file.size())));
    if (dice.chance(50)) {
        file.resize(dice.chance(20) ? 0 : place);
    } else {
        file.seek(place);
        file.write(QByteArray(dice.between(1, 64), '\x5a'));
    }
}

}  // namespace

struct RandomWorld::Ring {
    ringtest::TemporaryRing name;
    std::vector<std::unique_ptr<ringtest::ChildProcess>> workers;
};

RandomWorld::RandomWorld(QString folder, Dice& dice)
    : m_folder(std::move(folder))
    , m_dice(dice)
{
    makeFiles();
}

RandomWorld::~RandomWorld() = default;

void RandomWorld::makeFiles() const
{
    write(m_folder + QStringLiteral("/garbage.ringrec"), QByteArray(5000, '\x5a'));
    write(m_folder + QStringLiteral("/empty.ringrec"), {});
    write(m_folder + QStringLiteral("/garbage.json"), "{ \"schema\": [[[[ ");
    write(m_folder + QStringLiteral("/no-ring"), QByteArray(100'000, '\x5a'));
    write(m_folder + QStringLiteral("/stall.json"),
        R"({ "schema": "ringscope.scenario/1", "name": "short", "why": "For a zebra.",
  "topology": { "backend": "shm", "capacity": 1024, "producer": { "rate": "5k", "batch": 8 },
    "consumers": [ { "id": "cp_0" }, { "id": "cp_1" } ] },
  "steady_state": { "for": "0s", "again": false, "expect": [ { "ring": "state", "is": "LIVE" } ] },
  "method": [ { "fault": "stall", "target": "cp_1", "id": "s" } ], "observe": "1s", "timeout": "50s" })");
    ::mkfifo(QFile::encodeName(m_folder + QStringLiteral("/pipe.ringrec")).constData(), 0600);
    QDir(m_folder).mkdir(QStringLiteral("directory.ringrec"));
    QFile::link(m_folder + QStringLiteral("/loop.json"), m_folder + QStringLiteral("/loop.json"));
}

QStringList RandomWorld::rings() const
{
    QStringList names{QStringLiteral("no-such-ring"), QStringLiteral("/dev/null"),
        QStringLiteral("/proc/self/mem"), QStringLiteral("../x"), QString(300, QLatin1Char('w')),
        m_folder, m_folder + QStringLiteral("/no-ring"),
        m_folder + QStringLiteral("/pipe.ringrec")};
    for (const auto& ring : m_rings) {
        names.append(QString::fromStdString(ring->name.name()));
        names.append(QString::fromStdString(ring->name.name()));
    }
    return names;
}

QStringList RandomWorld::files() const
{
    QStringList paths;
    const QDir folder(m_folder);
    for (const QString& name :
        folder.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot, QDir::Name)) {
        paths.append(folder.filePath(name));
    }
    return paths;
}

Deed RandomWorld::next()
{
    if (m_rings.empty() || (m_rings.size() < kRings && m_dice.chance(10))) {
        return beginRing();
    }
    using Make = Deed (RandomWorld::*)();
    static constexpr std::array<Make, 12> kMakes{&RandomWorld::join, &RandomWorld::join,
        &RandomWorld::join, &RandomWorld::signalSomebody, &RandomWorld::signalSomebody,
        &RandomWorld::signalSomebody, &RandomWorld::signalWorkerOfWindow,
        &RandomWorld::signalWorkerOfWindow, &RandomWorld::signalWorkerOfWindow,
        &RandomWorld::endRing, &RandomWorld::damageRing, &RandomWorld::damageFile};
    return (this->*m_dice.oneOf(kMakes))();
}

Deed RandomWorld::beginRing()
{
    return {QStringLiteral("a ring begins"), [this] {
                auto ring = std::make_unique<Ring>();
                ring->workers.push_back(worker({"produce", "--ring", ring->name.name(),
                    "--capacity", "1024", "--event-size", "64", "--rate", "5k"}));
                m_rings.push_back(std::move(ring));
            }};
}

Deed RandomWorld::join()
{
    Ring* const ring = m_dice.oneOf(m_rings).get();
    if (ring->workers.size() >= kWorkers) {
        return signalSomebody();
    }
    const bool produces = m_dice.chance(25);
    const std::string id = "cp_" + std::to_string(m_dice.below(4));
    return {QStringLiteral("somebody joins %1").arg(QString::fromStdString(ring->name.name())),
        [ring, produces, id] {
            ring->workers.push_back(produces
                    ? worker({"produce", "--ring", ring->name.name(), "--capacity", "1024",
                        "--event-size", "64", "--rate", "20k"})
                    : worker({"consume", "--ring", ring->name.name(), "--id", id}));
        }};
}

Deed RandomWorld::signalSomebody()
{
    Ring* const ring = m_dice.oneOf(m_rings).get();
    if (ring->workers.empty()) {
        return beginRing();
    }
    const int which = m_dice.below(static_cast<int>(ring->workers.size()));
    const int number = m_dice.oneOf(kSignals);
    return {QStringLiteral("signal %1 to somebody of a ring").arg(number), [ring, which, number] {
                auto& workers = ring->workers;
                if (number == SIGKILL) {
                    workers.erase(workers.begin() + which);
                } else {
                    workers[static_cast<std::size_t>(which)]->signal(number);
                }
            }};
}

Deed RandomWorld::signalWorkerOfWindow()
{
    const int choice = m_dice.below(1000);
    const int number = m_dice.oneOf(kSignals);
    return {QStringLiteral("signal %1 to a worker of the window").arg(number), [choice, number] {
                const std::vector<pid_t> workers = ringtest::workers_of(::getpid());
                if (!workers.empty()) {
                    ::kill(workers[static_cast<std::size_t>(choice) % workers.size()], number);
                }
            }};
}

Deed RandomWorld::endRing()
{
    const int which = m_dice.below(static_cast<int>(m_rings.size()));
    return {
        QStringLiteral("a ring ends"), [this, which] { m_rings.erase(m_rings.begin() + which); }};
}

Deed RandomWorld::damageRing()
{
    const Ring& ring = *m_dice.oneOf(m_rings);
    const QString path = QString::fromStdString(ring.name.file());
    if (m_dice.chance(50)) {
        return {QStringLiteral("a ring is unlinked"), [path] { QFile::remove(path); }};
    }
    if (m_dice.chance(50)) {
        return {QStringLiteral("a ring is replaced by something else"), [path] {
                    QFile::remove(path);
                    write(path, QByteArray(100'000, '\x5a'));
                }};
    }
    return {QStringLiteral("a ring is damaged"), [this, path] { damage(path, m_dice); }};
}

Deed RandomWorld::damageFile()
{
    const QString path = m_dice.oneOf(files());
    return {QStringLiteral("%1 is damaged").arg(path), [this, path] {
                if (path.endsWith(QLatin1String(".ringrec")) && QFileInfo(path).isFile()) {
                    damage(path, m_dice);
                }
            }};
}

}  // namespace gui_test
