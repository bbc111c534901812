/*
 * The change log for its keepers (server/jobs): whether the seals still hold, and erasing content by law. See
 * docs/operations.md.
 */
#ifndef PROEFTUIN_JOBS_AUDIT_H
#define PROEFTUIN_JOBS_AUDIT_H

/* `proeftuind audit verify [--against FILE]`, `audit heads`, `audit erase --reason TEXT ...`: tells on stdout and
 * stderr. Returns the exit status: 0, 1 (something is wrong), or 2 (wrong arguments). */
int audit_command(const char *database, int count, char *const arguments[]);

#endif
