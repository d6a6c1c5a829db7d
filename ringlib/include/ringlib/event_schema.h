// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/detail/member_field.h"
#include "ringlib/event.h"
#include "ringlib/field_type.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ringlib {

/// One member of an event, or one array of it.
struct EventField {
    std::string name;  ///< 1 to 47 printable ASCII characters, unique in its schema
    FieldType type;  ///< of each element
    std::uint32_t offset;  ///< bytes from the begin of the event; any alignment
    std::uint32_t count = 1;  ///< elements, one behind the other; 1 or more

    /// Equal in every member.
    bool operator==(const EventField&) const = default;
};

/// What the bytes of an event mean, for programs that do not know its struct: at most 256 fields,
/// each inside the event. Without fields it is no schema.
struct EventSchema {
    std::vector<EventField> fields;  ///< in the order they were declared; may overlap

    /// The same fields in the same order.
    bool operator==(const EventSchema&) const = default;
};

inline constexpr std::size_t kEventFieldsMax = 256;  ///< in one schema
inline constexpr std::size_t kEventFieldNameMax = 47;  ///< characters

/// Collects the fields of `E`; converts to its schema. See `describe_event`.
template <Event E>
class EventDescription {
public:
    /// A field as its member says: integers, float, double, bool, char and std::byte by their own
    /// type, an enum by its underlying one; of an array or a std::array of these the elements are
    /// counted. Members of other types do not compile.
    template <typename Member, typename Class>
    requires std::derived_from<E, Class> EventDescription& field(
        std::string_view name, Member Class::*member)
    {
        static_assert(detail::kIsFieldMember<Member>,
            "an event field is an integer of up to 64 bits, a float, double, bool, char, "
            "std::byte, an enum, or an array of one of these");
        if constexpr (detail::kIsFieldMember<Member>) {  // one error is enough
            add(name, member, detail::kFieldTypeOf<detail::FieldElement<Member>>);
        }
        return *this;
    }
    /// The same, read as `type`: a constant whose size is that of the member's element; anything
    /// else does not compile.
    template <typename Member, typename Class>
    requires std::derived_from<E, Class> EventDescription& field(std::string_view name,
        Member Class::*member, std::type_identity_t<detail::FieldTypeFor<Member>> type)
    {
        static_assert(detail::kIsFieldMember<Member>,
            "an event field is an integer of up to 64 bits, a float, double, bool, char, "
            "std::byte, an enum, or an array of one of these");
        add(name, member, type.value);
        return *this;
    }

    /// What was declared so far, unchecked.
    operator EventSchema() const&  // NOLINT(google-explicit-*): so that it reads as one
    {
        return m_schema;
    }
    /// The same without a copy.
    operator EventSchema() &&  // NOLINT(google-explicit-*): so that it reads as one
    {
        return std::move(m_schema);
    }

private:
    template <typename Member>
    void add(std::string_view name, Member E::*member, FieldType type)
    {
        m_schema.fields.push_back({.name = std::string(name),
            .type = type,
            .offset = detail::offset_of(member),
            .count = detail::kElementCount<Member>});
    }

    EventSchema m_schema;
};

/// Declares the fields of an event, beside its struct:
///
///     struct Tick {
///         std::uint64_t sequence;
///         double price;
///         std::uint64_t sent_ns;
///     };
///     inline const ringlib::EventSchema kTickSchema
///         = ringlib::describe_event<Tick>()
///               .field("sequence", &Tick::sequence)
///               .field("price", &Tick::price)
///               .field("sent", &Tick::sent_ns, ringlib::FieldType::TimeNs);
///
/// Names and the number of fields are checked where the schema is used: `build_producer`.
template <Event E>
[[nodiscard]] EventDescription<E> describe_event()
{
    return {};
}

}  // namespace ringlib
