/* Looking up a code in its list (lib). The lists themselves: lib/table/codes.c. */
#include <proeftuin/code.h>

#include <string.h>

int code_find(const struct code_list *list, const char *text, size_t length)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *code = list->codes[i].code;
        if (strlen(code) == length && memcmp(code, text, length) == 0)
            return (int)i;
    }
    return -1;
}
