// What the register can hold, from the daemon itself: `proeftuind tables`.
import { execFileSync } from 'node:child_process'

/** @type {{resources: object[], codes: object}} */
export const tables = JSON.parse(execFileSync(process.env.PROEFTUIN_TEST_BINARY, ['tables'], { maxBuffer: 1 << 26 }))

export const resourceOf = (path) => tables.resources.find((resource) => resource.path === path)
export const codesOf = (list) => tables.codes[list].map(({ code }) => code)
export const isWritable = (field) => !field.readOnly && !field.computed

/** How many fields the group has that a field is the first of; 1 when it is of none. */
export const groupSize = (field) => ({ partialDate: 3, amount: 5 })[field.group] ?? 1

/** The fields of the group that a field is the first of: itself, when it is of none. */
export function groupOf(resource, field) {
    const at = resource.fields.indexOf(field)
    return resource.fields.slice(at, at + groupSize(field))
}

/** Resources and their parts, each a table of its own. */
export const allTables = tables.resources.flatMap((resource) => [
    resource,
    ...resource.parts.map((part) => ({ ...part, owner: resource })),
])

const members = new Set(allTables.flatMap((table) => table.fields.flatMap((field) => groupOf(table, field).slice(1))))

/** Whether a field stands in a group, behind its first. */
export const isGroupMember = (field) => members.has(field)
