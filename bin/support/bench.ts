import { parseArgs } from 'node:util'
import { measureRate, measureSmallRun, type Rate, type Setting } from './bench/rates.ts'
import { buildRig, memoryMb } from './bench/rig.ts'
import { Household } from './household.ts'
import { createRunFolder } from './run-folder.ts'

const USAGE = `usage: npm run bench -- [--seconds N] [--customers N] [--only LATENCYxINFLIGHT]...

  --seconds N     how long each setting is measured (20)
  --customers N   how large the simulated provider is (40000)
  --only 200x50   only this latency in ms and so many in flight; may be repeated`

const LATENCIES_MS = [0, 200, 1_000]
const IN_FLIGHT = [10, 50, 100, 200, 400]

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    customers: { type: 'string', default: '40000' },
    only: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
async function bench(): Promise<void> {
  const seconds = Number(values.seconds)
  const settings = values.only?.map(settingOf) ?? everySetting()
  const household = new Household({ stopDeadlineMs: 60_000 })
  const folder = await createRunFolder('bench')
  try {
    console.error(`Preparing a provider with ${values.customers} customers ...`)
    const rig = await buildRig(household, folder, Number(values.customers))
    const web = await rig.start('web')
    const webMb = { start: memoryMb(web.pid), end: 0 }
    const rates: Rate[] = []
    console.log(HEAD)
    for (const setting of settings) {
      const rate = await household.unlessOver(measureRate(rig, setting, seconds))
      rates.push(rate)
      console.log(lineOf(rate))
    }
    const smallRun = await household.unlessOver(measureSmallRun(rig, 200))
    webMb.end = memoryMb(web.pid)
    console.log(`\na run of ${smallRun.charges} at 200 ms: ${smallRun.seconds} s`)
    console.log(`web: ${webMb.start} MB at the start, ${webMb.end} MB at the end`)
    console.log(JSON.stringify({ rates, smallRun, webMb }))
    await rig.close()
  } finally {
    await household.stop()
    folder.remove()
  }
}

function everySetting(): Setting[] {
  return LATENCIES_MS.flatMap((latencyMs) => IN_FLIGHT.map((inFlight) => ({ latencyMs, inFlight })))
}

function settingOf(text: string): Setting {
  const [, latency, inFlight] = /^(\d{1,5})x(\d{1,4})$/.exec(text) ?? []
  if (latency === undefined) throw new Error(`--only takes 200x50 and the like, not ${text}`)
  return { latencyMs: Number(latency), inFlight: Number(inFlight) }
}

const COLUMNS = [
  'latency',
  'in flight',
  'charges',
  'per s',
  'ideal',
  'ratio',
  'first ms',
  'CPU ms',
  'statem.',
  'commits',
  'MB',
]
const HEAD = COLUMNS.map((name) => name.padStart(9)).join(' ')

function lineOf(rate: Rate): string {
  const cells = [
    `${rate.latencyMs} ms`,
    rate.inFlight,
    rate.charges,
    rate.perSecond,
    rate.idealPerSecond ?? '-',
    rate.ratio ?? '-',
    rate.firstChargeMs,
    rate.workerCpuMs,
    rate.statements,
    rate.commits,
    `${rate.workerMb.start}-${rate.workerMb.end}`,
  ]
  return cells.map((cell) => String(cell).padStart(9)).join(' ')
}

if (values.help) console.log(USAGE)
else await bench()
