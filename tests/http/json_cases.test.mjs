// Bodies that a JSON reader gets to see one day, sorted as test suites of JSON parsing sort them: what RFC 8259 lets
// through, what it does not, and what it leaves to whoever reads. Each is sent as it stands over a connection that goes
// on being used: taken, or refused with 400 and a place; never 500, never a closed connection.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startServer } from '../support/server.mjs'
import { assertProblem } from '../support/problems.mjs'

let server, areas
before(async () => {
    server = await startServer()
    areas = '/v1/areas'
})
after(() => server.stop())

const headers = { 'Content-Type': 'application/json' }
const send = (body) => server.post(areas, Buffer.isBuffer(body) ? body : Buffer.from(body, 'utf8'), { headers })

/** A whole body around the JSON of one member, written as it is given. */
const withName = (json) => `{"municipality":"gm1509","kind":"village","name":${json}}`
const withMember = (json) => `{"municipality":"gm1509","kind":"village","name":"Kern",${json}}`
const bytes = (...parts) => Buffer.concat(parts.map((part) => (Array.isArray(part) ? Buffer.from(part) : Buffer.from(part))))
const withBytes = (...inside) => bytes('{"municipality":"gm1509","kind":"village","name":"', ...inside, '"}')

/** The connection is as good as before. */
const stillServes = async () => assert.equal((await server.get('/health/live')).status, 200)

/** cases: name to body, and for a name its value. */
const accepts = (cases) => {
    for (const [name, [body, expected]] of Object.entries(cases))
        test(name, async () => {
            const { status, json, text } = await send(body)
            assert.equal(status, 201, text)
            if (expected !== undefined) assert.equal(json.name, expected)
            assert.equal((await server.get(`${areas}/${json.id}`)).json.name, json.name)
        })
}

/** cases: name to body and the code of its first fault. */
const refuses = (cases) => {
    for (const [name, [body, code]] of Object.entries(cases))
        test(name, async () => {
            const { errors } = assertProblem(await send(body), 400, 'invalidInput')
            assert.equal(errors[0].code, code)
            await stillServes()
        })
}

describe('structure that is JSON', () => {
    const full = withName('"Kern"')
    accepts({
        'an object': [full, 'Kern'],
        'blanks of all four kinds': [` \t\r\n${full.replaceAll(':', ' :\t').replaceAll(',', '\r\n,\n')}\n\t `, 'Kern'],
        'a line end at the end': [`${full}\n`, 'Kern'],
        'members in another order': ['{"name":"Kern","municipality":"gm1509","kind":"village"}', 'Kern'],
        'names with escapes': ['{"\\u006eame":"Kern","municipality":"gm1509","\\u006B\\u0069nd":"village"}', 'Kern'],
        'null in a member': [withMember('"reference":null'), 'Kern'],
        'an empty array': [withMember('"memberMunicipalities":[]'), 'Kern'],
        'an array with blanks': [withMember('"memberMunicipalities":[ "gm1509" ,\n"gm0141" ]'), 'Kern'],
        'true and false': [withMember('"public":true'), 'Kern'],
    })
})

