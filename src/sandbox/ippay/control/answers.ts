import type { ControlReply } from './control.ts'

export const ok = (body: unknown, status = 200): ControlReply => ({ status, body })
export const wrong = (status: number, error: string): ControlReply => ({ status, body: { error } })

/** Null when it is there and no whole number. */
export function numberIn(query: URLSearchParams, name: string, otherwise: number): number | null {
  const text = query.get(name)
  if (text === null) return otherwise
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}
