import { describe, expect, it } from 'vitest'
import { drawPlan, type Fault } from '../../bin/support/chaos/plan.ts'
import { Random } from '../../bin/support/chaos/random.ts'

// What the fault run draws, without playing it.

const planOf = (seed: number): Fault[] => drawPlan(new Random(seed))
const SEEDS = Array.from({ length: 100 }, (_, at) => at + 1)

it('the same seed draws the same faults', () => {
  expect(planOf(17)).toEqual(planOf(17))
  expect(planOf(17)).not.toEqual(planOf(18))
})

it('every world loses answers of the gateway until most documents were sent', () => {
  for (const seed of SEEDS) {
    const isLasting = (fault: Fault) =>
      fault.kind === 'answers' && fault.target === 'gateway' && fault.ms === undefined
    expect(planOf(seed).filter(isLasting)).toHaveLength(1)
  }
})

describe('a hundred worlds have', () => {
  const faults = SEEDS.flatMap(planOf)

  it.each([
    'kill',
    'stop',
    'suspend',
    'third-clock',
    'redis-flush',
    'restart',
    'kill-server',
    'cut',
    'refuse',
    'freeze',
    'deafen',
    'answers',
  ] as const)('%s', (kind) => {
    expect(faults.some((fault) => fault.kind === kind)).toBe(true)
  })

  it('every line of every process broken', () => {
    const broken = new Set(
      faults.flatMap((fault) => ('line' in fault ? `${fault.of} ${fault.line}` : [])),
    )
    for (const process of ['web', 'worker-1', 'worker-2', 'clock-1', 'clock-2']) {
      for (const line of ['database', 'redis', 'gateway', 'splynx']) {
        expect(broken).toContain(`${process} ${line}`)
      }
    }
  })

  it.each([
    ['gateway', 'SALE'],
    ['gateway', 'CHECK'],
    ['gateway', 'ENQ'],
    ['splynx', undefined],
  ] as const)('every way of answering wrongly: %s %s', (target, type) => {
    const rules = faults.flatMap((fault) =>
      fault.kind === 'answers' && fault.target === target ? fault.rules : [],
    )
    const kinds = new Set(rules.filter(({ match }) => match.type === type).map(({ kind }) => kind))
    expect(kinds.size).toBeGreaterThanOrEqual(9)
  })
})