describe('structure that is not', () => {
    const syntax = {
        'no bytes but blanks': '   ',
        'one brace': '{',
        'a closing brace alone': '}',
        'an object without an end': '{"name":"Kern"',
        'an array without an end': withMember('"memberMunicipalities":["gm1509"'),
        'an array closed as an object': withMember('"memberMunicipalities":["gm1509"}'),
        'an object closed as an array': '{"name":"Kern"]',
        'a comma at the end of an object': '{"name":"Kern",}',
        'a comma at the start of an object': '{,"name":"Kern"}',
        'two commas': '{"name":"Kern",,"kind":"village"}',
        'a comma at the end of an array': withMember('"memberMunicipalities":["gm1509",]'),
        'a comma at the start of an array': withMember('"memberMunicipalities":[,"gm1509"]'),
        'only a comma in an array': withMember('"memberMunicipalities":[,]'),
        'no comma between members': '{"name":"Kern" "kind":"village"}',
        'no comma between elements': withMember('"memberMunicipalities":["gm1509" "gm0141"]'),
        'no colon': '{"name" "Kern"}',
        'two colons': '{"name"::"Kern"}',
        'an equals sign for a colon': '{"name"="Kern"}',
        'a semicolon for a comma': '{"name":"Kern";"kind":"village"}',
        'a name without quotes': '{name:"Kern"}',
        'a name in single quotes': "{'name':'Kern'}",
        'a number for a name': '{1:"Kern"}',
        'null for a name': '{null:"Kern"}',
        'an array for a name': '{[]:"Kern"}',
        'a name without a value': '{"name"}',
        'a name and a colon without a value': '{"name":}',
        'a value without a name': '{"Kern"}',
        'a word that is none': withName('Kern'),
        'true in capitals': withMember('"public":TRUE'),
        'half of true': withMember('"public":tru'),
        'more than true': withMember('"public":trueish'),
        'None, as another language has it': withName('None'),
        'undefined': withName('undefined'),
        'a comment at the start': `/* a comment */${withName('"Kern"')}`,
        'a comment of one line': `${withName('"Kern"')} // a comment`,
        'a comment after a hash': `# a comment\n${withName('"Kern"')}`,
        'a second object': '{"name":"Kern"}{"name":"Kern"}',
        'a second object on its own line': '{"name":"Kern"}\n{"name":"Kern"}',
        'a brace too many': `${withName('"Kern"')}}`,
        'a word behind the end': `${withName('"Kern"')} x`,
        'a comma behind the end': `${withName('"Kern"')},`,
        'a form feed for a blank': `{\f"name":"Kern"}`,
        'a vertical tab for a blank': `{\v"name":"Kern"}`,
        'a no-break space for a blank': `{\u00a0"name":"Kern"}`,
        'an ideographic space for a blank': `{\u3000"name":"Kern"}`,
        'a line separator for a blank': `{\u2028"name":"Kern"}`,
        'a template': '{{"name":"Kern"}}',
        'XML': '<?xml version="1.0"?><name>Kern</name>',
        'a form': 'name=Kern&kind=village',
        'a colon and a bracket': '{"name":[}',
        'an escape outside a string': '{"name":\\u0022Kern\\u0022}',
    }
    refuses(Object.fromEntries(Object.entries(syntax).map(([name, body]) => [name, [body, 'json.syntax']])))
})

describe('JSON that is no object', () => {
    const values = { 'an array': '[]', 'an array of objects': '[{"name":"Kern"}]', 'a string': '"Kern"', 'a number': '1',
        'a fraction': '-0.5e-3', true: 'true', false: 'false', null: 'null' }
    refuses(Object.fromEntries(Object.entries(values).map(([name, body]) => [name, [body, 'json.notAnObject']])))
    refuses({ 'no body at all': ['', 'body.empty'] })
})

