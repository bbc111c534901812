// A door to PostgreSQL that a test can close: to a daemon that connects through it, the database then is gone, as when its server is
// stopped. The server of the test cluster itself is everybody's.
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const socketName = '.s.PGSQL.5432'
const { PROEFTUIN_TEST_PGHOST: pgHost } = process.env

export function createProxy() {
    const directory = mkdtempSync(join(tmpdir(), 'pg-door-'))
    const sockets = new Set()
    let server

    const keep = (socket) => {
        sockets.add(socket)
        socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    }
    const pass = (client) => {
        const database = net.connect(join(pgHost, socketName))
        for (const socket of [client, database]) keep(socket)
        client.pipe(database).pipe(client)
        client.on('close', () => database.destroy())
        database.on('close', () => client.destroy())
    }
    const proxy = {
        /** The DATABASE_URL that leads through here. */
        url: (database) => `postgresql://proeftuin@/${database}?host=${encodeURIComponent(directory)}`,
        open: () =>
            new Promise((resolve) => {
                server = net.createServer(pass).listen(join(directory, socketName), resolve)
            }),
        close: () =>
            new Promise((resolve) => {
                server.close(resolve)
                for (const socket of sockets) socket.destroy()
            }),
        async remove() {
            if (server?.listening) await proxy.close()
            rmSync(directory, { recursive: true })
        },
    }
    return proxy
}
