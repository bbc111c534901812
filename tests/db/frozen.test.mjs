// Frozen goals in the database: what migration 0014 does with goals that the rule before it had frozen.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { createDatabase, dropDatabase, sql } from '../support/server.mjs'

let database
before(async () => (database = await createDatabase('template_migrated')))
after(() => dropDatabase(database))

const migration = readFileSync(new URL('../../migrations/0014_frozen_goals.sql', import.meta.url), 'utf8')
const [thaw] = /^UPDATE goal g SET frozen_at = NULL[^;]*;/m.exec(migration)

let keys = 0
const key = () => `01900000-0000-7000-8000-${String(++keys).padStart(12, '0')}`

/** A goal that was frozen at the first of its measurements, whatever their days. */
async function goal(pilot, baselineOn, ...days) {
    const id = key()
    await sql(database, `INSERT INTO goal (id, municipality, pilot_id, statement, baseline, baseline_on)
        VALUES ('${id}', 'gm1509', '${pilot}', 'Koppels', 100, ${baselineOn ? `'${baselineOn}'` : 'NULL'})`)
    for (const day of days)
        await sql(database, `INSERT INTO measurement (id, municipality, goal_id, measured_on, value)
            VALUES ('${key()}', 'gm1509', '${id}', ${day ? `'${day}'` : 'NULL'}, 120)`)
    await sql(database, `UPDATE goal SET frozen_at = now() WHERE id = '${id}'`)
    return id
}
const isFrozen = async (id) => (await sql(database, `SELECT frozen_at FROM goal WHERE id = '${id}'`))[0].frozen_at !== null

test('goals that were frozen at the baseline itself or before it thaw, and no others', async () => {
    const pilot = key()
    await sql(database, `INSERT INTO pilot (id, municipality, title, kind) VALUES ('${pilot}', 'gm1509', 'Taalmaatjes', 'pilot')`)
    const thawing = [await goal(pilot, '2021-01-01', '2021-01-01'), await goal(pilot, '2021-01-01', '2020-01-01', '2020-06-01')]
    const frozen = [await goal(pilot, '2021-01-01', '2020-01-01', '2021-01-02'), await goal(pilot, null, '2020-01-01'),
        await goal(pilot, '2021-01-01', null), await goal(pilot, '2021-01-01')]
    await sql(database, thaw)
    for (const id of thawing) assert.equal(await isFrozen(id), false)
    for (const id of frozen) assert.equal(await isFrozen(id), true)
})
