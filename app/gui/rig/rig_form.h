// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/topology.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gui {

class ConsumerFields;

/// What a new rig is made of, to be filled in; from a preset, or like a ring that there is.
class RigForm : public QWidget {
    Q_OBJECT
public:
    explicit RigForm(QWidget* parent = nullptr);

    /// What the form does not show of it (waiting, joining later) is kept.
    void setTopology(const rig::Topology& topology);
    void choosePreset(int preset);
    void focusFirst();

Q_SIGNALS:
    void startRequested(const rig::Topology& topology);

private Q_SLOTS:
    void start();
    void takePreset(int index);

private:
    QLineEdit* addField(QGridLayout& grid, const QString& title, const QString& hint);
    QComboBox* addChoice(QGridLayout& grid, const QString& title);
    /// @returns why it is none; empty: `topology` is filled in.
    [[nodiscard]] QString read(rig::Topology& topology) const;
    [[nodiscard]] QString readProducer(rig::Topology& topology) const;
    [[nodiscard]] QString readLiveness(
        rig::Topology& topology, std::vector<std::string> required) const;

    rig::Topology m_base;
    QComboBox* m_preset;
    QComboBox* m_backend;
    QLineEdit* m_capacity;
    QComboBox* m_eventSize;
    QLineEdit* m_rate;
    QLineEdit* m_pattern;
    QLineEdit* m_batch;
    QLineEdit* m_progressTimeout;
    QLineEdit* m_grace;
    QComboBox* m_onFailure;
    ConsumerFields* m_consumers;
    QPushButton* m_start;
    QLabel* m_problem;
};

}  // namespace gui
