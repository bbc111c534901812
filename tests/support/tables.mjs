// What the register can hold, from the daemon itself: `proeftuind tables`.
import { execFileSync } from 'node:child_process'

/** @type {{resources: object[], codes: object}} */
export const tables = JSON.parse(execFileSync(process.env.PROEFTUIN_TEST_BINARY, ['tables'], { maxBuffer: 1 << 26 }))

export const resourceOf = (path) => tables.resources.find((resource) => resource.path === path)
export const codesOf = (list) => tables.codes[list].map(({ code }) => code)
export const isWritable = (field) => !field.readOnly && !field.computed

/** Resources and their parts, each a table of its own. */
export const allTables = tables.resources.flatMap((resource) => [
    resource,
    ...resource.parts.map((part) => ({ ...part, owner: resource })),
])
