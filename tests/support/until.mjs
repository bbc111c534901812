// Waiting for a state, never for a time: a machine may be slow, or busy with something else.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'

const hangs = 600_000 // milliseconds: after that it will not come any more

/**
 * Asks again and again until the answer is true of something; resolves with that answer.
 * @param {() => any} probe may be asynchronous
 * @param {string} what is waited for, for the message of a test that hangs
 */
export async function until(probe, what = `${probe}`) {
    for (const end = Date.now() + hangs; Date.now() < end; await sleep(10)) {
        const found = await probe()
        if (found) return found
    }
    assert.fail(`waited in vain: ${what}`)
}

/**
 * Waits until a number has not changed for a while: for what is still on its way when its source has stopped.
 * @returns {Promise<number>}
 */
export async function settled(read, quiet = 500) {
    let last = await read()
    let since = Date.now()
    await until(async () => {
        const now = await read()
        if (now !== last) [last, since] = [now, Date.now()]
        return Date.now() - since >= quiet
    }, 'a number that stays')
    return last
}
