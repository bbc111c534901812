// `proeftuin import`: what comes in, what is refused and where, and that it is all or nothing.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { after, before, beforeEach, test } from 'node:test'
import { command, createDatabase, dropDatabase, sql } from '../support/server.mjs'
import { parseCsv } from '../support/csv.mjs'

const sample = new URL('../../sample/oude-ijsselstreek', import.meta.url).pathname
const tables = ['document', 'organisation', 'area', 'pilot', 'pilot_area', 'pilot_link', 'decision', 'progress_report', 'deliverable']

let database, dir

before(() => (process.env.LC_ALL = 'en_GB.UTF-8'))
beforeEach(async () => {
    if (database) await dropDatabase(database)
    database = await createDatabase('template_migrated')
    forget()
    dir = mkdtempSync('/tmp/proeftuin-import-')
})
after(async () => {
    if (database) await dropDatabase(database)
    forget()
})

const forget = () => dir && rmSync(dir, { recursive: true, force: true })

/** Writes files, given as { 'pilots.csv' or 'folder/pilots.csv': text or lines }, and imports the directory. */
function load(files, ...options) {
    for (const [name, text] of Object.entries(files)) {
        if (name.includes('/')) mkdirSync(`${dir}/${name.replace(/\/[^/]*$/, '')}`, { recursive: true })
        writeFileSync(`${dir}/${name}`, Array.isArray(text) ? text.join('\n') + '\n' : text)
    }
    return command(database, 'import', ...options, dir)
}

async function loads(files) {
    const result = await load(files)
    assert.deepEqual([result.status, result.stderr], [0, ''])
    return counts(result.stdout)
}

/** { pilots: 'new/changed/unchanged' } */
const counts = (text) =>
    Object.fromEntries(
        [...text.matchAll(/^proeftuind: (\S+): (\d+) new, (\d+) changed, (\d+) unchanged$/gm)].map(([, name, ...n]) => [name, n.join('/')]),
    )

/** Imports what must be refused, with these lines (file:line: column: sentence) and no others, and looks that nothing was stored. */
async function refuses(files, ...lines) {
    const stored = await contents()
    const { status, stdout, stderr } = await load(files)
    const said = stderr.replaceAll(`${dir}/`, '').trimEnd().split('\n')
    const n = lines.length
    assert.deepEqual(said, [...lines, `proeftuind: nothing imported: ${n} fault${n === 1 ? '' : 's'}`])
    assert.deepEqual([status, stdout], [1, ''])
    assert.deepEqual(await contents(), stored)
}

async function contents() {
    const all = {}
    for (const table of [...tables, 'municipality']) all[table] = await sql(database, `SELECT * FROM ${table} ORDER BY 1, 2, 3`)
    return all
}

const pilots = (columns = '*') => sql(database, `SELECT ${columns} FROM pilot ORDER BY reference`)
const header = 'municipality,reference,title,kind'
const pilot = (reference, rest = 'A pilot,experiment') => `gm1509,${reference},${rest}`

/** Rows of a file of the sample, without its header. */
const rowsOf = (name) => parseCsv(readFileSync(`${sample}/${name}`, 'utf8')).length - 1

// ---- The sample ----

test('the sample comes in, and the second time nothing changes', async () => {
    const files = readdirSync(sample).filter((name) => /^[^.]+\.csv$/.test(name))
    const first = await command(database, 'import', sample)
    assert.deepEqual([first.status, first.stderr], [0, ''])
    const counted = counts(first.stdout)
    for (const name of files) assert.equal(counted[name.slice(0, -4)], `${rowsOf(name)}/0/0`)
    assert.equal(Object.keys(counted).length, files.length + 1)
    const [{ areas, links }] = await sql(database, 'SELECT (SELECT count(*) FROM pilot_area) AS areas, (SELECT count(*) FROM pilot_link) AS links')
    assert.deepEqual([Number(areas), Number(links)], [rowsOf('pilots.areas.csv'), rowsOf('pilots.links.csv')])

    const stored = await contents()
    const second = await command(database, 'import', sample)
    for (const name of files) assert.equal(counts(second.stdout)[name.slice(0, -4)], `0/0/${rowsOf(name)}`)
    assert.deepEqual(await contents(), stored)
})

