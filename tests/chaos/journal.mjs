// What was asked and what was answered, in the order in which it happened: a file that is only appended to, and the one thing that
// the verdict rests on. An entry is written before its request is sent, so that no effect is without one.
import { openSync, readFileSync, writeSync } from 'node:fs'

/** @param {string} path */
export function createJournal(path) {
    const file = openSync(path, 'a+')
    let last = 0
    const write = (entry) => writeSync(file, `${JSON.stringify(entry)}\n`)
    return {
        path,
        /** Notes what will be asked; the number by which the answer is noted. */
        asked(what) {
            write({ asked: ++last, ...what })
            return last
        },
        answered: (number, what) => write({ answered: number, ...what }),
        /** Something that should not have happened. */
        strange: (what) => write({ strange: what }),
        killed: (what) => write({ killed: what }),
    }
}

/** The entries, each answer joined to what was asked. */
export function readJournal(path) {
    const asked = new Map()
    const strange = []
    for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
        const entry = JSON.parse(line)
        if (entry.asked) asked.set(entry.asked, { ...entry, answers: [] })
        if (entry.answered) asked.get(entry.answered).answers.push(entry)
        if (entry.strange) strange.push(entry.strange)
    }
    return { entries: [...asked.values()], strange }
}