describe('strings', () => {
    accepts({
        'every short escape of a text': [withName('"\\"\\\\\\/"'), '"\\/'],
        'an escape of a letter': [withName('"\\u004b\\u0065rn"'), 'Kern'],
        'digits of escapes in either case': [withName('"\\u00E9\\u00e9"'), 'éé'],
        'a pair of surrogates': [withName('"\\uD83D\\uDE00"'), '😀'],
        'the last character there is': [withName('"\\uDBFF\\uDFFF"'), '\u{10ffff}'],
        'UTF-8 of two, three and four bytes': [withName('"é€😀"'), 'é€😀'],
        'a combining accent, as it came': [withName('"e\u0301"'), 'e\u0301'],
        'the line separator': [withName('"a\u2028b"'), 'a\u2028b'],
        'a byte order mark within': [withName('"a\ufeffb"'), 'a\ufeffb'],
        'a private character': [withName('"\ue000"'), '\ue000'],
        'characters that are none': [withName('"\\uFFFE\\uFFFF\ufdd0"'), '\ufffe\uffff\ufdd0'],
        'right to left': [withName('"שלום\u202e"'), 'שלום\u202e'],
        'what looks like an escape': [withName('"\\\\u0041"'), '\\u0041'],
        'what looks like SQL': [withName(`"'); DROP TABLE area; --"`), "'); DROP TABLE area; --"],
        'what looks like HTML': [withName('"<script>&amp;"'), '<script>&amp;'],
        'what looks like a placeholder': [withName('"$1 %s {0}"'), '$1 %s {0}'],
    })
    const syntax = {
        'one that does not end': '{"name":"Kern',
        'one that ends with a backslash': '{"name":"Kern\\',
        'one whose quote is escaped': withName('"Kern\\"'),
        'an escape of nothing known': withName('"\\x41"'),
        'an escape of a single quote': withName('"\\\'"'),
        'an escape of a capital N': withName('"\\N"'),
        'an escape with three digits': withName('"\\u004"'),
        'an escape with a wrong digit': withName('"\\u00G1"'),
        'an escape with a capital U': withName('"\\U0001F600"'),
        'an escape in braces': withName('"\\u{1F600}"'),
        'half a pair: the first': withName('"\\uD83D"'),
        'half a pair: the second': withName('"\\uDE00"'),
        'half a pair, then a letter': withName('"\\uD83Dx"'),
        'half a pair, then an escape': withName('"\\uD83D\\n"'),
        'two first halves': withName('"\\uD83D\\uD83D"'),
        'a pair the wrong way round': withName('"\\uDE00\\uD83D"'),
        'a first half without digits behind it': withName('"\\uD83D\\u"'),
        'NUL as an escape': withName('"a\\u0000b"'),
        'NUL in a name': '{"na\\u0000me":"Kern"}',
        'NUL as a byte in a string': withBytes('a', [0], 'b'),
        'NUL as a byte in a blank': bytes('{', [0], '"name":"Kern"}'),
        'NUL behind the end': bytes(withName('"Kern"'), [0]),
        'only NULs': bytes([0, 0, 0, 0]),
        'a line end as it is': withName('"a\nb"'),
        'a tab as it is': withName('"a\tb"'),
        'the last control character': withName('"a\u001fb"'),
        'single quotes': withName("'Kern'"),
        'curly quotes': withName('“Kern”'),
        'two strings in a row': withName('"Ke" "rn"'),
        'two strings with a plus': withName('"Ke"+"rn"'),
    }
    refuses(Object.fromEntries(Object.entries(syntax).map(([name, body]) => [name, [body, 'json.syntax']])))
    refuses({
        'a control character as an escape': [withName('"a\\u0001b"'), 'text.controlCharacter'],
        'a line end as an escape': [withName('"a\\nb"'), 'text.controlCharacter'],
        'a backspace as an escape': [withName('"a\\bb"'), 'text.controlCharacter'],
        'delete': [withName('"a\u007fb"'), 'text.controlCharacter'],
        'an empty one where a text is needed': [withName('""'), 'field.required'],
        'one of a hundred thousand characters': [withName(`"${'é'.repeat(100_000)}"`), 'text.tooLong'],
        'one of a hundred thousand escapes': [withName(`"${'\\u00e9'.repeat(100_000)}"`), 'text.tooLong'],
    })
})

