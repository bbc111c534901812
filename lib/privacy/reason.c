/* Why somebody changes something (lib). See reason.h. */
#include <proeftuin/reason.h>

#include <string.h>

#include <proeftuin/bsn.h>
#include <proeftuin/utf8.h>

static bool has_control_character(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            return true;
    return false;
}

bool reason_check(const char *text, struct faults *faults, const struct place *place)
{
    const size_t length = strlen(text);

    if (!utf8_valid(text, length))
        faults_add(faults, FAULT_TEXT_ENCODING, place, NULL);
    else if (has_control_character(text))
        faults_add(faults, FAULT_TEXT_CONTROL, place, NULL);
    else if (length == strspn(text, " "))
        faults_add(faults, FAULT_TEXT_SHORT, place, "1", NULL);
    else if (utf8_length(text, length) > REASON_MOST)
        faults_add(faults, FAULT_TEXT_LONG, place, "500", NULL);
    else if (bsn_in_text(text, length))
        faults_add(faults, FAULT_TEXT_BSN, place, NULL);
    else
        return true;
    return false;
}
