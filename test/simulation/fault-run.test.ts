import { execFile } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { PROTECTIONS, type Protection } from '../../bin/support/chaos/stage.ts'

// A few short worlds of the fault run. `npm run chaos` plays as many as one has time for.

const DEADLINE_MS = 280_000

/** Runs it as a person would and tells what it printed and how it ended. */
function chaos(...args: string[]): Promise<{ code: number; printed: string }> {
  const command = ['--import', 'tsx', 'bin/support/chaos.ts', ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, command, { timeout: DEADLINE_MS }, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code ?? 1)
      resolve({ code, printed: stdout + stderr })
    })
  })
}

it(
  'no document is charged twice, none is lost and nothing is stuck, whatever goes wrong',
  async () => {
    const { code, printed } = await chaos('--seeds', '2')
    expect(printed).toMatch(/^seed 2: \d+ charged, .*\n$/)
    expect(code).toBe(0)
  },
  DEADLINE_MS,
)

/** A world in which it matters, and how long one waits to see that things are stuck. */
const WORLD: Record<Protection, { seed: number; quietSeconds: number; says: RegExp }> = {
  'unique-key': { seed: 1, quietSeconds: 60, says: /was charged 2 times/ },
  inquiry: { seed: 2, quietSeconds: 60, says: /was charged \d times/ },
  'look-up': { seed: 5, quietSeconds: 45, says: /stuck: payments approved/ },
  sweep: { seed: 1, quietSeconds: 20, says: /stuck: (payments|run items|runs)/ },
}

// One of them, because each takes a minute; `FAULT_RUN=full bin/test test/simulation` plays all.
const PLAYED = process.env.FAULT_RUN === 'full' ? PROTECTIONS : (['unique-key'] as const)

describe('the fault run notices when a protection is missing:', () => {
  it.each(PLAYED)(
    '%s',
    async (protection) => {
      const { seed, quietSeconds, says } = WORLD[protection]
      const world = ['--seeds', String(seed), '--quiet-seconds', String(quietSeconds)]
      const { code, printed } = await chaos(...world, '--without', protection)
      expect(printed).toContain(`BROKEN in seed ${seed}`)
      expect(printed).toMatch(says)
      // The account tells the life of a payment: what we noted, and what the gateway was asked.
      expect(printed).toMatch(/\nPayment [0-9A-Z]{26} of /)
      expect(printed).toMatch(/^ {2}\d\d:\d\d:\d\d\.\d{3} {2}ours /m)
      expect(printed).toContain(`--seeds ${seed} --without ${protection}`)
      expect(code).toBe(0)
    },
    DEADLINE_MS,
  )
})
