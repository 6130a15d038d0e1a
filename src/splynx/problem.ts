import { rowOf, textOr } from './codec.ts'

// What Splynx says when it will not do something (Splynx facts §2.2).

export interface Problem {
  internalCode: string | null
  /** Names as Splynx spells them; texts are in the language of its administrator. */
  fields: { field: string; message: string }[]
  message: string
}

/**
 * Reads the three shapes an error may have: a list of `{field | attribute, message}`, an object of
 * attribute → messages, or the envelope `{error: {message, code, internal_code}}`.
 */
export function readProblem(body: unknown): Problem {
  if (Array.isArray(body)) return { ...NOTHING, fields: body.flatMap(fieldOfEntry) }
  const row = rowOf(body)
  if (!row) return NOTHING
  const error = rowOf(row.error)
  if (!error) return { ...NOTHING, fields: Object.entries(row).flatMap(fieldsOfAttribute) }
  return {
    ...NOTHING,
    internalCode: internalCodeOf(error.internal_code),
    message: textOr(error.message, ''),
  }
}

const NOTHING: Problem = { internalCode: null, fields: [], message: '' }

function fieldOfEntry(entry: unknown): Problem['fields'] {
  const row = rowOf(entry)
  const field = textOr(row?.field ?? row?.attribute, null)
  return field === null ? [] : [{ field, message: textOr(row?.message, '') }]
}

const fieldsOfAttribute = ([field, messages]: [string, unknown]): Problem['fields'] =>
  [messages].flat().map((message) => ({ field, message: textOr(message, '') }))

// It goes into logs and onto pages, so it must look like a code.
const internalCodeOf = (value: unknown): string | null =>
  typeof value === 'string' && /^[A-Z][A-Z_]{1,50}$/.test(value) ? value : null

/**
 * Is this about the payment's receipt number? The field's name says so, never the text, which is
 * translated. It may come with the model before it.
 */
export const namesReceiptNumber = ({ fields }: Problem): boolean =>
  fields.some(({ field }) => /(?:^|[^a-z])receipt_number(?:[^a-z]|$)/i.test(field))

const CAUSE_CHARACTERS_MAX = 300

/** A line for the person who looks into it. */
export function describeProblem(status: number, problem: Problem): string {
  const { internalCode, fields, message } = problem
  const details = fields.map(({ field, message }) => (message ? `${field}: ${message}` : field))
  const words = [message, ...details].filter(Boolean).join('; ') || hintFor(status)
  const line = `${[status, internalCode].filter(Boolean).join(' ')}${words ? `: ${words}` : ''}`
  return clip(line.replace(/[\s\p{Cc}]+/gu, ' '), CAUSE_CHARACTERS_MAX)
}

const ELSEWHERE = 'sent elsewhere: is the address of Splynx right, and https?'
const HINTS: Record<number, string> = {
  200: 'not what was asked for',
  301: ELSEWHERE,
  302: ELSEWHERE,
  307: ELSEWHERE,
  308: ELSEWHERE,
  401: 'Splynx does not accept the API key, its secret or the signature',
  403: 'the API key lacks the permission for this',
  404: 'not found in Splynx',
  405: 'switched off in Splynx, or kept from this API key by its partner',
}

export const hintFor = (status: number): string => HINTS[status] ?? ''

/** Cuts between characters, never through one. */
export const clip = (text: string, charactersMax: number): string =>
  text.length <= charactersMax ? text : [...text].slice(0, charactersMax).join('')