test('ids rise with the rows of the files', async () => {
    await loads({ 'pilots.csv': [header, ...Array.from({ length: 300 }, (_, i) => pilot(`p${i}`))] })
    const rows = await sql(database, 'SELECT reference FROM pilot ORDER BY id')
    assert.deepEqual(rows.map(({ reference }) => reference), Array.from({ length: 300 }, (_, i) => `p${i}`))
})

// How long it takes, bench/run --only import measures.
test('two thousand rows come in', async () => {
    const reports = Array.from({ length: 1000 }, (_, i) => `gm1509,r${i},p${i},2018-09-12,active,2017|2018`)
    const counted = await loads({
        'pilots.csv': [`${header},startDate`, ...Array.from({ length: 1000 }, (_, i) => pilot(`p${i}`, 'A pilot,experiment,2017-01-01'))],
        'progress-reports.csv': ['municipality,reference,pilotReference,reportedOn,statedGroup,activeYears', ...reports],
    })
    assert.deepEqual([counted.pilots, counted['progress-reports']], ['1000/0/0', '1000/0/0'])
})

// ---- Forms of CSV ----

test('semicolons, a byte order mark, CRLF and quoted line breaks', async () => {
    await loads({
        'pilots.csv': '\ufeffmunicipality;reference;title;kind;summary\r\ngm1509;p1;"A; B";experiment;"one\r\ntwo"\r\n"gm1509";p2;C, D;experiment;\r\n',
    })
    assert.deepEqual(await pilots('reference, title, summary'), [
        { reference: 'p1', title: 'A; B', summary: 'one\r\ntwo' },
        { reference: 'p2', title: 'C, D', summary: null },
    ])
})

test('line numbers stay right behind quoted line breaks and blank lines', () =>
    refuses(
        { 'pilots.csv': `${header},summary\n\n${pilot('p1', 'A,experiment,"one\ntwo\n\nthree"')}\n${pilot('p2', 'B,wrong,x')}\n` },
        "pilots.csv:7: kind: 'wrong' is not in the list pilots.kind",
    ))

test('one apostrophe before a formula is taken off texts', async () => {
    await loads({
        'pilots.csv': [header, pilot("'-1", "'=1+1,experiment"), pilot('p2', "''=1,experiment"), pilot('p3', "'s Avonds,experiment")],
        'deliverables.csv': ['municipality,reference,title,kind,pilotReference', "gm1509,d1,x,report,'-1"],
    })
    assert.deepEqual((await pilots('reference, title')).map(Object.values), [['-1', '=1+1'], ['p2', "'=1"], ['p3', "'s Avonds"]])
    await refuses({ 'pilots.csv': ['municipality,reference,sourceOrder', "gm1509,p2,'3"] }, 'pilots.csv:2: sourceOrder: a value of type integer belongs here')
})

test('read-only columns are ignored, an empty cell is null, lists have bars', async () => {
    await loads({
        'pilots.csv': ['id,version,status,createdAt,municipality,reference,title,kind,domains,summary', `x,9,running,never,${pilot('p1')},youth|wmo,`],
    })
    assert.deepEqual(await pilots('version, domains, summary, public'), [{ version: '1', domains: '{youth,wmo}', summary: null, public: 'f' }])
})

// ---- Faults ----

