// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/status/read_only_words.h"

#include <QCoreApplication>

namespace gui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ReadOnlyWords", text);
}

}  // namespace

QString proofInShort(const ReadOnlyProof& proof)
{
    if (proof.holds()) {
        return tr("read-only: O_RDONLY, not mapped");
    }
    return proof.descriptors == 0 ? tr("not open") : tr("read-only is not proven");
}

QString proofInFull(const ReadOnlyProof& proof, const QString& segmentPath)
{
    if (proof.descriptors == 0) {
        return tr("%1 is not open").arg(segmentPath);
    }
    const QString count
        = proof.descriptors == 1 ? tr("1 descriptor") : tr("%1 descriptors").arg(proof.descriptors);
    const QString access = proof.allReadOnly ? tr("O_RDONLY") : tr("writable");
    const QString mapping = proof.mapped ? tr("mapped") : tr("not mapped");
    return tr("%1: %2, flags %3 (%4); %5; no lock taken, no consumer slot")
        .arg(segmentPath, count, proof.flags, access, mapping);
}

QString readOnlyExplanation()
{
    return tr(
        "A ring is opened with O_RDONLY and read with pread: nothing is mapped or written, no "
        "lock is taken, no consumer slot used. The read-only chip shows what the kernel says.");
}

QString recordedInFull(const QString& file)
{
    return tr("Nothing is live: it was recorded in %1, which is only read.").arg(file);
}

std::vector<ProofLine> proofLines(const ReadOnlyProof& proof, const QString& segmentPath)
{
    const QString open = proof.descriptors == 0
        ? tr("not open")
        : tr("%1 descriptors, flags %2: %3")
              .arg(proof.descriptors)
              .arg(proof.flags, proof.allReadOnly ? tr("O_RDONLY, each") : tr("writable"));
    return {{tr("Segment"), segmentPath}, {QStringLiteral("/proc/self/fdinfo"), open},
        {QStringLiteral("/proc/self/maps"),
            proof.mapped ? tr("the segment is mapped") : tr("the segment is not in it")},
        {tr("In the ring"), tr("no lock taken, no consumer slot, nothing written")}};
}

}  // namespace gui