describe('encodings', () => {
    const full = withName('"Kern"')
    const wide = (order) => {
        const buffer = Buffer.from(`\ufeff${full}`, 'utf16le')
        return order === 'big' ? buffer.swap16() : buffer
    }
    const syntax = {
        'a byte order mark': bytes([0xef, 0xbb, 0xbf], full),
        'a byte order mark alone': bytes([0xef, 0xbb, 0xbf]),
        'half a byte order mark': bytes([0xef, 0xbb], full),
        'UTF-16, little end first': wide('little'),
        'UTF-16, big end first': wide('big'),
        'UTF-16 without a mark': wide('little').subarray(2),
        'UTF-32': Buffer.from([...full].flatMap((letter) => [0, 0, 0, letter.codePointAt(0)])),
        'Latin 1': withBytes([0xe9]),
        'Windows 1252': withBytes([0x80]),
        'a byte that is never there': withBytes([0xff]),
        'a continuation alone': withBytes([0xbf]),
        'a sequence cut short by the quote': withBytes([0xe2, 0x82]),
        'a sequence cut short by the end': bytes('{"name":"', [0xf0, 0x9f, 0x98]),
        'an overlong slash': withBytes([0xc0, 0xaf]),
        'an overlong NUL': withBytes([0xc0, 0x80]),
        'an overlong euro': withBytes([0xf0, 0x82, 0x82, 0xac]),
        'a surrogate': withBytes([0xed, 0xa0, 0x80]),
        'a pair of surrogates': withBytes([0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]),
        'beyond the last character': withBytes([0xf4, 0x90, 0x80, 0x80]),
        'five bytes': withBytes([0xf8, 0x88, 0x80, 0x80, 0x80]),
        'bad bytes in a name': bytes('{"na', [0xff], 'me":"Kern"}'),
        'bad bytes between members': bytes('{', [0xe9], '"name":"Kern"}'),
        'bad bytes behind the end': bytes(full, [0xe9]),
        'compressed': Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3]),
    }
    refuses(Object.fromEntries(Object.entries(syntax).map(([name, body]) => [name, [body, 'json.syntax']])))
})

describe('numbers', () => {
    // Of a field that takes one: a report's first year.
    const report = (json) => `{"coversFrom":${json}}`
    const ask = (json) => server.post('/v1/progress-reports', Buffer.from(report(json)), { headers })
    const codeAt = async (json, status = 400) => {
        const { errors } = assertProblem(await ask(json), status, 'invalidInput')
        await stillServes()
        return errors.find(({ location }) => location === '/coversFrom' || location === '')?.code
    }
    const digits = (count) => '1'.padEnd(count, '7')
    const cases = {
        undefined: ['2014', '1990'],
        'json.syntax': ['+1', '01', '-01', '-', '--1', '.5', '-.5', '1.', '1.e1', '1e', '1e+', '1eE2', '1e1.5', '0x7de', '0b1',
            '0o17', '1_000', '1,5', '1 000', '2014L', 'NaN', '-NaN', 'Infinity', '-Infinity', '\u0662', '１', '1/2', '00', '-x',
            '2014abc', '1e0x'],
        'json.number': ['99999999999999999999', '-99999999999999999999', '9223372036854775808', '1e400', '-1e400',
            '1e9999999999', digits(10_000), `-${digits(10_000)}`, `1${'0'.repeat(400)}.5`],
        type: ['2014.0', '2014.5', '2e3', '2E+3', '20140e-1', '0.0', '-0.0', '1e-400', `0.${'0'.repeat(10_000)}1`,
            `2014.${digits(10_000)}`, '"2014"', 'true', '[]', '[2014]', '{}'],
        'number.tooSmall': ['0', '-0', '-1', '1'],
        'number.tooLarge': ['999999', '2147483648', '4294967296', '999999999999999999'],
    }
    for (const [code, list] of Object.entries(cases))
        for (const json of list)
            test(`${json.length > 40 ? `${json.slice(0, 12)}... of ${json.length}` : json}: ${code}`, async () => {
                const found = await codeAt(json)
                // A number is one that fits 64 bits or is none at all; either way it is too large.
                if (code === 'number.tooLarge' || code === 'number.tooSmall') assert.match(found, new RegExp(`^(${code}|type)$`))
                else assert.equal(String(found), code)
            })
})

