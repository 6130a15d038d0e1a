import { parseArgs } from 'node:util'
import { compare } from './chaos/compare.ts'
import { type Performance, perform } from './chaos/perform.ts'
import { PROTECTIONS, type Protection, setStage } from './chaos/stage.ts'
import { Household, Over } from './household.ts'
import { createRunFolder, type RunFolder } from './run-folder.ts'

const USAGE = `usage: npm run chaos -- [--seeds A..B] [--minutes M] [--without PROTECTION]
       npm run chaos -- --compare [--seeds A]

  --seeds 1..200       the worlds to play, one after another (1..20)
  --minutes M          stop after so long, with the seed that is on
  --quiet-seconds N    how long everything may take to come to rest afterwards (90)
  --without NAME       take one protection away: ${PROTECTIONS.join(', ')}
  --compare            1,000 charges whose answers get lost now and then, by a client that sends
                       again and by this program

Prints one line a seed and stops at the first that breaks a promise. Exit code 0: all held, or,
with a protection taken away, it was noticed.`

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    minutes: { type: 'string' },
    without: { type: 'string' },
    'quiet-seconds': { type: 'string', default: '90' },
    compare: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

const CUSTOMERS = 300

async function main(): Promise<number> {
  const [, from, to] = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(values.seeds ?? '1..20') ?? []
  const isKnown = (name: string): name is Protection =>
    (PROTECTIONS as readonly string[]).includes(name)
  const { without, minutes } = values
  if (values.help || from === undefined || (without !== undefined && !isKnown(without))) {
    console.log(USAGE)
    return values.help ? 0 : 2
  }
  const household = new Household({ stopDeadlineMs: 20_000 })
  const folder = await createRunFolder('chaos')
  let isFine = false
  try {
    isFine = values.compare
      ? await compare(household, folder, Number(values.seeds === undefined ? 1 : from))
      : await play(household, folder, {
          seeds: [Number(from), Number(to ?? from)],
          endsAt: minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + +minutes * 60_000,
          without,
        })
  } catch (error) {
    console.error(error instanceof Over ? error.message : error)
  } finally {
    await household.stop()
  }
  if (isFine) folder.remove()
  else console.log(`Logs: ${folder.path}`)
  return isFine ? 0 : 1
}

interface Play {
  seeds: [from: number, to: number]
  endsAt: number
  without: Protection | undefined
}

/** One world after another. True when all promises held or, without a protection, one did not. */
async function play(
  household: Household,
  folder: RunFolder,
  { seeds: [from, to], endsAt, without }: Play,
): Promise<boolean> {
  const stage = await setStage(household, folder, { without, customers: CUSTOMERS })
  const quietMs = Number(values['quiet-seconds']) * 1_000
  let isBroken = false
  for (let seed = from; seed <= to && Date.now() < endsAt && !isBroken; seed++) {
    const result = await household.unlessOver(perform(stage, seed, quietMs))
    console.log(lineOf(result))
    isBroken = result.violations.length > 0
    if (isBroken) console.log(accountOf(result))
  }
  await stage.close()
  return isBroken === (without !== undefined)
}

function lineOf(result: Performance): string {
  const { seed, seconds, charged, byLink, declined, resolved, refunded, faults } = result
  const weather = [...faults].map(([word, count]) => (count > 1 ? `${word} ×${count}` : word))
  return (
    `seed ${seed}: ${charged} charged, ${byLink} of them by link, ${declined} declined, ${resolved} unknown resolved, ` +
    `${refunded} given back, ${seconds} s; ${weather.join(', ')}`
  )
}

const VIOLATIONS_SHOWN = 30

const accountOf = ({ seed, violations, account }: Performance): string =>
  [
    `BROKEN in seed ${seed}:`,
    ...violations.slice(0, VIOLATIONS_SHOWN).map(({ says }) => `  ${says}`),
    ...account.flatMap(({ title, lines }) => ['', title, ...lines.map((line) => `  ${line}`)]),
    '',
    `Play it again: npm run chaos -- --seeds ${seed}${values.without ? ` --without ${values.without}` : ''}`,
  ].join('\n')

// Whoever still tries to reach a server that is gone need not be waited for.
process.exit(await main())
