import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startServer } from '../support/server.mjs'
let server
before(async () => { server = await startServer({ sample: true, env: { PROEFTUIN_LOG: 'requests' } }) })
after(() => server.stop())
test('smoke', async () => {
    for (const [path, accept] of [['/v1/pilots', 'text/csv'], ['/v1/pilots', 'application/x-ndjson'], ['/v1/pilots?part=links', 'text/csv'], ['/v1/pilots?part=links', 'application/x-ndjson'],['/v1/municipalities?part=successors', 'text/csv'],
        ['/v1/pilots?limit=2&separator=semicolon', 'text/csv'], ['/v1/pilots?expand=document&fields=links', 'text/csv'],['/v1/pilots?title=nothing', 'text/csv'],['/v1/municipalities','text/csv'], ['/v1/municipalities/gm1509','text/csv'], ['/v1/pilots', 'image/png']]) {
        const a = await server.get(path, { headers: { Accept: accept } })
        console.log(path, accept, a.status, a.headers, a.text.length, a.text.slice(0, 900))
    }
    console.log((await server.request('HEAD', '/v1/pilots', { headers: { Accept: 'text/csv' } })))
    console.log(server.stderr())
})
