// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "compare/peers/kernel_peers.h"

#include <zmq.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace ringbench {

/// ZeroMQ over ipc://, a push and a pull socket for each consumer: publish and subscribe would drop
/// events, which none of the others does.
struct ZeroMqPeer {
    static constexpr const char* kName = "ZeroMQ ipc";

    template <std::size_t>
    static void prepare(const Setup&)
    {
    }
    static void remove(const Setup& setup) { remove_streams(setup); }

    class Socket {
    public:
        Socket(int type, const Setup& setup, std::size_t index, bool binds)
            : m_socket(zmq_socket(m_context, type))
        {
            const int most = static_cast<int>(setup.capacity);
            zmq_setsockopt(m_socket, ZMQ_SNDHWM, &most, sizeof(most));
            zmq_setsockopt(m_socket, ZMQ_RCVHWM, &most, sizeof(most));
            const std::string address = "ipc://" + stream_path(setup, index);
            const int result = binds ? zmq_bind(m_socket, address.c_str())
                                     : zmq_connect(m_socket, address.c_str());
            if (result != 0) {
                std::abort();
            }
        }
        Socket(const Socket&) = delete;
        Socket& operator=(const Socket&) = delete;
        Socket(Socket&&) = delete;
        Socket& operator=(Socket&&) = delete;
        ~Socket()
        {
            zmq_close(m_socket);  // what is still on its way is sent
            zmq_ctx_term(m_context);
        }
        [[nodiscard]] void* get() const { return m_socket; }

    private:
        void* m_context = zmq_ctx_new();
        void* m_socket;
    };

    template <std::size_t Bytes>
    class Producer {
    public:
        explicit Producer(const Setup& setup)
        {
            for (std::size_t i = 0; i < setup.consumers; ++i) {
                m_sockets.push_back(std::make_unique<Socket>(ZMQ_PUSH, setup, i, false));
            }
        }
        bool try_send(std::uint64_t first, std::size_t count)
        {
            WorkEvent<Bytes> event;  // NOLINT(*-member-init): zeroing would be measured
            for (const auto& socket : m_sockets) {
                for (std::size_t i = 0; i < count; ++i) {
                    event.fill(first + i);
                    if (zmq_send(socket->get(), &event, Bytes, 0) < 0) {
                        std::abort();
                    }
                }
            }
            return true;
        }

    private:
        std::vector<std::unique_ptr<Socket>> m_sockets;
    };

    template <std::size_t Bytes>
    class Consumer {
    public:
        Consumer(const Setup& setup, std::size_t index)
            : m_socket(ZMQ_PULL, setup, index, true)
        {
        }
        template <typename Take>
        std::size_t poll(Take&& take, std::size_t most)
        {
            std::size_t count = 0;
            WorkEvent<Bytes> event;  // NOLINT(*-member-init): zeroing would be measured
            while (count < most && zmq_recv(m_socket.get(), &event, Bytes, ZMQ_DONTWAIT) >= 0) {
                take(event);
                ++count;
            }
            return count;
        }

    private:
        Socket m_socket;
    };
};

}  // namespace ringbench
