/* The two languages of the service, and text in both (lib). */
#ifndef PROEFTUIN_LANGUAGE_H
#define PROEFTUIN_LANGUAGE_H

enum language { LANGUAGE_NL, LANGUAGE_EN };

/* A static text in Dutch and English; neither is NULL where a table asks for one. */
struct bilingual {
    const char *nl;
    const char *en;
};

static inline const char *in_language(struct bilingual text, enum language language)
{
    return language == LANGUAGE_EN ? text.en : text.nl;
}

#endif
