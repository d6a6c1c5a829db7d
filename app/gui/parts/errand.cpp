// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/errand.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace gui {

namespace {

constexpr auto kFarewell = std::chrono::milliseconds(200);

}  // namespace

struct Errand::Door {
    std::mutex mutex;  // protects both below
    std::condition_variable back;
    QObject* home = nullptr;  // null: nobody waits any more
    int out = 0;
};

Errand::Errand(QObject* parent)
    : QObject(parent)
    , m_door(std::make_shared<Door>())
{
    m_door->home = this;
}

Errand::~Errand()
{
    std::unique_lock lock(m_door->mutex);
    m_door->home = nullptr;
    m_door->back.wait_for(lock, kFarewell, [this] { return m_door->out == 0; });
}

void Errand::send(std::function<AtHome()> go)
{
    {
        const std::lock_guard lock(m_door->mutex);
        ++m_door->out;
    }
    std::thread([door = m_door, go = std::move(go)] {
        AtHome done = go();
        const std::lock_guard lock(door->mutex);
        if (door->home != nullptr) {
            QMetaObject::invokeMethod(door->home, std::move(done), Qt::QueuedConnection);
        }
        --door->out;
        door->back.notify_all();
    }).detach();
}

}  // namespace gui
