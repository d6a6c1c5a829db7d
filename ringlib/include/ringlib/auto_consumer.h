// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"
#include "ringlib/stream_end.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>

namespace ringlib {

class AutoConsumer;

namespace detail {

/// What an automatic consumer's thread does: joins the ring, says through `joined` whether it
/// could, and then handles events until it is asked to stop or the stream ends. Gives why it ended
/// badly.
using AutoConsumerBody = std::function<std::optional<Error>(
    const std::stop_token& stop, const std::function<void(Expected<void>)>& joined)>;

/// Starts the thread and waits until it has joined the ring.
[[nodiscard]] Expected<AutoConsumer> start_auto_consumer(AutoConsumerBody body);

/// Why the stream of an automatic consumer ended, if that is an error.
[[nodiscard]] std::optional<Error> error_of(const StreamEnd& end, std::string_view ring);
[[nodiscard]] Error handler_failed(
    std::string_view ring, std::string_view consumer_id, std::string_view what);

}  // namespace detail

/// A consumer on a thread of its own. Made by `ConsumerBuilder::handle_events_with`. The destructor
/// stops it and waits for it.
///
/// When its handler throws, the consumer detaches: the event that threw is not consumed, and the id
/// resumes there. After its producer died it waits for a successor. Thread: any, one at a time.
class AutoConsumer {
public:
    AutoConsumer(const AutoConsumer&) = delete;
    AutoConsumer& operator=(const AutoConsumer&) = delete;
    AutoConsumer(AutoConsumer&&) noexcept;  ///< its thread goes on; `other` can only be destroyed
    AutoConsumer& operator=(AutoConsumer&&) = delete;
    ~AutoConsumer();  ///< shutdown_and_join()

    /// Asks it to stop, also out of its sleep; at most one more event is handled after the present
    /// one. Returns at once.
    void shutdown();
    /// Waits until it has ended: by `shutdown`, at the end of the stream, or by an error. At once
    /// when it was waited for before. Not from its own handler.
    void join();
    /// shutdown(), then join(): returns when the handler does and the ring is left.
    void shutdown_and_join();
    /// False once its thread has detached from the ring, for whatever reason.
    [[nodiscard]] bool is_running() const;
    /// HandlerFailed with `what()` of the exception; Evicted, Replaced, Truncated, or
    /// GracefulShutdownTriggered when the stream ended so. Nothing while it runs, and after an
    /// ordinary end.
    [[nodiscard]] std::optional<Error> last_error() const;

private:
    friend Expected<AutoConsumer> detail::start_auto_consumer(detail::AutoConsumerBody body);

    struct State;
    explicit AutoConsumer(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> m_state;
};

}  // namespace ringlib
