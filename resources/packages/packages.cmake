# SPDX-License-Identifier: MIT OR Apache-2.0
# Debian packages from the components of the installation: cpack -G DEB, or ./dev package.
set(CPACK_PACKAGE_NAME ringscope)
set(CPACK_PACKAGE_VENDOR "The ringscope authors")
set(CPACK_PACKAGE_CONTACT "The ringscope authors <ringscope@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENTS_ALL tools dev)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/finish.cmake)
set(CPACK_RINGSCOPE_METAINFO ${PROJECT_SOURCE_DIR}/resources/desktop/ringscope.metainfo.xml)  # knows the date

set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME ringscope-tools)
set(CPACK_DEBIAN_TOOLS_PACKAGE_SECTION utils)
set(CPACK_COMPONENT_TOOLS_DESCRIPTION "watch and break shared-memory rings in a terminal
 ringctl lists, watches, records and judges the rings of ringlib on this
 machine, and runs scenarios that break them on purpose; ringworker is the
 synthetic producer or consumer that it starts. Neither needs Qt.")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libringlib-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libexpected-dev")
set(CPACK_DEBIAN_DEV_PACKAGE_SHLIBDEPS OFF)
set(CPACK_COMPONENT_DEV_DESCRIPTION "broadcast ring between processes in shared memory
 A C++20 library: one producer, any number of consumers that all get every
 event, in shared memory or a file; joining, leaving, dying and taking over
 while it runs; required consumers with liveness; observers that nobody notices.")

if(RINGLIB_BUILD_METRICS)
    list(APPEND CPACK_COMPONENTS_ALL metrics)
    set(CPACK_DEBIAN_METRICS_PACKAGE_NAME libringlib-metrics-dev)
    set(CPACK_DEBIAN_METRICS_PACKAGE_SECTION libdevel)
    set(CPACK_DEBIAN_METRICS_PACKAGE_DEPENDS "libringlib-dev (= ${PROJECT_VERSION}), prometheus-cpp-dev")
    set(CPACK_DEBIAN_METRICS_PACKAGE_SHLIBDEPS OFF)
    set(CPACK_COMPONENT_METRICS_DESCRIPTION "rings of ringlib as Prometheus metrics
 The component ringlib::metrics, for programs that export the state of their
 own rings.")
endif()

if(RINGSCOPE_BUILD_GUI)
    list(APPEND CPACK_COMPONENTS_ALL app)
    set(CPACK_DEBIAN_APP_PACKAGE_NAME ringscope)
    set(CPACK_DEBIAN_APP_PACKAGE_SECTION devel)
    set(CPACK_DEBIAN_APP_PACKAGE_DEPENDS "ringscope-tools (= ${PROJECT_VERSION}), libqt6svg6")
    set(CPACK_COMPONENT_APP_DESCRIPTION "see who holds a shared-memory ring, and what happens when it breaks
 A desktop application that attaches read-only to live rings of ringlib, plots
 the lag and the throughput of each consumer, starts synthetic producers and
 consumers, and breaks them on purpose.")
endif()

foreach(component IN LISTS CPACK_COMPONENTS_ALL)
    string(TOUPPER ${component} upper)
    install(FILES ${PROJECT_SOURCE_DIR}/resources/packages/copyright
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${CPACK_DEBIAN_${upper}_PACKAGE_NAME} COMPONENT ${component})
    install(FILES ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${CPACK_DEBIAN_${upper}_PACKAGE_NAME} COMPONENT ${component})
endforeach()
include(CPack)
