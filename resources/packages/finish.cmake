# SPDX-License-Identifier: MIT OR Apache-2.0
# Run by cpack between installing the components and making a package of each: what Debian wants and an
# installation elsewhere does not. Manual pages are compressed, a static library has no debug information, and
# there is a changelog in Debian's form.
file(GLOB packages LIST_DIRECTORIES true ${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/doc/*)
foreach(folder IN LISTS packages)
    get_filename_component(name ${folder} NAME)
    file(STRINGS ${folder}/CHANGELOG.md title REGEX "^## " LIMIT_COUNT 1)
    file(WRITE ${folder}/changelog "${name} (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium\n
  * ${CPACK_PACKAGE_VERSION}: what is new is in CHANGELOG.md.\n
 -- ${CPACK_PACKAGE_CONTACT}  ${CPACK_RINGSCOPE_RELEASED}\n")
endforeach()
file(GLOB_RECURSE compressed ${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/man/*.1)
foreach(file IN LISTS compressed packages)
    if(IS_DIRECTORY ${file})
        string(APPEND file /changelog)
    endif()
    execute_process(COMMAND gzip -9nf ${file} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(GLOB_RECURSE libraries ${CPACK_TEMPORARY_DIRECTORY}/*/usr/lib/*.a)
foreach(library IN LISTS libraries)
    execute_process(COMMAND strip --strip-debug --remove-section=.comment --enable-deterministic-archives ${library}
        COMMAND_ERROR_IS_FATAL ANY)
endforeach()
