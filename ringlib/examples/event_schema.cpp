// SPDX-License-Identifier: MIT OR Apache-2.0
// A struct with its declaration beside it, and a program that shows an event without knowing the
// struct. Run `event_schema publish NAME`, and meanwhile `event_schema show NAME`.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <ringlib/printable.h>
#include <ringlib/ringlib.h>
#include <string>
#include <string_view>

namespace {

struct Tick {
    std::uint64_t sequence;
    std::array<char, 8> symbol;
    double price;
    std::array<std::uint32_t, 2> sizes;
    bool sell;
    std::uint64_t sent_ns;
};

const ringlib::EventSchema kTickSchema
    = ringlib::describe_event<Tick>()
          .field("sequence", &Tick::sequence)
          .field("symbol", &Tick::symbol)
          .field("price", &Tick::price)
          .field("sizes", &Tick::sizes)
          .field("sell", &Tick::sell)
          .field("sent", &Tick::sent_ns, ringlib::FieldType::TimeNs);

int fail(const ringlib::Error& error)
{
    std::cerr << error.message() << '\n';
    return 1;
}

int publish(const char* name)
{
    auto producer = ringlib::build_shared_single_producer<Tick>(name, 1024)
                        .with_event_schema(kTickSchema)
                        .build_producer();
    if (!producer) {
        return fail(producer.error());
    }
    constexpr std::uint64_t kCount = 3;
    for (std::uint64_t i = 0; i < kCount; ++i) {
        const Tick tick{.sequence = i,
            .symbol = {'R', 'N', 'G'},
            .price = 100.5 + 0.5 * static_cast<double>(i),
            .sizes = {20, 30},
            .sell = i % 2 == 0,
            .sent_ns = 1'700'000'000'000'000'000 + i};
        if (auto published = producer->publish([&](Tick& slot) { slot = tick; }); !published) {
            return fail(published.error());
        }
    }
    std::cout << "published " << kCount << std::endl;
    std::cin.get();  // the ring stays as long as its producer
    return 0;
}

template <typename Number>
void print_number(const std::byte* bytes)
{
    Number number{};
    std::memcpy(&number, bytes, sizeof(number));
    std::cout << ' ' << +number;
}

void print_element(ringlib::FieldType type, const std::byte* bytes)
{
    using ringlib::FieldType;
    switch (type) {
    case FieldType::U8:
    case FieldType::Bool:
    case FieldType::Bytes:
        return print_number<std::uint8_t>(bytes);
    case FieldType::U16:
        return print_number<std::uint16_t>(bytes);
    case FieldType::U32:
        return print_number<std::uint32_t>(bytes);
    case FieldType::U64:
    case FieldType::TimeNs:
        return print_number<std::uint64_t>(bytes);
    case FieldType::I8:
        return print_number<std::int8_t>(bytes);
    case FieldType::I16:
        return print_number<std::int16_t>(bytes);
    case FieldType::I32:
        return print_number<std::int32_t>(bytes);
    case FieldType::I64:
        return print_number<std::int64_t>(bytes);
    case FieldType::F32:
        return print_number<float>(bytes);
    case FieldType::F64:
        return print_number<double>(bytes);
    case FieldType::Char:
        break;  // text is printed whole
    }
}

void print_field(const ringlib::EventField& field, const std::byte* bytes)
{
    std::cout << field.name;
    if (field.type == ringlib::FieldType::Char) {
        const std::string_view text(reinterpret_cast<const char*>(bytes), field.count);
        std::cout << ' ' << ringlib::printable(text.substr(0, text.find('\0')));
    } else {
        for (std::uint32_t i = 0; i < field.count; ++i) {
            print_element(field.type, bytes + std::size_t{i} * ringlib::size_of(field.type));
        }
    }
    std::cout << (field.type == ringlib::FieldType::TimeNs ? " ns\n" : "\n");
}

int show(const char* name)
{
    auto tap = ringlib::RingTap::attach(name);
    if (!tap) {
        return fail(tap.error());
    }
    const auto schema = tap->schema();
    if (!schema) {
        std::cerr << name << ": its producer declared no fields\n";
        return 1;
    }
    const auto last = tap->last_published();
    const auto event = tap->read(last.value_or(ringlib::kNoSequence));
    if (!event) {
        return fail(event.error());
    }
    for (const ringlib::EventField& field : schema->fields) {
        print_field(field, event->data() + field.offset);  // a schema's fields lie in the event
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    const std::string_view what = argc == 3 ? argv[1] : "";
    if (what == "publish") {
        return publish(argv[2]);
    }
    if (what == "show") {
        return show(argv[2]);
    }
    std::cerr << "event_schema publish|show NAME\n";
    return 64;
}
