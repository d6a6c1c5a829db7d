# SPDX-License-Identifier: MIT OR Apache-2.0
# Run by cpack between installing the components and making a package of each: what Debian wants and an
# installation elsewhere does not. There is a changelog in Debian's form, it and the manual pages are compressed,
# and a static library has no debug information.
file(STRINGS ${CPACK_RINGSCOPE_METAINFO} release REGEX "<release version=\"${CPACK_PACKAGE_VERSION}\"")
string(REGEX REPLACE ".* date=\"([0-9-]+)\".*" "\\1" day "${release}")
execute_process(COMMAND date --utc --rfc-email --date ${day} OUTPUT_VARIABLE released OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)

file(GLOB folders ${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/doc/*)
foreach(folder IN LISTS folders)
    get_filename_component(package ${folder} NAME)
    file(WRITE ${folder}/changelog "${package} (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium\n\n"
        "  * What is new is in CHANGELOG.md.\n\n"
        " -- ${CPACK_PACKAGE_CONTACT}  ${released}\n")
endforeach()
file(GLOB_RECURSE texts ${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/man/*.1 ${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/doc/*/changelog)
foreach(text IN LISTS texts)
    execute_process(COMMAND gzip -9n ${text} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(GLOB_RECURSE libraries ${CPACK_TEMPORARY_DIRECTORY}/*/usr/lib/*.a)
foreach(library IN LISTS libraries)
    execute_process(COMMAND strip --strip-debug --remove-section=.comment --enable-deterministic-archives ${library}
        COMMAND_ERROR_IS_FATAL ANY)
endforeach()