test('all faults of all files are reported at once, in order', () =>
    refuses(
        {
            'documents.csv': ['municipality,reference,title,kind,issuedDate', 'gm1509,d1,,memo,2018-13-01', 'gm9999,d2,x,memo,'],
            'pilots.csv': [
                `${header},startDate,endDate,documentReference`,
                pilot('p1', 'A,experiment,2018-01-01,2017-01-01,d1'),
                pilot('p2', 'B,experiment,,,nowhere'),
                pilot('p3', 'C,experiment,'),
                pilot('p1', 'D,experiment,,,'),
                ',p4,,,,,',
            ],
            'pilots.links.csv': [
                'municipality,reference,linkedPilotReference,relation',
                'gm1509,p2,p1,partOf',
                'gm1509,p2,p9,partOf',
                'gm1509,p2,p2,cousin',
            ],
            'decisions.csv': ['municipality,reference,pilotReference,kind,stage', 'gm1509,b1,p1,stop,taken', 'gm1509,b2,p2,stop,taken'],
            'plots.csv': ['anything'],
        },
        'decisions.csv:2: knownBy: this is required when takenDate is missing',
        'decisions.csv:3: knownBy: this is required when takenDate is missing',
        'documents.csv:2: issuedDate: this is not an existing date of the form YYYY-MM-DD',
        'documents.csv:2: title: this field is required',
        'documents.csv:3: municipality: there is no municipality with this key',
        'pilots.csv:2: endDate: this date is before 2018-01-01',
        'pilots.csv:3: documentReference: there is no document with this key',
        'pilots.csv:4: this row has 5 cells; the header has 7',
        'pilots.csv:5: reference: this key stands on line 2 as well',
        'pilots.csv:6: municipality: this field is required',
        'pilots.csv:6: title: this field is required',
        'pilots.csv:6: kind: this field is required',
        "pilots.links.csv:4: relation: 'cousin' is not in the list pilots.links.relation",
        "pilots.links.csv:4: linkedPilot: a pilot can't point to itself",
        'plots.csv: this file belongs to no table',
    ))

test('headers', () =>
    refuses(
        { 'pilots.csv': [`${header},colour,title,links`, pilot('p1', 'A,experiment,x,B,y')] },
        "pilots.csv:1: colour: there is no column 'colour'",
        "pilots.csv:1: title: the column 'title' stands twice",
        "pilots.csv:1: links: there is no column 'links'",
    ))

test('what is not CSV', () =>
    refuses(
        {
            'areas.csv': '',
            'documents.csv': ['municipality,title', 'gm1509,a"b'],
            'organisations.csv': ['municipality,name', 'gm1509,x', 'gm1509,"open', 'gm1509,y'],
        },
        'areas.csv: this file has no header',
        'documents.csv:2: this is not valid CSV',
        'organisations.csv:2: kind: this field is required',
        'organisations.csv:3: this is not valid CSV',
    ))

test('bytes that are no text', () =>
    refuses(
        { 'pilots.csv': Buffer.concat([Buffer.from(`${header},version\n${pilot('p1')},\0\n${pilot('p2', '')}`), Buffer.from([0xff]), Buffer.from(',experiment,1\n')]) },
        'pilots.csv:2: version: this is not valid UTF-8 text',
        'pilots.csv:3: title: this is not valid UTF-8 text',
    ))

test('parts without their parent', async () => {
    await refuses(
        {
            'pilots.csv': [header, pilot('p1')],
            'pilots.links.csv': ['municipality,reference,linkedPilotReference,relation', 'gm1509,p2,p1,partOf', 'gm0001,p1,p1,partOf', ',,p1,partOf'],
        },
        'pilots.links.csv:2: this belongs to no row of pilots.csv',
        'pilots.links.csv:3: this belongs to no row of pilots.csv',
        'pilots.links.csv:4: municipality: this field is required',
        'pilots.links.csv:4: reference: this field is required',
    )
})

test('a constraint that only the database knows is reported where it was broken', async () => {
    await refuses(
        {
            'pilots.csv': [header, pilot('p1'), pilot('p2'), pilot('p3')],
            'pilots.links.csv': [
                'municipality,reference,linkedPilotReference,relation',
                'gm1509,p1,p2,partOf',
                'gm1509,p1,p3,partOf',
                'gm1509,p1,p2,partOf',
            ],
        },
        'pilots.links.csv:4: linkedPilot: this value is in use already',
    )
})

