// What a server has resident after its connections have been used.
//
//     node memory.mjs URL PID CONNECTIONS PILOTS LISTS
//
// PILOTS and LISTS are files with paths. Every connection asks for one of each, all at the same time, and stays open.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import http from 'node:http'

const targets = { 64: 30, 1000: 80 } // connections: MB, of 1,000,000 bytes

const [url, pid, count] = process.argv.slice(2)
const connections = Number(count)
const [pilots, lists] = process.argv.slice(5).map((file) => readFileSync(file, 'utf8').trim().split('\n'))
const agent = new http.Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections })

const get = (path) =>
    new Promise((resolve, reject) => {
        const request = http.get(url + path, { agent }, (response) => {
            assert.equal(response.statusCode, 200, path)
            response.resume().on('end', resolve)
        })
        request.on('error', reject)
    })

async function askAll(paths, change = (path) => path) {
    await Promise.all(Array.from({ length: connections }, (_, i) => get(change(paths[i % paths.length]))))
    await new Promise(setImmediate) // the agent takes its sockets back
    const open = Object.values(agent.freeSockets).flat().length
    assert.equal(open, connections, 'connections that are still open')
}

function resident(name = 'VmRSS') {
    const [, kibibytes] = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm'))
    return (kibibytes * 1024) / 1e6
}

const megabytes = (value) => `${value.toFixed(1)} MB`
const start = resident()
await askAll(pilots)
await askAll(lists)
const used = resident()
await askAll(lists, (path) => path.replace('limit=50', 'limit=200'))
const target = targets[connections]
console.log(
    `memory, ${count} connections: `.padEnd(30) +
        `${megabytes(used)}, ${used < target ? 'reached' : 'not reached'} (${target} MB); ${megabytes(start)} before them, ` +
        `${megabytes(resident())} after a list of 200 each, ${megabytes(resident('VmHWM'))} at most`
)
agent.destroy()
