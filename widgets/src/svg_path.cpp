// SPDX-License-Identifier: GPL-3.0-or-later
#include "svg_path.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <numbers>
#include <string_view>

namespace widgets {

namespace {

double angleOf(QPointF vector)
{
    return std::atan2(vector.y(), vector.x());
}

class PathReader {
public:
    explicit PathReader(const char* description)
        : m_rest(description)
    {
    }

    QPainterPath read()
    {
        char command = 'M';
        for (skipSeparators(); !m_rest.empty(); skipSeparators()) {
            if (std::strchr("MmLlHhVvCcSsAaZz", m_rest.front()) != nullptr) {
                command = m_rest.front();
                m_rest.remove_prefix(1);
            }
            draw(command);
        }
        return m_path;
    }

private:
    void skipSeparators()
    {
        const std::size_t start = m_rest.find_first_not_of(" ,");
        m_rest.remove_prefix(start == std::string_view::npos ? m_rest.size() : start);
    }

    double number()
    {
        skipSeparators();
        double value = 0;
        const auto [end, error]
            = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value);
        Q_ASSERT(error == std::errc());
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        return value;
    }

    QPointF point(bool relative)
    {
        const double x = number();
        const double y = number();
        return relative ? m_path.currentPosition() + QPointF(x, y) : QPointF(x, y);
    }

    void draw(char command)
    {
        const bool relative = command >= 'a';
        const QPointF here = m_path.currentPosition();
        switch (command) {
        case 'M':
        case 'm':
            m_path.moveTo(point(relative));
            break;
        case 'L':
        case 'l':
            m_path.lineTo(point(relative));
            break;
        case 'H':
        case 'h':
            m_path.lineTo(number() + (relative ? here.x() : 0), here.y());
            break;
        case 'V':
        case 'v':
            m_path.lineTo(here.x(), number() + (relative ? here.y() : 0));
            break;
        case 'C':
        case 'c': {
            const QPointF first = point(relative);
            curve(first, relative);
            break;
        }
        case 'S':
        case 's':
            curve(here * 2 - m_control, relative);
            break;
        case 'A':
        case 'a':
            arc(relative);
            break;
        default:
            m_path.closeSubpath();
            break;
        }
    }

    void curve(QPointF first, bool relative)
    {
        const QPointF second = point(relative);
        const QPointF end = point(relative);
        m_path.cubicTo(first, second, end);
        m_control = second;
    }

    /// Circles only, which is all that the shapes have: both radii are the same, nothing is turned.
    void arc(bool relative)
    {
        double radius = number();
        number();
        number();
        const bool large = number() != 0;
        const bool clockwise = number() != 0;
        const QPointF from = m_path.currentPosition();
        const QPointF to = point(relative);
        const QPointF half = (to - from) / 2;
        const double halfLength = std::hypot(half.x(), half.y());
        radius = std::max(radius, halfLength);
        const double height = std::sqrt(radius * radius - halfLength * halfLength);
        const QPointF aside = QPointF(-half.y(), half.x()) / halfLength * height;
        const QPointF centre = from + half + (large == clockwise ? -aside : aside);
        constexpr double kDegrees = 180 / std::numbers::pi;
        const double start = angleOf(from - centre) * kDegrees;
        double sweep = angleOf(to - centre) * kDegrees - start;
        if (clockwise && sweep < 0)
            sweep += 360;
        if (!clockwise && sweep > 0)
            sweep -= 360;
        const QRectF box(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
        m_path.arcTo(box, -start, -sweep);  // Qt counts against the clock
    }

    std::string_view m_rest;
    QPainterPath m_path;
    QPointF m_control;  ///< second control point of the last curve
};

}  // namespace

QPainterPath svgPath(const char* description)
{
    return PathReader(description).read();
}

}  // namespace widgets
