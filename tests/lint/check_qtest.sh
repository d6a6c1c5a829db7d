#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# QtTest's own assertions do nothing inside a GoogleTest: a test that uses them passes whatever happens.
# Usage: check_qtest.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
project_files 'tests/*.h' 'tests/*.cpp' | tr '\n' '\0' \
    | xargs -0 grep -nHE '\b(QVERIFY|QVERIFY2|QCOMPARE|QTRY_[A-Z0-9_]*|QFAIL|QSKIP|QEXPECT_FAIL|QWARN)\b *\(|QTest::ignoreMessage|QTEST_(MAIN|GUILESS_MAIN|APPLESS_MAIN)' \
    | complain "use ASSERT_… and EXPECT_…, and QTest::qWaitFor to wait"
exit $failed
