/* Ids (lib): UUID version 7. */
#include <proeftuin/uuid.h>

#include <string.h>

void uuid_format_v7(uint64_t milliseconds, const uint8_t random[UUID_RANDOM_SIZE], char ret[UUID_TEXT_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[16];

    for (int i = 0; i < 6; i++)
        bytes[i] = (uint8_t)(milliseconds >> (40 - 8 * i));
    memcpy(bytes + 6, random, UUID_RANDOM_SIZE);
    bytes[6] = (uint8_t)(0x70 | (bytes[6] & 0x0f)); /* version 7 */
    bytes[8] = (uint8_t)(0x80 | (bytes[8] & 0x3f)); /* variant 10 */
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *ret++ = '-';
        *ret++ = digits[bytes[i] >> 4];
        *ret++ = digits[bytes[i] & 0x0f];
    }
    *ret = '\0';
}
