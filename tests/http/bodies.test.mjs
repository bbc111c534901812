// Bodies that are no JSON, not the JSON that is wanted, or not what their Content-Type says.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { authorization } from '../support/keys.mjs'
import { assertFaults, assertProblem, detailAt } from '../support/problems.mjs'
import { raw, startServer } from '../support/server.mjs'

const json = { headers: { 'Content-Type': 'application/json' } }
const megabyte = 1024 * 1024
let server
let path

before(async () => {
    server = await startServer()
    const { json: row } = await server.post('/v1/pilots', { municipality: 'gm1509', title: 'Proef', kind: 'pilot' })
    path = `/v1/pilots/${row.id}`
})

after(async () => {
    // None of all this may have harmed the service or the row.
    const { status, json: row } = await server.get(path)
    assert.deepEqual([status, row.version], [200, 1])
    await server.stop()
})

const post = (body) => server.post('/v1/pilots', body, json)

/** Sends the same body both ways; what is wrong with it is wrong with both. */
async function refusedBoth(body, code, location = '') {
    for (const answer of [await post(body), await server.patch(path, body, json)]) assertFaults(answer, { [location]: code })
}

test('what is no JSON is refused with line and column', async () => {
    for (const body of ['{', '{"a":}', '[1,]', 'null x', '{"a":1}{"b":2}', '{a:1}', "{'a':1}", '{"a":01}', '{"a":1,}', '{"a":+1}', '{"a":NaN}',
        '{"a":.5}', '// note\n{}', '\u00ef\u00bb\u00bf{}', 'tru', '"', '{"a":"\t"}', '{"a":"\\x"}'])
        await refusedBoth(body, 'json.syntax')
    const answer = await server.post('/v1/pilots', '{\n  "title": oops\n}', { headers: { ...json.headers, 'Accept-Language': 'en' } })
    assert.match(detailAt(answer, ''), /line 2, column \d+/)
})

test('the same key twice in one object is refused, however deep', async () => {
    await refusedBoth('{"title":"a","title":"b"}', 'json.duplicateKey')
    await refusedBoth('{"links":[{"relation":"partOf","relation":"partOf"}]}', 'json.duplicateKey')
    await refusedBoth('{"title":"a","t\\u0069tle":"b"}', 'json.duplicateKey')
})

test('NUL, in whatever way, is refused', async () => {
    await refusedBoth('{"title":"a\\u0000b"}', 'json.syntax')
    await refusedBoth('{"ti\\u0000tle":"a"}', 'json.syntax')
    await refusedBoth(Buffer.from('{"title":"a\0b"}'), 'json.syntax')
    await refusedBoth(Buffer.from('{}\0'), 'json.syntax')
})

test('what is not UTF-8 is refused', async () => {
    for (const bytes of [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0xf8, 0x88, 0x80, 0x80, 0x80]])
        await refusedBoth(Buffer.concat([Buffer.from('{"title":"'), Buffer.from(bytes), Buffer.from('"}')]), 'json.syntax')
    await refusedBoth(Buffer.from('{"title":"Proef"}', 'utf16le'), 'json.syntax')
})

test('lone surrogates are refused, pairs are one character', async () => {
    for (const text of ['\\ud83d', '\\ude00', '\\ud83dx', '\\ude00\\ud83d']) await refusedBoth(`{"title":"${text}"}`, 'json.syntax')
    const answer = await post('{"municipality":"gm1509","kind":"pilot","title":"\\ud83d\\ude00 \\u00e9"}')
    assert.equal(answer.status, 201)
    assert.equal(answer.json.title, '😀 é')
})

