// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/termination.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace gui {

namespace {

std::atomic<int> pipeEnd{-1};  // written to by the handler; a lock-free atomic is signal-safe

void onSignal(int number)
{
    const int saved = errno;
    const auto byte = static_cast<unsigned char>(number);
    // A full pipe means that the signal was already told.
    [[maybe_unused]] const ssize_t written
        = write(pipeEnd.load(std::memory_order_relaxed), &byte, 1);
    errno = saved;
}

void handle(int number, void (*handler)(int))
{
    struct sigaction action { };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, nullptr);
}

}  // namespace

Termination::Termination(QObject* parent)
    : QObject(parent)
{
    // Not a signalfd: it needs the signals blocked, and a blocked mask is inherited by every child.
    if (!rig::open_pipe(m_pipe, O_NONBLOCK)) {
        qWarning("SIGTERM will end the program at once: no pipe (errno %d)", errno);
        return;
    }
    pipeEnd.store(m_pipe.write.get(), std::memory_order_relaxed);
    m_notifier = new QSocketNotifier(m_pipe.read.get(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &Termination::read);
    handle(SIGTERM, onSignal);
    handle(SIGINT, onSignal);
}

Termination::~Termination()
{
    if (m_notifier == nullptr) {
        return;
    }
    handle(SIGTERM, SIG_DFL);
    handle(SIGINT, SIG_DFL);
    m_notifier->setEnabled(false);
    pipeEnd.store(-1, std::memory_order_relaxed);
}

void Termination::read()
{
    unsigned char number = 0;
    if (::read(m_pipe.read.get(), &number, 1) == 1) {
        Q_EMIT requested(number);
    }
}

}  // namespace gui