test('of many rows that go to the database together, the one that a constraint stops is named', async () => {
    await sql(database, "ALTER TABLE pilot ADD CONSTRAINT pilot__source_number__test CHECK (source_number <> '70')")
    const rows = Array.from({ length: 100 }, (_, n) => `gm1509,p${n},Proef ${n},pilot,${n}`)
    await refuses(
        { 'pilots.csv': ['municipality,reference,title,kind,sourceNumber', ...rows] },
        "pilots.csv:72: sourceNumber: this value does not fit the table's rules",
    )
})

test('too many faults are counted', async () => {
    const { stderr } = await load({ 'pilots.csv': [header, ...Array.from({ length: 150 }, (_, i) => pilot(`p${i}`, 'A,wrong'))] })
    const lines = stderr.trimEnd().split('\n')
    assert.equal(lines.length, 102)
    assert.deepEqual(lines.slice(-2), ['and 50 more faults', 'proeftuind: nothing imported: 150 faults'])
})

test('limits have names', async () => {
    await refuses({ 'pilots.csv': `title\n"${'x'.repeat(200_000)}"\n` }, 'pilots.csv:2: here is a cell of over 131072 bytes')
    await refuses({ 'pilots.csv': `${'a,'.repeat(250)}\n` }, 'pilots.csv:1: this row has over 200 cells')
    await refuses({ 'pilots.csv': Buffer.alloc((64 << 20) + 1, 'x') }, 'pilots.csv: this file is over 64 MiB')
    await refuses(
        {
            'pilots.csv': [header, pilot('p1')],
            'pilots.areas.csv': ['municipality,reference,areaReference', ...Array.from({ length: 201 }, () => 'gm1509,p1,a')],
            'areas.csv': ['municipality,reference,name,kind', 'gm1509,a,A,village'],
        },
        'pilots.areas.csv:202: this list has over 200 elements',
    )
})

test('more rows than memory end in a clean refusal', async () => {
    const { status, stderr } = await load({ 'pilots.csv': `${header}\n` + 'gm1509,,A,experiment\n'.repeat(400_000) })
    assert.deepEqual([status, stderr], [1, 'proeftuind: these files take more than 256 MiB of memory\n'])
    assert.deepEqual(await pilots(), [])
})

test('directories and files that can not be read', async () => {
    const none = await load({})
    assert.match(none.stderr, /: this directory has no CSV file\n/)
    const absent = await command(database, 'import', `${dir}/absent`)
    assert.equal(absent.stderr, `proeftuind: ${dir}/absent: No such file or directory\n`)
    assert.equal(absent.status, 1)
    const usage = await command(database, 'import', '--what', dir)
    assert.equal(usage.status, 2)
})

test('faults are shown even when the database is away', async () => {
    writeFileSync(`${dir}/pilots.csv`, 'colour\n')
    const { status, stderr } = await command('no_such_database', 'import', dir)
    assert.equal(status, 1)
    assert.match(stderr, /pilots\.csv:1: colour: there is no column 'colour'\n.*1 fault\nproeftuind: .*no_such_database/s)
})

test('Dutch is the language unless English is asked for', async () => {
    process.env.LC_ALL = ''
    const { LANG } = process.env
    try {
        for (const [lang, sentence] of [['nl_NL.UTF-8', 'de kolom'], ['C.UTF-8', 'de kolom'], ['', 'de kolom'], ['en_US', 'there is no column']]) {
            process.env.LANG = lang
            const { stderr } = await load({ 'pilots.csv': ['colour'] })
            assert.ok(stderr.includes(`pilots.csv:1: colour: ${sentence} 'colour'`), stderr)
        }
    } finally {
        process.env.LC_ALL = 'en_GB.UTF-8'
        if (LANG === undefined) delete process.env.LANG
        else process.env.LANG = LANG
    }
})

// ---- Rows that exist ----

