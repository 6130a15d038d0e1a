import type { z } from 'zod'
import { Problem } from '../problem.ts'
import type { Splynx } from '../splynx.ts'

// What control addresses are sent, read with words for the author of a test.

export const wrong = (message: string) => new Problem('BAD_REQUEST', message)
export const missing = (what: string) => new Problem('NOT_FOUND', `No such ${what}.`)

export function shaped<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body)
  if (parsed.success) return parsed.data
  const words = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw wrong(words.join('; '))
}

export function customerIn({ books }: Splynx, id: unknown) {
  const customer = books.customers.find(Number(id))
  if (customer === undefined) throw missing('customer')
  return customer
}
