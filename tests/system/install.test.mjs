// What an installation puts where, and that its parts agree with the daemon.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const build = process.env.PROEFTUIN_TEST_BUILD

let target
before(() => {
    target = mkdtempSync('/tmp/proeftuin-install-')
    execFileSync('cmake', ['--install', build], { env: { ...process.env, DESTDIR: target }, stdio: 'pipe' })
})
after(() => rmSync(target, { recursive: true, force: true }))

const prefix = () => `${target}/usr/local`
const read = (path) => readFileSync(`${prefix()}/${path}`, 'utf8')
const has = (program) => spawnSync(program, ['--version']).error === undefined
const missing = (program) => !has(program) && `${program} is not installed`

/** Runs the installed daemon. */
const daemon = (...args) => execFileSync(`${prefix()}/bin/proeftuind`, args, { encoding: 'utf8' })

describe('installed', () => {
    test('the daemon, under both of its names', () => {
        assert.match(daemon('--version'), /^proeftuind \d+\.\d+\.\d+\n$/)
        assert.ok(lstatSync(`${prefix()}/bin/proeftuin`).isSymbolicLink())
        assert.equal(readlinkSync(`${prefix()}/bin/proeftuin`), 'proeftuind')
    })

    test('the migrations, where the installed daemon looks for them; the one in the build tree looks in the source', () => {
        const place = (help) => /PROEFTUIN_MIGRATIONS\n.*\((.*)\)$/m.exec(help)[1]
        const source = readdirSync(`${root}migrations`).filter((name) => name.endsWith('.sql')).sort()
        assert.deepEqual(readdirSync(`${target}${place(daemon('--help'))}`).sort(), source)
        const help = execFileSync(`${build}/proeftuind`, ['--help'], { encoding: 'utf8' })
        assert.equal(place(help), `${root}migrations`)
    })

    test('the sample register', () => {
        const files = (directory) => readdirSync(directory, { recursive: true }).filter((name) => name.endsWith('.csv')).sort()
        assert.ok(files(`${root}sample`).length > 0)
        assert.deepEqual(files(`${prefix()}/share/proeftuin/sample`), files(`${root}sample`))
    })

    test('nothing that tells where it was built', () => {
        for (const path of ['bin/proeftuind', 'share/man/man8/proeftuind.8', 'lib/systemd/system/proeftuin.service']) {
            const text = readFileSync(`${prefix()}/${path}`).toString('latin1')
            const strings = path === 'bin/proeftuind' ? text.match(/[\x20-\x7e]{6,}/g).filter((line) => line.includes('migrations')) : [text]
            assert.ok(strings.every((line) => !line.includes(root)), path)
        }
    })
})

describe('the manual page', () => {
    const names = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort()

    test('has the settings that the daemon has', () => {
        const [, environment] = /^\.Sh ENVIRONMENT$([^]*?)^The service manager sets$/m.exec(read('share/man/man8/proeftuind.8'))
        assert.deepEqual(names(environment, /^\.It Ev (\w+)$/gm), names(daemon('--help'), /^ {2}([A-Z_]+)$/gm))
    })

    test('has their defaults', () => {
        const page = read('share/man/man8/proeftuind.8')
        const numbers = [...daemon('--help').matchAll(/^ {2}([A-Z_]+)\n {6}.*\((\d+)\)$/gm)]
        assert.ok(numbers.length > 5)
        for (const [, name, value] of numbers) {
            const [, text] = new RegExp(`^\\.It Ev ${name}$([^]*?)^\\.(It|El)`, 'm').exec(page)
            assert.match(text, value === '0' ? /^0, the default|Default: 0/m : new RegExp(`Default: ${value}\\.`), name)
        }
    })

    test('has the commands that the daemon has', () => {
        const [, description] = /^\.Sh DESCRIPTION$([^]*?)^\.El$/m.exec(read('share/man/man8/proeftuind.8'))
        assert.deepEqual(names(description, /^\.It Cm (\w+)/gm), names(daemon('--help'), /^ {2}proeftuind (\w+)/gm))
    })

    test('is sound', { skip: missing('mandoc') }, () => {
        // Style has opinions on lines; pages of other packages may not be installed.
        const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', `${prefix()}/share/man/man8/proeftuind.8`], { encoding: 'utf8' })
        assert.equal(stdout, '')
    })
})

