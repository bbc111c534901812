// Writes a register of some 2,000 rows as CSV files, for `proeftuin import`. The same every time.
//
//     node csv.mjs DIRECTORY
import { mkdirSync, writeFileSync } from 'node:fs'

const [directory] = process.argv.slice(2)
const owners = ['gm0141', 'gm0148', 'gm1509', 'gm1904']
const pilots = 500

const owner = (n) => owners[n % owners.length]
const among = (n, items) => items[n % items.length]
const month = (n) => `${2015 + (n % 4)}-${String(1 + (n % 12)).padStart(2, '0')}-01`
const times = (count, make) => Array.from({ length: count }, (_, n) => ({ municipality: owner(n), ...make(n) }))

// A reference to row n of a table belongs to the municipality of n, so numbers that differ by a multiple of four go together.
const files = {
    documents: times(20, (n) => ({
        reference: `doc-${n}`, title: `Experimenten Sociaal Domein ${n}`, kind: among(n, ['memo', 'letter', 'policyPlan']),
        issuer: 'Gemeente', issuedDate: month(n), issuedPrecision: 'month'
    })),
    areas: times(40, (n) => ({ reference: `gebied-${n}`, name: `Kern ${n}`, kind: among(n, ['village', 'district']) })),
    pilots: times(pilots, (n) => ({
        reference: `pilot-${n}`, title: `Mantelzorgwoning "Silvolde", deel ${n}`, kind: among(n, ['experiment', 'pilot', 'project']),
        summary: 'Inwoners met een hulpvraag krijgen één vast gezicht, dat zelf mag besluiten wat nodig is; na een jaar volgt een oordeel.',
        startDate: month(n), startPrecision: 'month', endDate: `${2019 + (n % 3)}-06-01`, endPrecision: 'month',
        domains: among(n, ['wmo', 'wmo|youth', 'health']), laws: 'wmo2015', targetGroups: 'older|carers',
        documentReference: `doc-${n % 20}`, place: `tabel 1, rij ${n}`, statedOn: '2018-09-12'
    })),
    'pilots.areas': times(pilots, (n) => ({ reference: `pilot-${n}`, areaReference: `gebied-${n % 40}` })),
    'pilots.links': times(140, (n) => ({ reference: `pilot-${n}`, linkedPilotReference: `pilot-${n + 4}`, relation: 'continues' })),
    decisions: times(500, (n) => ({
        reference: `besluit-${n}`, pilotReference: `pilot-${n}`, kind: among(n, ['extend', 'makeRegular', 'stop', 'pause']),
        stage: 'taken', body: 'executive', takenDate: `${2018 + (n % 2)}-04-01`, takenPrecision: 'day'
    })),
    'progress-reports': times(300, (n) => ({
        reference: `verslag-${n}`, pilotReference: `pilot-${n}`, documentReference: `doc-${n % 20}`, reportedOn: '2018-09-12',
        statedGroup: among(n, ['active', 'ended'])
    }))
}

const quoted = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

mkdirSync(directory, { recursive: true })
for (const [name, rows] of Object.entries(files)) {
    const lines = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row).map(quoted))].map((cells) => cells.join(','))
    writeFileSync(`${directory}/${name}.csv`, lines.join('\n') + '\n')
}
