// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/random_session.h"
#include "gui/window_test_support.h"

#include "rig/things_of_owner.h"

#include <QDesktopServices>
#include <QSettings>
#include <QUrl>

#include <cstdlib>
#include <fstream>

namespace {

using gui_test::Dice;

/// RINGTEST_SEED, as it is printed; two that are always tried.
std::vector<std::uint64_t> seeds()
{
    const char* const seed = std::getenv("RINGTEST_SEED");
    return seed != nullptr ? std::vector{std::uint64_t{std::strtoull(seed, nullptr, 10)}}
                           : std::vector<std::uint64_t>{1, 2};
}

/// RINGTEST_STEPS; an hour of a user who does something each second has 3,600.
int steps()
{
    const char* const steps = std::getenv("RINGTEST_STEPS");
    return steps != nullptr ? std::atoi(steps) : 150;
}

/// Processes that this one started and that were not waited for.
std::vector<pid_t> children()
{
    std::vector<pid_t> found;
    for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream file(thread.path() / "children");
        for (pid_t child = 0; file >> child;) {
            found.push_back(child);
        }
    }
    return found;
}

/// Pages and pictures that somebody else would show.
class NoBrowser : public QObject {
    Q_OBJECT
public:
    NoBrowser()
    {
        for (const char* scheme : kSchemes) {
            QDesktopServices::setUrlHandler(QLatin1String(scheme), this, "show");
        }
    }
    NoBrowser(const NoBrowser&) = delete;
    NoBrowser& operator=(const NoBrowser&) = delete;
    NoBrowser(NoBrowser&&) = delete;
    NoBrowser& operator=(NoBrowser&&) = delete;
    ~NoBrowser() override
    {
        for (const char* scheme : kSchemes) {
            QDesktopServices::unsetUrlHandler(QLatin1String(scheme));
        }
    }

public Q_SLOTS:
    void show(const QUrl& /*page*/) { }

private:
    static constexpr std::array kSchemes{"file", "http", "https"};
};

class RandomClicks : public gui_test::WindowTest,
                     public testing::WithParamInterface<std::uint64_t> {
protected:
    RandomClicks()
    {
        QSettings(settingsFile(), QSettings::IniFormat)
            .setValue(QStringLiteral("recordings/folder"), folder().path());
    }

    NoBrowser m_noBrowser;
};

// A failure names its step. The same seed does the same again, as far as processes let it.
TEST_P(RandomClicks, BreakNoRuleOfTheWindowAndLeaveNothingBehind)
{
    Dice dice(GetParam());
    open();
    action("quit")->setEnabled(false);
    gui_test::RandomSession::Delay longest;
    {
        gui_test::RandomWorld world(folder().path(), dice);
        gui_test::RandomUser user(*m_window, world, dice);
        gui_test::RandomSession session(*m_window, user, dice);
        session.run(steps());
        longest = session.longest();
    }
    m_window->close();
    close();
    EXPECT_EQ(children(), std::vector<pid_t>());
    EXPECT_EQ(ringtest::files_of(::getpid()), std::vector<std::string>());
    std::printf("seed %llu: %d steps; the window came back after %lld ms, of which it waited %lld "
                "ms, after: %s\n",
        static_cast<unsigned long long>(GetParam()), steps(),
        static_cast<long long>(longest.late.count()),
        static_cast<long long>(longest.waited.count()), qUtf8Printable(longest.words));
}

INSTANTIATE_TEST_SUITE_P(Seed, RandomClicks, testing::ValuesIn(seeds()),
    [](const auto& each) { return std::to_string(each.param); });

}  // namespace

#include "random_clicks_test.moc"
