# What `cmake --install` puts where: the daemon, its migrations and the sample register, and what an installed service needs
# around it. Directories follow GNUInstallDirs; systemd's are below the prefix, or where the settings below say.
set(SYSTEMD_UNIT_DIRECTORY lib/systemd/system CACHE STRING "Where systemd looks for units")
set(SYSUSERS_DIRECTORY lib/sysusers.d CACHE STRING "Where systemd-sysusers looks")
set(TMPFILES_DIRECTORY lib/tmpfiles.d CACHE STRING "Where systemd-tmpfiles looks")

install(TARGETS proeftuind_installed RUNTIME)
install(FILES ${CMAKE_BINARY_DIR}/installed/proeftuin DESTINATION ${CMAKE_INSTALL_BINDIR}) # a symbolic link
install(DIRECTORY migrations/ DESTINATION ${CMAKE_INSTALL_DATADIR}/proeftuin/migrations FILES_MATCHING PATTERN "*.sql")
install(DIRECTORY sample/ DESTINATION ${CMAKE_INSTALL_DATADIR}/proeftuin/sample FILES_MATCHING PATTERN "*.csv")

foreach(file proeftuin.service proeftuind.8)
  configure_file(system/${file}.in system/${file} @ONLY)
endforeach()
install(FILES ${CMAKE_BINARY_DIR}/system/proeftuind.8 system/proeftuin.8 DESTINATION ${CMAKE_INSTALL_MANDIR}/man8)
install(FILES ${CMAKE_BINARY_DIR}/system/proeftuin.service system/proeftuin.socket DESTINATION ${SYSTEMD_UNIT_DIRECTORY})
install(FILES system/sysusers.conf DESTINATION ${SYSUSERS_DIRECTORY} RENAME proeftuin.conf)
install(FILES system/tmpfiles.conf DESTINATION ${TMPFILES_DIRECTORY} RENAME proeftuin.conf)
install(FILES system/proeftuin.default DESTINATION ${CMAKE_INSTALL_SYSCONFDIR}/default RENAME proeftuin)

# The bill of materials, where there are Debian packages to name.
find_program(DPKG_QUERY dpkg-query)
if(DPKG_QUERY)
  add_custom_command(OUTPUT sbom.spdx.json
    COMMAND ${PROJECT_SOURCE_DIR}/tools/sbom $<TARGET_FILE:proeftuind_installed> > sbom.spdx.json
    DEPENDS proeftuind_installed tools/sbom packages.txt VERBATIM)
  add_custom_target(sbom ALL DEPENDS sbom.spdx.json)
  install(FILES ${CMAKE_BINARY_DIR}/sbom.spdx.json DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()
