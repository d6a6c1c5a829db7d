// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/event.h"

#include <array>
#include <cstdint>
#include <gtest/gtest.h>
#include <string>

namespace ringlib {
namespace {

struct Plain {
    std::uint64_t number;
    std::array<char, 16> text;
};
struct alignas(4096) OnAPage {
    char byte;
};
struct alignas(8192) OnTwoPages {
    char byte;
};
struct WithDestructor {
    ~WithDestructor() { }  // NOLINT(modernize-use-equals-default): one that does something
    int number;
};
struct WithVirtual {
    virtual ~WithVirtual() = default;
    virtual void call();
    int number = 0;
};
struct WithoutDefault {
    explicit WithoutDefault(int n);
    int number;
};
struct MixedAccess {
    int visible;

private:
    [[maybe_unused]] int m_hidden;
};

TEST(Event, IsWhatCanBeCopiedAsBytes)
{
    EXPECT_TRUE(Event<Plain>);
    EXPECT_TRUE(Event<std::uint8_t>);
    EXPECT_TRUE(Event<double>);
    EXPECT_TRUE((Event<std::array<std::uint32_t, 7>>));
    EXPECT_TRUE(Event<OnAPage>);
    EXPECT_FALSE(Event<OnTwoPages>);
    EXPECT_FALSE(Event<const char*>);
    EXPECT_FALSE(Event<void (*)()>);
    EXPECT_FALSE(Event<int&>);
    EXPECT_FALSE(Event<std::string>);
    EXPECT_FALSE(Event<WithDestructor>);
    EXPECT_FALSE(Event<WithVirtual>);
    EXPECT_FALSE(Event<WithoutDefault>);
    EXPECT_FALSE(Event<MixedAccess>);
}

}  // namespace
}  // namespace ringlib
