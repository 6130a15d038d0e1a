import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { CEILING } from '../../domain/retry-policy.ts'
import { HttpProblem } from '../../middleware/http-problem.ts'
import type { Wanted } from '../../operations/pay-several.ts'
import type { DocumentKind } from '../../splynx/splynx.ts'
import { readForm } from '../forms.ts'

/** Should a card decline them all at once, that is as often in a day as its brand allows (rules of the trade C2). */
export const SEVERAL_MAX = CEILING.declinesInDay.max

/** Which documents somebody chose, as `invoice:12`; everything where no choice is asked for. */
export type Selection = ReadonlySet<string> | 'all'

export const keyOfDocument = ({ kind, id }: { kind: DocumentKind; id: number }): string =>
  `${kind}:${id}`

const CHOSEN = /^(invoice|proforma):[1-9]\d{0,14}$/

/** `?document=invoice:12&document=proforma:3`, as check boxes make it, or `?all=1`. */
export function readSelection(c: HonoContext): Selection {
  if (c.req.query('all') !== undefined) return 'all'
  return new Set((c.req.queries('document') ?? []).filter((one) => CHOSEN.test(one)))
}

const WANTED = /^(invoice|proforma):([1-9]\d{0,14}):([1-9]\d{0,8})$/

const wantedForm = z.object({
  documents: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.string().regex(WANTED)).min(1).max(SEVERAL_MAX)),
})

/** The documents of a form, each with what was shown to be due: `invoice:12:4999,proforma:3:100`. */
export async function readWanted(c: HonoContext): Promise<Wanted[]> {
  const reading = await readForm(c, wantedForm)
  if (!reading.ok) {
    throw new HttpProblem(
      422,
      (words) => words.nothingCharged,
      (words) => words.formIncomplete,
    )
  }
  return [...new Set(reading.data.documents)].map((text) => {
    const [kind, id, expectedCents] = text.split(':')
    return { kind: kind as DocumentKind, id: Number(id), expectedCents: Number(expectedCents) }
  })
}