test('a row with a reference that exists is changed where the file has columns', async () => {
    await loads({ 'pilots.csv': [`${header},summary,startDate,startPrecision`, pilot('p1', 'A,experiment,Long,2018-03-01,month'), pilot('p2', 'A pilot,experiment,,,')] })
    const change = { 'pilots.csv': ['municipality,reference,title,summary', 'gm1509,p1,B,', 'gm1509,p2,A pilot,'] }
    assert.deepEqual(await loads(change), { pilots: '0/1/1', imported: '0/1/1' })
    assert.deepEqual(await pilots('version, title, summary, start_date, start_precision'), [
        { version: '2', title: 'B', summary: null, start_date: '2018-03-01', start_precision: 'month' },
        { version: '1', title: 'A pilot', summary: null, start_date: null, start_precision: null },
    ])
    assert.deepEqual(await loads(change), { pilots: '0/0/2', imported: '0/0/2' })
})

test('a change is checked with what is stored, and refused whole', async () => {
    await loads({ 'pilots.csv': [`${header},startDate`, pilot('p1', 'A,experiment,2018-01-01')] })
    await refuses(
        { 'pilots.csv': ['municipality,reference,endDate,title', 'gm1509,p1,2017-01-01,', 'gm1509,p2,2019-01-01,B'] },
        'pilots.csv:2: title: this field is required',
        'pilots.csv:2: endDate: this date is before 2018-01-01',
        'pilots.csv:3: kind: this field is required',
    )
})

test('rows without a reference are always new', async () => {
    const file = { 'areas.csv': ['municipality,name,kind', 'gm1509,A,village'] }
    await loads(file)
    assert.deepEqual(await loads(file), { areas: '1/0/0', imported: '1/0/0' })
    assert.equal((await sql(database, 'SELECT id FROM area')).length, 2)
})

test('the same reference in another municipality is another row', async () => {
    await loads({ 'pilots.csv': [header, pilot('p1'), 'gm0014,p1,Other,experiment'] })
    assert.deepEqual((await sql(database, 'SELECT municipality FROM pilot ORDER BY 1')).map(Object.values), [['gm0014'], ['gm1509']])
    await refuses(
        { 'pilots.csv': [header, 'gm0014,p2,Only here,experiment'], 'decisions.csv': ['municipality,reference,pilotReference,kind,stage,knownBy', 'gm1509,b1,p2,stop,taken,2018-01-01'] },
        'decisions.csv:2: pilotReference: there is no pilot with this key',
    )
})

test('municipalities are known by their code', async () => {
    const change = { 'municipalities.csv': ['code,kind,name,members', 'rg-oost,region,Oost,gm1509|rg-west', 'rg-west,region,West,', 'gm1509,municipality,Nieuwe naam,'] }
    assert.deepEqual(await loads(change), { municipalities: '2/1/0', imported: '2/1/0' })
    assert.deepEqual(await loads(change), { municipalities: '0/0/3', imported: '0/0/3' })
    await refuses(
        { 'municipalities.csv': ['code,kind,name,members', 'rg-zuid,region,Zuid,gm1509|gm9999', 'rg-zuid,region,Zuid,', 'Oost,region,x,'] },
        'municipalities.csv:2: members: there is no municipality with this key',
        'municipalities.csv:3: code: this key stands on line 2 as well',
        'municipalities.csv:4: code: this does not have the form ^(gm[0-9]{4}|nl|rg-[a-z0-9-]{2,40})$',
    )
})

test('a row may refer by id, and by both when they agree', async () => {
    await loads({ 'pilots.csv': [header, pilot('p1'), pilot('p2')] })
    const [{ id }] = await pilots('id')
    const columns = 'municipality,reference,title,kind,pilot,pilotReference'
    await loads({ 'pilots.csv': [header], 'deliverables.csv': [columns, `gm1509,d1,x,report,${id},`, `gm1509,d2,x,report,${id},p1`] })
    assert.deepEqual((await sql(database, 'SELECT pilot_id FROM deliverable')).map(Object.values), [[id], [id]])
    await refuses({ 'deliverables.csv': [columns, `gm1509,d1,x,report,${id},p2`] }, 'deliverables.csv:2: pilot: pilot and pilotReference do not point to the same')
})

