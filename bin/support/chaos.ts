import { parseArgs } from 'node:util'
import { type Performance, perform } from './chaos/perform.ts'
import { PROTECTIONS, type Protection, setStage } from './chaos/stage.ts'
import { Household } from './household.ts'
import { createRunFolder } from './run-folder.ts'

const USAGE = `usage: npm run chaos -- [--seeds A..B] [--minutes M] [--without PROTECTION]

  --seeds 1..200       the worlds to play, one after another (1..20)
  --minutes M          stop after so long, with the seed that is on
  --quiet-seconds N    how long everything may take to come to rest afterwards (90)
  --without NAME       take one protection away: ${PROTECTIONS.join(', ')}


Prints one line a seed and stops at the first that breaks a promise. Exit code 0: all held, or,
with a protection taken away, it was noticed.`

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1..20' },
    minutes: { type: 'string' },
    without: { type: 'string' },
    'quiet-seconds': { type: 'string', default: '90' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

async function main(): Promise<number> {
  const [, from, to] = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(values.seeds) ?? []
  const isKnown = (name: string): name is Protection =>
    (PROTECTIONS as readonly string[]).includes(name)
  const { without, minutes } = values
  if (values.help || from === undefined || (without !== undefined && !isKnown(without))) {
    console.log(USAGE)
    return values.help ? 0 : 2
  }
  const endsAt = minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + +minutes * 60_000
  const household = new Household({ stopDeadlineMs: 20_000 })
  const folder = await createRunFolder('chaos')
  const isAsExpected = () => isBroken === (without !== undefined)
  const quietMs = Number(values['quiet-seconds']) * 1_000
  let isBroken = false
  try {
    const stage = await setStage(household, folder, without)
    for (let seed = Number(from); seed <= Number(to ?? from) && Date.now() < endsAt; seed++) {
      const result = await household.unlessOver(perform(stage, seed, quietMs))
      console.log(lineOf(result))
      isBroken = result.violations.length > 0
      if (isBroken) break
    }
    if (!isAsExpected()) console.log(`Logs: ${folder.path}`)
    await stage.close()
  } finally {
    await household.stop()
  }
  if (isAsExpected()) folder.remove()
  return isAsExpected() ? 0 : 1
}

function lineOf({ seed, seconds, charged, declined, resolved, faults, violations }: Performance) {
  const weather = [...faults].map(([word, count]) => (count > 1 ? `${word} ×${count}` : word))
  const line =
    `seed ${seed}: ${charged} charged, ${declined} declined, ${resolved} unknown resolved, ` +
    `${seconds} s; ${weather.join(', ')}`
  if (violations.length === 0) return line
  return [
    line,
    `BROKEN in seed ${seed}:`,
    ...violations.slice(0, 30).map((violation) => `  ${violation}`),
    `Play it again: npm run chaos -- --seeds ${seed}${values.without ? ` --without ${values.without}` : ''}`,
  ].join('\n')
}

// Whoever still tries to reach a server that is gone need not be waited for.
process.exit(await main())
