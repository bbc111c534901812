/* How a code list is made of its codes (lib). */
#ifndef TABLE_CODES_H
#define TABLE_CODES_H

#include <proeftuin/code.h>

#define CODE_LIST(symbol, list_name) \
    const struct code_list code_##symbol = {list_name, symbol, sizeof(symbol) / sizeof((symbol)[0])}

#endif
