/*
 * What a caller may do (lib): a key has some of these roles, in some municipalities or in all. Every role may read what
 * its municipalities keep to themselves; the others may also write what their name says, and nothing else.
 */
#ifndef PROEFTUIN_ROLE_H
#define PROEFTUIN_ROLE_H

/* In the order of code_roles. The first is what a resource asks of its writers unless it says otherwise. */
enum role {
    ROLE_EDITOR,        /* pilots and what is known of them */
    ROLE_CONTROLLER,    /* budget lines and reported totals */
    ROLE_ADMINISTRATOR, /* keys; and who is it everywhere, reference data */
    ROLE_READER,
    ROLE_COUNT
};

#endif
