// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/work.h"

#include <iceoryx_hoofs/log/logmanager.hpp>
#include <iceoryx_posh/popo/publisher.hpp>
#include <iceoryx_posh/popo/subscriber.hpp>
#include <iceoryx_posh/runtime/posh_runtime.hpp>

#include <cstdint>
#include <cstdlib>
#include <sched.h>
#include <string>
#include <unistd.h>

namespace ringbench {

/// iceoryx, whose daemon must run: see RouDi in compare_main.cpp. Queues of 256 samples, the most
/// it is compiled for; the publisher waits for its subscribers.
struct IceoryxPeer {
    static constexpr const char* kName = "iceoryx";
    static constexpr std::uint64_t kQueue = 256;

    template <std::size_t>
    static void prepare(const Setup&)
    {
    }
    static void remove(const Setup&) { }

    [[nodiscard]] static std::string runtime_name()
    {
        return "ring_compare-iceoryx-" + std::to_string(::getpid());
    }
    /// What the runtime has in the file system, and leaves there when a process ends by _exit.
    struct RuntimeFiles {
        RuntimeFiles() = default;
        RuntimeFiles(const RuntimeFiles&) = delete;
        RuntimeFiles& operator=(const RuntimeFiles&) = delete;
        RuntimeFiles(RuntimeFiles&&) = delete;
        RuntimeFiles& operator=(RuntimeFiles&&) = delete;
        ~RuntimeFiles()
        {
            const std::string socket = "/tmp/" + runtime_name();
            ::unlink(socket.c_str());
            ::unlink((socket + ".lock").c_str());
        }
    };

    /// Once in each process.
    static void begin()
    {
        static const bool kBegun = [] {
            iox::log::LogManager::GetLogManager().SetDefaultLogLevel(
                iox::log::LogLevel::kOff, iox::log::LogLevelOutput::kHideLogLevel);
            iox::runtime::PoshRuntime::initRuntime(
                iox::RuntimeName_t(iox::cxx::TruncateToCapacity, runtime_name()));
            return true;
        }();
        (void)kBegun;
    }
    [[nodiscard]] static iox::capro::ServiceDescription service(const Setup& setup)
    {
        return {"ring_compare", iox::capro::IdString_t(iox::cxx::TruncateToCapacity, setup.name),
            "events"};
    }

    template <std::size_t Bytes>
    class Producer {
    public:
        explicit Producer(const Setup& setup)
            : m_publisher((begin(), service(setup)), options())
        {
        }
        bool try_send(std::uint64_t first, std::size_t count)
        {
            for (std::size_t i = 0; i < count; ++i) {
                bool sent = false;
                while (!sent) {  // the pool is used up while the others are behind
                    m_publisher.loan().and_then([&](auto& sample) {
                        sample->fill(first + i);
                        sample.publish();
                        sent = true;
                    });
                }
            }
            return true;
        }

    private:
        [[nodiscard]] static iox::popo::PublisherOptions options()
        {
            iox::popo::PublisherOptions options;
            options.subscriberTooSlowPolicy = iox::popo::ConsumerTooSlowPolicy::WAIT_FOR_CONSUMER;
            return options;
        }
        RuntimeFiles m_files;
        iox::popo::Publisher<WorkEvent<Bytes>> m_publisher;
    };

    template <std::size_t Bytes>
    class Consumer {
    public:
        Consumer(const Setup& setup, std::size_t)
            : m_subscriber((begin(), service(setup)), options())
        {
            // In a round trip the other side's publisher comes later: it finds the subscriber.
        }
        template <typename Take>
        std::size_t poll(Take&& take, std::size_t most)
        {
            std::size_t count = 0;
            bool there = true;
            while (there && count < most) {
                there = false;
                m_subscriber.take().and_then([&](const auto& sample) {
                    take(*sample);
                    there = true;
                });
                count += there ? 1U : 0U;
            }
            return count;
        }
        /// An event published before that would be lost.
        void wait_until_connected() const
        {
            while (m_subscriber.getSubscriptionState() != iox::SubscribeState::SUBSCRIBED) {
                ::sched_yield();
            }
        }

    private:
        [[nodiscard]] static iox::popo::SubscriberOptions options()
        {
            iox::popo::SubscriberOptions options;
            options.queueCapacity = kQueue;
            options.queueFullPolicy = iox::popo::QueueFullPolicy::BLOCK_PRODUCER;
            return options;
        }
        RuntimeFiles m_files;
        iox::popo::Subscriber<WorkEvent<Bytes>> m_subscriber;
    };
};

}  // namespace ringbench