// ---- Parts ----

const link = (from, to, relation = 'partOf') => `gm1509,${from},${to},${relation}`
const links = (...rows) => ({ 'pilots.links.csv': ['municipality,reference,linkedPilotReference,relation', ...rows] })
const storedLinks = () =>
    sql(database, `SELECT a.reference AS a, b.reference AS b, relation FROM pilot_link l
        JOIN pilot a ON a.id = l.pilot_id JOIN pilot b ON b.id = l.linked_pilot_id ORDER BY 1, ordinal`)

test('a part that has a file is replaced whole, in the order of the file; one without stays', async () => {
    const three = { 'pilots.csv': [header, pilot('p1'), pilot('p2'), pilot('p3')] }
    await loads({ ...three, ...links(link('p1', 'p3'), link('p2', 'p3'), link('p1', 'p2')) })
    assert.deepEqual((await storedLinks()).map(({ a, b }) => a + b), ['p1p3', 'p1p2', 'p2p3'])

    assert.deepEqual(await loads(links(link('p1', 'p2'), link('p1', 'p3'), link('p3', 'p1', 'continues'))), { pilots: '0/3/0', imported: '0/3/0' })
    assert.deepEqual((await storedLinks()).map(({ a, b }) => a + b), ['p1p2', 'p1p3', 'p3p1'])
    assert.deepEqual((await pilots('version')).map(Object.values), [['2'], ['2'], ['2']])

    rmSync(`${dir}/pilots.links.csv`)
    assert.deepEqual(await loads({ 'pilots.csv': [header, pilot('p1', 'New title,experiment')] }), { pilots: '0/1/0', imported: '0/1/0' })
    assert.equal((await storedLinks()).length, 3)
})

test('a row that changes with its part is one version further', async () => {
    await loads({ 'pilots.csv': [header, pilot('p1'), pilot('p2')], ...links(link('p1', 'p2')) })
    await loads({ 'pilots.csv': [header, pilot('p1', 'New title,experiment'), pilot('p2')], ...links(link('p1', 'p2', 'continues')) })
    assert.deepEqual((await pilots('version')).map(Object.values), [['2'], ['1']])
})

test('files may stand in folders, each with the files of its parts', async () => {
    const part = 'municipality,reference,areaReference'
    const inside = {
        'a/areas.csv': ['municipality,reference,name,kind', 'gm1509,north,North,district'],
        'a/pilots.csv': [header, pilot('A')],
        'b/pilots.csv': [header, pilot('B')],
        'pilots.csv': [header, pilot('C')],
    }
    assert.deepEqual(await loads({ ...inside, 'b/pilots.areas.csv': [part, 'gm1509,B,north'] }), { areas: '1/0/0', pilots: '3/0/0', imported: '4/0/0' })
    assert.deepEqual((await pilots('reference')).map(({ reference }) => reference), ['A', 'B', 'C'])
    rmSync(`${dir}/b/pilots.areas.csv`)
    const other = await loads({ 'a/pilots.areas.csv': [part, 'gm1509,A,north'] })
    assert.deepEqual(other.pilots, '0/1/2') // what b has stays: its folder has no file of the part
    assert.equal((await sql(database, 'SELECT * FROM pilot_area')).length, 2)
})

test('faults in folders bear the folder', async () => {
    await refuses(
        { 'a/pilots.csv': [header, pilot('A')], 'b/pilots.csv': [header, pilot('B'), pilot('A')], 'b/pilot.csv': '' },
        'b/pilot.csv: this file belongs to no table',
        `b/pilots.csv:3: reference: this key stands in ${dir}/a/pilots.csv as well, on line 2`.replaceAll(`${dir}/`, ''),
    )
    await refuses(
        { 'a/pilots.areas.csv': ['municipality,reference,areaReference', 'gm1509,B,north'], 'b/pilot.csv': '' },
        'a/pilots.areas.csv:2: this belongs to no row of pilots.csv',
        'b/pilot.csv: this file belongs to no table',
        'b/pilots.csv:3: reference: this key stands in a/pilots.csv as well, on line 2',
    )
})