describe('the same name twice', () => {
    refuses({
        'in the object': ['{"name":"Kern","name":"Kern"}', 'json.duplicateKey'],
        'with another value': ['{"name":"Kern","kind":"village","name":null}', 'json.duplicateKey'],
        'once with an escape': ['{"name":"Kern","\\u006eame":"Dorp"}', 'json.duplicateKey'],
        'of no field': ['{"x":1,"x":1}', 'json.duplicateKey'],
        'deeper': ['{"x":[{"y":{"z":1,"z":2}}]}', 'json.duplicateKey'],
        'empty': ['{"":1,"":2}', 'json.duplicateKey'],
        'of what every object has': ['{"constructor":1,"constructor":2}', 'json.duplicateKey'],
    })
    refuses({
        'in capitals is another name': [withMember('"Name":"Kern"'), 'field.unknown'],
        'what every object has is an unknown name': [withMember('"constructor":{"name":"x"}'), 'field.unknown'],
        'an empty name is an unknown name': [withMember('"":1'), 'field.unknown'],
        'a name of a thousand characters is unknown too': [withMember(`"${'é'.repeat(1000)}":1`), 'field.unknown'],
        'a name with signs of a pointer': [withMember('"a/b~c":1'), 'field.unknown'],
    })
})

describe('depth and size', () => {
    const mebibyte = 2 ** 20
    const nested = (open, close, depth) => withMember(`"x":${open.repeat(depth)}${close.repeat(depth)}`)
    /** A body of exactly one mebibyte: the largest that is read. */
    const filled = (start, piece, end) => {
        const count = Math.floor((mebibyte - start.length - end.length) / piece.length)
        const body = start + piece.repeat(count) + end
        return body + ' '.repeat(mebibyte - body.length)
    }
    refuses({
        'sixteen levels are read': [nested('[', ']', 15), 'field.unknown'],
        'seventeen are not': [nested('[', ']', 16), 'json.tooDeep'],
        'objects count as well': [nested('{"a":', '}', 16).replace('{"a":}', '{"a":1}'), 'json.tooDeep'],
        'brackets in a string do not count': [withName(`"${'['.repeat(600)}"`), 'text.tooLong'],
        'brackets behind an escaped quote do not count': [withName(`"\\"${'['.repeat(600)}"`), 'text.tooLong'],
        'a mebibyte of opening brackets': ['['.repeat(mebibyte), 'json.tooDeep'],
        'a mebibyte of opening braces': ['{"a":'.repeat(mebibyte / 5), 'json.tooDeep'],
        'a mebibyte of closing brackets': [']'.repeat(mebibyte), 'json.syntax'],
        'a mebibyte of nested arrays': [
            filled('[', '[[[[[[[[[[[[[[[]]]]]]]]]]]]]]],', '0]'), 'json.tooLarge',
        ],
        'a mebibyte of empty arrays': [filled('{"x":[', '[],', '0]}'), 'json.tooLarge'],
        'a mebibyte of empty objects': [filled('{"x":[', '{},', '0]}'), 'json.tooLarge'],
        'a mebibyte of digits': [filled('{"x":', '7', '}'), 'json.number'],
        'a mebibyte of blanks': [filled('', ' ', '[]'), 'json.notAnObject'],
        'a mebibyte of quotes': [filled('', '"', ''), 'json.syntax'],
        'a mebibyte of backslashes': [filled('{"x":"', '\\', ''), 'json.syntax'],
        'a mebibyte of text': [filled('{"name":"', 'x', '"}'), 'text.tooLong'],
        'a mebibyte of escapes': [filled('{"name":"', '\\u00e9', '"}'), 'text.tooLong'],
    })
    test('a hundred faults are told, and how many there are more', async () => {
        const members = Array.from({ length: 5000 }, (_, n) => `"x${n}":${n}`)
        const { errors } = assertProblem(await send(`{${members}}`), 400, 'invalidInput')
        assert.equal(errors.length, 100)
        await stillServes()
    })
    test('a byte over a mebibyte is not read', async () => {
        assertProblem(await send(`${filled('{"name":"', 'x', '"}')} `), 413, 'tooLarge')
        await stillServes()
    })
})
