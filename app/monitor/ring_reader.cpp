// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_reader.h"

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <pthread.h>
#include <utility>

namespace monitor {
namespace {

constexpr Duration kFarewell = std::chrono::milliseconds(100);

/// Signals are for the threads of the program, which wait for them.
template <typename Function>
std::thread start_without_signals(Function function)
{
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread thread(std::move(function));
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
}

}  // namespace

/// Where questions and answers change hands.
struct RingReader::Desk {
    std::mutex mutex;  // protects the three below; the rest is whose turn it is
    std::condition_variable changed;
    std::optional<Question> question;  // the thread's turn while there is one
    bool closing = false;
    bool closed = false;

    std::unique_ptr<RingSource> source;
    Answer answer;

    void answer_to(Question asked)
    {
        if (asked == Question::Details) {
            answer.has_details = source->read_details(answer.details);
        } else {
            source->look(
                asked == Question::Whole ? RingSource::Depth::Whole : RingSource::Depth::WhatMoves,
                answer.found);
        }
    }
};

RingReader::RingReader(std::unique_ptr<RingSource> source, bool may_hang)
    : m_desk(std::make_shared<Desk>())
    , m_may_hang(may_hang)
{
    m_desk->source = std::move(source);
}

RingReader::~RingReader()
{
    if (!m_thread.joinable()) {
        return;
    }
    std::unique_lock lock(m_desk->mutex);
    m_desk->closing = true;
    m_desk->changed.notify_all();
    const bool closed
        = m_desk->changed.wait_for(lock, kFarewell, [this] { return m_desk->closed; });
    lock.unlock();
    if (closed) {
        m_thread.join();
    } else {
        m_thread.detach();
    }
}

void RingReader::serve(Desk& desk)
{
    std::unique_lock lock(desk.mutex);
    while (!desk.closing) {
        if (!desk.question) {
            desk.changed.wait(lock);
            continue;
        }
        lock.unlock();
        desk.answer_to(*desk.question);
        lock.lock();
        desk.question.reset();
        desk.changed.notify_all();
    }
    lock.unlock();
    desk.source.reset();  // to close a file may hang as well
    lock.lock();
    desk.closed = true;
    desk.changed.notify_all();
}

void RingReader::ask(Question question)
{
    m_under_way = question;
    m_asked_at = Clock::now();
    if (!m_may_hang) {
        m_desk->answer_to(question);
        return;
    }
    if (!m_thread.joinable()) {
        m_thread = start_without_signals([desk = m_desk] { serve(*desk); });
    }
    const std::lock_guard lock(m_desk->mutex);
    m_desk->question = question;
    m_desk->changed.notify_all();
}

RingReader::Answer* RingReader::answer_by(TimePoint deadline)
{
    if (m_may_hang) {
        std::unique_lock lock(m_desk->mutex);
        if (!m_desk->changed.wait_until(lock, deadline, [this] { return !m_desk->question; })) {
            return nullptr;
        }
    }
    m_under_way.reset();
    return &m_desk->answer;
}

}  // namespace monitor
