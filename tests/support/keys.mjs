// Keys for tests.
import { readFileSync } from 'node:fs'

/** A key with every role everywhere, which the template databases have: what a client sends unless it is told otherwise. */
export const key = 'pft_0000000000000000_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef_e2ca11d5'

/** The header that goes with it, for requests that are written by hand. */
export const authorization = `Authorization: Bearer ${key}\r\n`

/** The SQL that adds it to any other database. */
export const keySql = readFileSync(new URL('key.sql', import.meta.url), 'utf8')