test('successors of municipalities', async () => {
    const files = {
        'municipalities.csv': ['code,kind,name', 'gm9001,municipality,Oud', 'gm9002,municipality,Nieuw'],
        'municipalities.successors.csv': ['code,successor,effectiveFrom,kind', 'gm9001,gm9002,2030-01-01,merge'],
    }
    await loads(files)
    assert.deepEqual(await sql(database, "SELECT successor FROM municipality_successor WHERE municipality = 'gm9001'"), [{ successor: 'gm9002' }])
    assert.deepEqual(await loads(files), { municipalities: '0/0/2', imported: '0/0/2' })
    await refuses(
        { 'municipalities.successors.csv': ['code,successor,effectiveFrom,kind', 'gm9001,gm9001,2030-01-01,merge', 'gm9002,gm9999,2030-01-01,merge'] },
        'municipalities.successors.csv:2: successor: a code can\'t point to itself',
        'municipalities.successors.csv:3: successor: there is no municipality with this key',
    )
})

// ---- Rows that refer to each other ----

const documents = (...rows) => ({ 'documents.csv': ['municipality,reference,title,kind,documentReference', ...rows.map(([a, b]) => `gm1509,${a},x,memo,${b}`)] })

test('rows may refer to rows further down their own file', async () => {
    const chain = Array.from({ length: 200 }, (_, i) => [`d${i}`, i === 199 ? '' : `d${i + 1}`])
    await loads(documents(...chain))
    const [{ right }] = await sql(database, 'SELECT count(*) AS right FROM document a JOIN document b ON b.id = a.document_id')
    assert.equal(right, '199')
})

test('what waits for itself is refused once, and what waits for that in silence', async () => {
    await refuses(documents(['d1', 'd2'], ['d2', 'd3'], ['d3', 'd1'], ['d4', 'd1']), 'documents.csv:2: documentReference: there is no document with this key')
    await refuses(documents(['d1', 'd1']), "documents.csv:2: document: a document can't point to itself")
})

test('existing rows may be made to refer to each other in a circle', async () => {
    await loads(documents(['d1', ''], ['d2', '']))
    assert.deepEqual(await loads(documents(['d1', 'd2'], ['d2', 'd1'])), { documents: '0/2/0', imported: '0/2/0' })
})

// ---- --if-empty ----

test('--if-empty loads into an empty register, and then no more', async () => {
    const first = await command(database, 'import', '--if-empty', sample)
    assert.equal(first.status, 0)
    const stored = await contents()
    const again = await load({ 'pilots.csv': [header, pilot('p1')] }, '--if-empty')
    assert.deepEqual(again, { status: 0, stdout: 'proeftuind: the register is not empty; nothing imported\n', stderr: '' })
    assert.deepEqual(await contents(), stored)
})

test('of two that start together, one loads', async () => {
    const results = await Promise.all([1, 2, 3].map(() => command(database, 'import', '--if-empty', sample)))
    assert.deepEqual(results.map(({ status }) => status), [0, 0, 0])
    assert.equal(results.filter(({ stdout }) => /not empty/.test(stdout)).length, 2)
    assert.equal((await pilots('reference')).length, rowsOf('pilots.csv'))
})

test('two imports of the same files come one after the other', async () => {
    const results = await Promise.all([1, 2].map(() => command(database, 'import', sample)))
    assert.deepEqual(results.map(({ status }) => status), [0, 0])
    assert.deepEqual(results.map(({ stdout }) => counts(stdout).pilots).sort(), [`0/0/${rowsOf('pilots.csv')}`, `${rowsOf('pilots.csv')}/0/0`])
})

