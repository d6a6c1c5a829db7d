# SPDX-License-Identifier: MIT OR Apache-2.0
# cmake -DSOURCE=… -DOUT=revision.h -P revision.cmake: which revision is built. Empty where nobody knows it: in a
# tarball (also one unpacked inside another repository), or without git. The file is written only when it changes.
set(revision "")
if(EXISTS ${SOURCE}/.git)
    execute_process(COMMAND git -C ${SOURCE} describe --always --dirty --abbrev=10
        OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(NOT failed)
        set(revision ${described})
    endif()
endif()
set(text "// SPDX-License-Identifier: MIT OR Apache-2.0\n#pragma once\n\n#define RINGSCOPE_REVISION \"${revision}\"\n")
if(EXISTS ${OUT})
    file(READ ${OUT} before)
endif()
if(NOT "${before}" STREQUAL "${text}")
    file(WRITE ${OUT} "${text}")
endif()
