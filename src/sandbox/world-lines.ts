import { monthAround } from './world-calendar.ts'

/** A line of a document. Tax comes out in whole cents. */
export interface WorldItem {
  description: string
  quantity: number
  unit: string
  /** Cents for one, without tax; negative for a discount. */
  priceCents: number
  taxPercent: number
  periodFrom: string
  periodTo: string
}

type Good = readonly [name: string, cents: number, taxPercent: number]

const PLANS: readonly Good[] = [
  ['Basic 50 Mbps', 39_99, 0],
  ['Home 100 Mbps', 49_95, 0],
  ['Home 200 Mbps', 59_99, 0],
  ['Rural Wireless 25 Mbps', 69_00, 0],
  ['Family 400 Mbps', 69_95, 0],
  ['Fiber 600 Mbps', 79_95, 0],
  ['Fiber 1 Gbps', 89_00, 0],
  ['Business 500 Mbps', 129_00, 0],
  ['Business 1 Gbps', 199_99, 0],
]

const EXTRAS: readonly Good[] = [
  ['Router rental', 5_00, 0],
  ['Static IP address', 10_00, 0],
  ['Phone line', 20_00, 5],
  ['TV package', 45_00, 0],
  ['Loyalty discount', -5_00, 0],
]

const ONE_TIME: readonly Good[] = [
  ['Installation', 99_00, 0],
  ['Service call', 65_00, 0],
  ['Wi-Fi extender', 49_00, 0],
  ['Wireless router', 89_99, 0],
  ['Late fee', 10_00, 0],
  ['Cable, 100 ft', 25_00, 6],
]

export const PLAN_CODES = PLANS.map((_, at) => at)
export const EXTRA_CODES = EXTRAS.map((_, at) => 1 << (4 + at))
/** Fully credited: nothing to collect, and a charge of zero must not happen. */
export const CREDIT_CODE = 1 << 9
export const ONE_TIME_CODES = ONE_TIME.map((_, at) => (1 << 10) | at)

// What a document is made of is one small number: a plan and its extras, or something that is sold
// once. A world has millions of documents and a few thousand different ones.
const LINES = new Map<string, WorldItem[][]>()
const CENTS: number[] = []

/** Lines of a document of this day. They are shared: nobody changes them in place. */
export function linesOf(code: number, day: string): WorldItem[] {
  const { first, last } = monthAround(day)
  let month = LINES.get(first)
  if (month === undefined) {
    month = []
    LINES.set(first, month)
  }
  const known = month[code]
  if (known !== undefined) return known
  const lines = goodsOf(code).map(([description, priceCents, taxPercent]) => {
    const period = { periodFrom: first, periodTo: last }
    return { description, quantity: 1, unit: 'unit', priceCents, taxPercent, ...period }
  })
  month[code] = lines
  return lines
}

/** Cents, tax included. */
export function centsOf(code: number): number {
  const known = CENTS[code]
  if (known !== undefined) return known
  const cents = sumOf(goodsOf(code))
  CENTS[code] = cents
  return cents
}

function goodsOf(code: number): Good[] {
  if (code & (1 << 10)) return [ONE_TIME[code & 0xf] as Good]
  const goods = [PLANS[code & 0xf] as Good, ...EXTRAS.filter((_, at) => code & (1 << (4 + at)))]
  return code & CREDIT_CODE ? [...goods, ['Outage credit', -sumOf(goods), 0]] : goods
}

const sumOf = (goods: Good[]): number =>
  goods.reduce((sum, [, cents, tax]) => sum + cents + Math.round((cents * tax) / 100), 0)
