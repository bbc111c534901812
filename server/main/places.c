/* Where the program's own files are (server/main). Compiled twice: CMakeLists.txt says where. */
#include "places.h"

const char *const place_migrations = PROEFTUIN_MIGRATIONS_DIRECTORY;
