// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/auto_consumer.h"

#include "failure.h"

#include <future>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>

namespace ringlib {

struct AutoConsumer::State {
    void end(std::optional<Error> why)
    {
        const std::lock_guard lock(mutex);
        running = false;
        error = std::move(why);
    }

    mutable std::mutex mutex;  // guards the two below
    bool running = true;
    std::optional<Error> error;
    std::jthread thread;
};

AutoConsumer::AutoConsumer(std::unique_ptr<State> state) noexcept
    : m_state(std::move(state))
{
}
AutoConsumer::AutoConsumer(AutoConsumer&&) noexcept = default;
AutoConsumer::~AutoConsumer()
{
    if (m_state) {
        shutdown_and_join();
    }
}

void AutoConsumer::shutdown()
{
    m_state->thread.request_stop();
}

void AutoConsumer::join()
{
    const bool is_own = m_state->thread.get_id() == std::this_thread::get_id();
    if (m_state->thread.joinable() && !is_own) {  // a handler cannot wait for itself
        m_state->thread.join();
    }
}

void AutoConsumer::shutdown_and_join()
{
    shutdown();
    join();
}

bool AutoConsumer::is_running() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->running;
}

std::optional<Error> AutoConsumer::last_error() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->error;
}

namespace detail {

Expected<AutoConsumer> start_auto_consumer(AutoConsumerBody body)
{
    auto state = std::make_unique<AutoConsumer::State>();
    std::promise<Expected<void>> joined;
    std::future<Expected<void>> answer = joined.get_future();
    try {
        state->thread
            = std::jthread([state = state.get(), body = std::move(body),
                               joined = std::move(joined)](const std::stop_token& stop) mutable {
                  state->end(body(stop,
                      [&joined](Expected<void> result) { joined.set_value(std::move(result)); }));
              });
    } catch (const std::system_error& error) {  // the standard library's way to say it
        return os_failure(error.code().value(), "", "starting a thread");
    }
    if (Expected<void> result = answer.get(); !result) {
        return Unexpected{
            std::move(result.error())};  // the thread ends by itself, and is waited for
    }
    return AutoConsumer(std::move(state));
}

Error handler_failed(std::string_view ring, std::string_view consumer_id, std::string_view what)
{
    return failure(Errc::HandlerFailed, ring,
        "the handler of consumer " + std::string(consumer_id) + " threw: " + std::string(what)
            + "; attach again to go on at that event")
        .value();
}

std::optional<Error> error_of(const StreamEnd& end, std::string_view ring)
{
    switch (end.reason) {
    case StreamEnd::Closed:
    case StreamEnd::ProducerDied:
        return std::nullopt;
    case StreamEnd::RequiredConsumerFailed:
        return failure(Errc::GracefulShutdownTriggered, ring,
            "the producer stopped because of required consumer " + end.detail)
            .value();
    case StreamEnd::Evicted:
        return failure(Errc::Evicted, ring, "this consumer was put out; attach again").value();
    case StreamEnd::Replaced:
        return failure(Errc::Replaced, ring, "another ring has its name; attach again").value();
    case StreamEnd::Truncated:
        break;
    }
    return failure(Errc::Truncated, ring, "its file was cut short: " + end.detail).value();
}

}  // namespace detail

}  // namespace ringlib