test('a row that somebody else changes meanwhile is read anew', async () => {
    await loads({ 'pilots.csv': [header, ...Array.from({ length: 300 }, (_, i) => pilot(`p${i}`))] })
    const change = load({ 'pilots.csv': ['municipality,reference,title', ...Array.from({ length: 300 }, (_, i) => `gm1509,p${i},B`)] })
    const meanwhile = sql(database, "UPDATE pilot SET version = version + 1, summary = 'kept' WHERE reference = 'p299'")
    const [{ status, stderr }] = await Promise.all([change, meanwhile])
    assert.deepEqual([status, stderr], [0, ''])
    assert.deepEqual(await sql(database, "SELECT title, version, summary FROM pilot WHERE reference = 'p299'"), [{ title: 'B', version: '3', summary: 'kept' }])
})

// ---- What was exported: rows by their ids, and the version that each was read from ----

const ids = ['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002', '0190a000-0000-7000-8000-000000000003']

test('a change of a version that is no longer the register\'s is refused, unless it says the same', async () => {
    await loads({ 'pilots.csv': [header, pilot('p1'), pilot('p2'), pilot('p3')] })
    await sql(database, "UPDATE pilot SET version = 4, title = 'Meanwhile' WHERE reference IN ('p1', 'p3')")
    const versioned = ['municipality,reference,title,version', 'gm1509,p1,Mine,1', 'gm1509,p2,Mine,1', 'gm1509,p3,Meanwhile,1']
    await refuses({ 'pilots.csv': versioned }, 'pilots.csv:2: version: the register has version 4 of this row')
    versioned[1] = 'gm1509,p1,Mine,4'
    assert.deepEqual(await loads({ 'pilots.csv': versioned }), { pilots: '0/2/1', imported: '0/2/1' })
    assert.deepEqual((await pilots('title, version')).map(Object.values), [['Mine', '5'], ['Mine', '2'], ['Meanwhile', '4']])
})

test('a version without its row, or of one found by its id', async () => {
    await loads({ 'pilots.csv': ['id,version,municipality,title,kind', `${ids[0]},7,gm1509,A pilot,experiment`] })
    assert.deepEqual(await pilots('id, version, title'), [{ id: ids[0], version: '1', title: 'A pilot' }])
    await refuses({ 'pilots.csv': ['id,version,municipality,title', `${ids[0]},7,gm1509,Mine`] }, 'pilots.csv:2: version: the register has version 1 of this row')
})

test('an id stands in its files once', async () => {
    await refuses(
        {
            'pilots.csv': [`id,${header}`, `${ids[0]},${pilot('p1')}`, `${ids[1]},${pilot('p2')}`, `${ids[0]},${pilot('p3')}`],
            'folder/pilots.csv': [`id,${header}`, `${ids[1]},${pilot('p4')}`],
        },
        'folder/pilots.csv:2: id: this key stands in pilots.csv as well, on line 3',
        'pilots.csv:4: id: this key stands on line 2 as well',
    )
})

test('an id that another municipality\'s row has is not its row', async () => {
    await loads({ 'pilots.csv': [`id,${header}`, `${ids[0]},gm0141,p1,Theirs,experiment`] })
    const copied = { 'pilots.csv': [`id,version,${header}`, `${ids[0]},3,gm1509,p1,Ours,experiment`] }
    assert.deepEqual(await loads(copied), { pilots: '1/0/0', imported: '1/0/0' })
    const rows = await sql(database, 'SELECT id, municipality, title FROM pilot ORDER BY municipality')
    assert.deepEqual(rows.map(({ municipality, title }) => `${municipality} ${title}`), ['gm0141 Theirs', 'gm1509 Ours'])
    assert.equal(rows[0].id, ids[0])
    assert.match(rows[1].id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    assert.notEqual(rows[1].id, ids[0])
    await refuses({ 'pilots.csv': ['id,version,municipality,reference,title', `${ids[0]},3,gm1509,p1,Mine`] }, 'pilots.csv:2: version: the register has version 1 of this row')
})
