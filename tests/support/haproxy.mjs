// The shipped proxy, docker/haproxy.cfg, in Debian's HAProxy before a daemon of a test.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import tls from 'node:tls'
import { fileURLToPath } from 'node:url'

const configuration = fileURLToPath(new URL('../../docker/haproxy.cfg', import.meta.url))
const program = '/usr/sbin/haproxy'

/** Why there is no proxy here; false when there is one. */
export const noProxy = !existsSync(program) && 'haproxy is not installed'

/** A port that was free a moment ago. */
const freePort = () =>
    new Promise((resolve) => {
        const server = net.createServer().listen(0, '127.0.0.1', () => {
            const { port } = server.address()
            server.close(() => resolve(port))
        })
    })

function makeCertificate(directory) {
    const [key, certificate] = [`${directory}/key`, `${directory}/certificate`]
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
    execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
    const text = readFileSync(certificate)
    writeFileSync(`${directory}/both.pem`, Buffer.concat([readFileSync(key), text]))
    return text
}

/**
 * Starts the proxy and waits until it accepts connections.
 * @param {string} daemon host:port
 * @param {object} [env] settings of the proxy
 */
export async function startProxy(daemon, env = {}) {
    const directory = mkdtempSync('/tmp/proeftuin-proxy-')
    const ca = makeCertificate(directory)
    const [tlsPort, plainPort] = [await freePort(), await freePort()]
    const settings = {
        PROXY_TLS: `127.0.0.1:${tlsPort}`,
        PROXY_PLAIN: `127.0.0.1:${plainPort}`,
        PROXY_CERTIFICATE: `${directory}/both.pem`,
        PROXY_DAEMON: daemon,
    }
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', program, '-db', '-f', configuration], {
        env: { ...process.env, ...settings, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
    const ended = new Promise((resolve) => child.on('close', resolve))
    const proxy = {
        tlsPort,
        plainPort,
        ca,
        said: () => said,
        async stop() {
            child.kill('SIGTERM')
            await ended
            rmSync(directory, { recursive: true, force: true })
        },
        /** Opens a connection; resolves with its socket. */
        open: (encrypted, options = {}) =>
            new Promise((resolve, reject) => {
                const socket = encrypted
                    ? tls.connect({ host: '127.0.0.1', port: tlsPort, ca, servername: 'localhost', ...options }, () => resolve(socket))
                    : net.connect({ host: '127.0.0.1', port: plainPort }, () => resolve(socket))
                socket.on('error', reject)
            }),
    }
    for (let tries = 0; ; tries++) {
        const socket = await proxy.open(false).catch(() => undefined)
        if (socket) return socket.destroy(), proxy
        if (tries === 12_000 || child.exitCode !== null) throw (await proxy.stop(), new Error(`HAProxy does not start:\n${said}`))
        await sleep(25)
    }
}

/** Whether all answers have come whole, and the last one is final. */
function isWhole(text) {
    for (let status = 0; ; ) {
        if (!text) return status >= 200
        const [head, rest] = [text.slice(0, text.indexOf('\r\n\r\n')), text.slice(text.indexOf('\r\n\r\n') + 4)]
        const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
        status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1])
        if (!text.includes('\r\n\r\n') || rest.length < length) return false
        text = rest.slice(length)
    }
}

/**
 * Sends bytes as they are (text as latin1) and collects what comes back, until the proxy closes or, with whole answers, has been
 * silent for a while.
 * @returns {Promise<{text: string, closed: boolean}>}
 */
export async function exchange(proxy, encrypted, bytes, { silence = 300, most = 300_000 } = {}) {
    const socket = await proxy.open(encrypted)
    return new Promise((resolve) => {
        const chunks = []
        const end = (closed) => {
            clearTimeout(quiet), clearTimeout(limit)
            socket.destroy()
            resolve({ text: Buffer.concat(chunks).toString('latin1'), closed })
        }
        let quiet
        const limit = setTimeout(end, most, false)
        socket.on('data', (chunk) => {
            chunks.push(chunk)
            clearTimeout(quiet)
            if (isWhole(Buffer.concat(chunks).toString('latin1'))) quiet = setTimeout(end, silence, false)
        })
        socket.on('close', () => end(true))
        socket.on('error', () => end(true))
        socket.write(Buffer.from(bytes, 'latin1'))
    })
}
