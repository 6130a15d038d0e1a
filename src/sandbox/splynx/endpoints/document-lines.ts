import { centsOf, parseDecimal } from '../amounts.ts'
import { UNSET_DATE } from '../columns.ts'
import { readInteger } from '../input.ts'
import type { Line } from '../lines.ts'
import { Invalid } from '../problem.ts'
import type { Call } from '../rest.ts'

type Item = Record<string, unknown>

/** The items of a new document. */
export function newLines(call: Call): Line[] {
  const items = itemsIn(call)
  if (items.length === 0) throw Invalid.field('items', 'Items cannot be blank.')
  return items.map((item) => lineOf(item, EMPTY))
}

/**
 * Items of a changed document: those with the id of a line change what they name, those with a price
 * are added, and others change nothing, for existing add-ons send stubs (Splynx facts §2.6). Null
 * when nothing changes.
 */
export function changedLines(call: Call, lines: Line[]): Line[] | null {
  const changed = [...lines]
  for (const item of itemsIn(call)) {
    const at = (readInteger(item.id) ?? 0) - 1
    const line = changed[at]
    if (line !== undefined && FIELDS.some((name) => item[name] !== undefined)) {
      changed[at] = lineOf(item, line)
    } else if (line === undefined && item.price !== undefined) {
      changed.push(lineOf(item, EMPTY))
    }
  }
  return JSON.stringify(changed) === JSON.stringify(lines) ? null : changed
}

function itemsIn({ body }: Call): Item[] {
  const items = Array.isArray(body.items) ? body.items : Object.values(body.items ?? {})
  return items.filter((item): item is Item => typeof item === 'object' && item !== null)
}

const FIELDS = [
  'description',
  'quantity',
  'unit',
  'price',
  'tax',
  'period_from',
  'period_to',
  'categoryIdForTransaction',
]

const EMPTY: Line = {
  description: '',
  quantity: 1,
  unit: '',
  priceCents: Number.NaN,
  taxPercent: 0,
  periodFrom: UNSET_DATE,
  periodTo: UNSET_DATE,
  category: 1,
}

function lineOf(item: Item, line: Line): Line {
  const number = <T>(name: string, read: (given: unknown) => T | null, otherwise: T): T => {
    const value = item[name] === undefined ? otherwise : read(item[name])
    if (value !== null && !Number.isNaN(value)) return value
    throw Invalid.field('items', 'An item is invalid.')
  }
  const text = (name: string, otherwise: string) =>
    item[name] === undefined ? otherwise : String(item[name])
  const cents = (given: unknown) => {
    const price = parseDecimal(given)
    return price === null ? null : centsOf(price)
  }
  const percent = (given: unknown) => {
    const tax = parseDecimal(given)
    return tax === null ? null : tax / 10_000
  }
  return {
    ...line,
    description: text('description', line.description),
    quantity: number('quantity', readInteger, line.quantity),
    unit: text('unit', line.unit),
    priceCents: number('price', cents, line.priceCents),
    taxPercent: number('tax', percent, line.taxPercent),
    periodFrom: text('period_from', line.periodFrom),
    periodTo: text('period_to', line.periodTo),
    category: number('categoryIdForTransaction', readInteger, line.category ?? 1),
  }
}
