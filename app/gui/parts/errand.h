// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace gui {

/// Does what may hang, such as asking a file, on a thread of its own, and brings home what came of
/// it. Who went is let finish for a moment at the end, and left behind if it hangs.
class Errand : public QObject {
    Q_OBJECT
public:
    /// Runs on the thread of the Errand.
    using AtHome = std::function<void()>;

    explicit Errand(QObject* parent = nullptr);
    ~Errand() override;

    /// @param go runs elsewhere and must not know anything that can go; what it returns runs here,
    /// unless this is gone by then.
    void send(std::function<AtHome()> go);

private:
    struct Door;

    std::shared_ptr<Door> m_door;  // shared with who is out
};

}  // namespace gui
