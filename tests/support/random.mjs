// Random choices that can be repeated: a test that uses them says its seed in its name, and TEST_SEED brings the same ones back.

/** The seed of this run. */
export const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 32))

/** @param {number} state */
export function createRandom(state = seed) {
    /** mulberry32: a number from 0 up to, not including, 1. */
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0
        let mixed = Math.imul(state ^ (state >>> 15), state | 1)
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
    }
    /** A whole number from least to most, both included. */
    const between = (least, most) => least + Math.floor(next() * (most - least + 1))
    const chance = (part) => next() < part
    const pick = (list) => list[between(0, list.length - 1)]
    /** Some of a list, each once, at least one. */
    const some = (list, most = list.length) => {
        const left = [...list]
        const count = between(1, Math.min(most, left.length))
        return Array.from({ length: count }, () => left.splice(between(0, left.length - 1), 1)[0])
    }
    return { next, between, chance, pick, some }
}