test('JSON may be nested 16 deep, not 17', async () => {
    const nested = (depth) => `{"frobnicate":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
    assertFaults(await server.patch(path, nested(16), json), { '/frobnicate': 'field.unknown' })
    await refusedBoth(nested(17), 'json.tooDeep')
    await refusedBoth('['.repeat(100_000), 'json.tooDeep')
    await refusedBoth(`{"a":${'{"a":'.repeat(20)}`, 'json.tooDeep')
    assertFaults(await server.patch(path, `{"frobnicate":"${'['.repeat(50)}\\"${'{'.repeat(50)}"}`, json), { '/frobnicate': 'field.unknown' })
})

test('only an object is a row', async () => {
    for (const body of ['[]', '[{}]', '"x"', '7', 'true', 'null', '1.5']) await refusedBoth(body, 'json.notAnObject')
    const answer = await post('{}')
    assertFaults(answer, { '/municipality': 'field.required', '/title': 'field.required', '/kind': 'field.required' })
})

test('numbers beyond all bounds are refused as numbers', async () => {
    for (const number of ['1e400', '-1e400', '9'.repeat(10_000), `-${'9'.repeat(30)}`, '9223372036854775808'])
        await refusedBoth(`{"sourceOrder":${number}}`, 'json.number')
    assertFaults(await server.patch(path, '{"sourceOrder":1e-400}', json), { '/sourceOrder': 'type' })
    assertFaults(await server.patch(path, `{"sourceOrder":0.${'1'.repeat(10_000)}}`, json), { '/sourceOrder': 'type' })
})

test('names are matched whole, and a pointer escapes them', async () => {
    assertFaults(await server.patch(path, { '': 1, 'a/b': 1, 'c~d': 1, Title: 1, 'title ': 1, 'x"y\n': 1, constructor: 1 }), {
        '/': 'field.unknown', '/a~1b': 'field.unknown', '/c~0d': 'field.unknown', '/Title': 'field.unknown', '/title ': 'field.unknown',
        '/x"y\n': 'field.unknown', '/constructor': 'field.unknown',
    })
    const long = 'n'.repeat(100_000)
    const answer = await server.patch(path, { [long]: 1 })
    assertProblem(answer, 400, 'invalidInput')
})

test('of very many faults the first hundred are said, and how many more there are', async () => {
    const row = Object.fromEntries([...Array(5000).keys()].map((n) => [`field${n}`, n]))
    const { errors, errorsLeftOut } = assertProblem(await server.patch(path, row), 400, 'invalidInput')
    assert.equal(errors.length, 100)
    assert.equal(errorsLeftOut, 4900)
})

test('a body of a mebibyte is read, one byte more is not', async () => {
    const filled = (size) => `{"frobnicate":"${'x'.repeat(size - '{"frobnicate":""}'.length)}"}`
    assertFaults(await server.patch(path, filled(megabyte), json), { '/frobnicate': 'field.unknown' })
    for (const size of [megabyte + 1, 3 * megabyte]) {
        assertProblem(await server.post('/v1/pilots', filled(size), json), 413, 'tooLarge')
        assertProblem(await server.patch(path, filled(size), json), 413, 'tooLarge')
    }
})

test('a chunked body has the same limit', async () => {
    const chunks = (count) => `${'10000\r\n' + ' '.repeat(0x10000) + '\r\n'}`.repeat(count) + '0\r\n\r\n'
    const head = `POST /v1/pilots HTTP/1.1\r\nHost: x\r\n${authorization}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`
    assert.match((await raw(server.url, head + chunks(16))).text, /^HTTP\/1.1 400 /)
    assert.match((await raw(server.url, head + chunks(17))).text, /^HTTP\/1.1 413 /)
})

test('a body that is missing or empty is said to be', async () => {
    await refusedBoth('', 'body.empty')
    await refusedBoth('  \n ', 'json.syntax')
})

test('a body is what its Content-Type says, and that is JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', 'application/json-patch+json', 'json', '', 'text/json',
        'application/merge-patch+jsonx']) {
        const options = { headers: { 'Content-Type': type } }
        assertProblem(await server.post('/v1/pilots', '{}', options), 415, 'unsupportedMediaType')
        const answer = await server.patch(path, '{}', options)
        assertProblem(answer, 415, 'unsupportedMediaType')
        assert.equal(answer.headers['accept-patch'], 'application/merge-patch+json, application/json')
    }
    assertProblem(await server.post('/v1/pilots', '{}', {}), 415, 'unsupportedMediaType')
    assertProblem(await server.post('/v1/pilots', '{}', { headers: { 'Content-Type': 'application/merge-patch+json' } }), 415, 'unsupportedMediaType')
})

test('JSON may name itself with parameters and in any case, a patch in two ways', async () => {
    for (const type of ['application/json', 'Application/JSON', 'application/json; charset=utf-8', 'application/json;charset=UTF-8'])
        assertFaults(await server.post('/v1/pilots', '{"x":1}', { headers: { 'Content-Type': type } }), {
            '/x': 'field.unknown', '/municipality': 'field.required', '/title': 'field.required', '/kind': 'field.required',
        })
    for (const type of ['application/merge-patch+json', 'application/merge-patch+json; charset=utf-8', 'application/json'])
        assertFaults(await server.patch(path, '{"x":1}', { headers: { 'Content-Type': type } }), { '/x': 'field.unknown' })
})

test('a DELETE or GET takes no body', async () => {
    for (const method of ['DELETE', 'GET']) {
        const answer = await server.request(method, path, { body: '{}', ...json })
        assertProblem(answer, 413, 'tooLarge')
    }
})