describe('the units', () => {
    const unit = () => read('lib/systemd/system/proeftuin.service')
    const setting = (name) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit())?.[1]

    test('start the installed daemon with the installed settings, and wait to hear from it', () => {
        assert.equal(setting('ExecStart'), '/usr/local/bin/proeftuind serve')
        assert.equal(setting('EnvironmentFile'), '-/usr/local/etc/default/proeftuin')
        assert.ok(existsSync(`${prefix()}/etc/default/proeftuin`))
        assert.equal(setting('Type'), 'notify')
        assert.ok(Number(setting('WatchdogSec')) > 0)
        assert.ok(Number(setting('TimeoutStopSec')) > 20) // PROEFTUIN_DRAIN_SECONDS
    })

    test('run as a user that sysusers makes', () => {
        assert.match(read('lib/sysusers.d/proeftuin.conf'), new RegExp(`^u ${setting('User')} `, 'm'))
        assert.match(read('lib/tmpfiles.d/proeftuin.conf'), new RegExp(`^d /run/proeftuin \\d+ ${setting('User')} ${setting('Group')} `, 'm'))
    })

    test('leave the daemon little to do harm with', { skip: missing('systemd-analyze') }, () => {
        const analysis = execFileSync('systemd-analyze', ['security', '--offline=true', '--no-pager', `${prefix()}/lib/systemd/system/proeftuin.service`], { encoding: 'utf8' })
        const [, exposure] = /Overall exposure level for proeftuin.service: ([\d.]+)/.exec(analysis)
        assert.ok(Number(exposure) < 2, analysis)
    })

    test('are understood by systemd', { skip: missing('systemd-analyze') }, () => {
        const units = ['proeftuin.service', 'proeftuin.socket'].map((name) => `${prefix()}/lib/systemd/system/${name}`)
        const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...units], { encoding: 'utf8' })
        const about = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('proeftuin'))
        assert.deepEqual(about.filter((line) => !/is not executable|ExecPaths|Unit .* not found/.test(line)), [])
    })
})

describe('the bill of materials', { skip: missing('dpkg-query') }, () => {
    let sbom
    before(() => {
        sbom = JSON.parse(read('share/doc/proeftuin/sbom.spdx.json'))
    })

    test('is SPDX 2.3, with all that it requires', () => {
        assert.equal(sbom.spdxVersion, 'SPDX-2.3')
        assert.equal(sbom.dataLicense, 'CC0-1.0')
        assert.equal(sbom.SPDXID, 'SPDXRef-DOCUMENT')
        assert.match(sbom.name, /^proeftuin-\d/)
        assert.match(sbom.documentNamespace, /^https:\/\/[^#]+$/)
        assert.match(sbom.creationInfo.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
        assert.ok(sbom.creationInfo.creators.length > 0)
        for (const creator of sbom.creationInfo.creators) assert.match(creator, /^(Person|Organization|Tool): /)
        for (const entry of sbom.packages) {
            assert.match(entry.SPDXID, /^SPDXRef-[a-zA-Z0-9.-]+$/)
            for (const member of ['name', 'versionInfo', 'downloadLocation', 'licenseConcluded', 'licenseDeclared', 'copyrightText'])
                assert.ok(typeof entry[member] === 'string' && entry[member] !== '', `${entry.name}: ${member}`)
            assert.equal(entry.filesAnalyzed, false)
            for (const reference of entry.externalRefs ?? []) assert.match(reference.referenceLocator, /^pkg:deb\/debian\/[^ ]+@[^ ]+\?arch=/)
        }
    })

    test('its relations point to what is in it, and its identifiers are one of a kind', () => {
        const ids = new Set(['SPDXRef-DOCUMENT', ...sbom.packages.map(({ SPDXID }) => SPDXID)])
        assert.equal(ids.size, sbom.packages.length + 1)
        const kinds = ['DESCRIBES', 'DYNAMIC_LINK', 'BUILD_DEPENDENCY_OF', 'TEST_DEPENDENCY_OF']
        for (const { spdxElementId, relationshipType, relatedSpdxElement } of sbom.relationships) {
            assert.ok(ids.has(spdxElementId) && ids.has(relatedSpdxElement))
            assert.ok(kinds.includes(relationshipType))
        }
    })

    test('has every library that the daemon is linked with', () => {
        const linked = sbom.relationships.filter(({ relationshipType }) => relationshipType === 'DYNAMIC_LINK').map(({ relatedSpdxElement }) => relatedSpdxElement)
        for (const name of ['libc6', 'libmicrohttpd12', 'libpq5', 'libjansson4', 'libsodium23', 'libcsv3', 'libgnutls30'])
            assert.ok(linked.some((id) => id.startsWith(`SPDXRef-Debian-${name}`)), name)
    })
})
