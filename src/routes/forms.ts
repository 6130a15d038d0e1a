import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { type Words, wordsFor } from '../../views/words/index.ts'
import { parseAmount } from '../domain/money.ts'
import { scrub } from '../gateway/scrub.ts'
import { HttpProblem, notFound } from '../middleware/http-problem.ts'

// How routes read what people send: a form by `readForm`, an address by `readQuery` and `readId`.
// A schema's messages are whole sentences, because they are shown beside the field.

/** What was typed, for the form that is shown again; several values of a name joined by commas. */
export type Echo = Readonly<Record<string, string>>
export type FormWords = Words['forms']
export type FieldErrors = Readonly<Record<string, string>>

export type Reading<T> = { ok: true; data: T } | { ok: false; errors: FieldErrors; values: Echo }

const FIELDS_MAX = 300
const VALUE_CHARACTERS_MAX = 4_000

/** Reads a form's body. What is wrong with it comes back field by field, the whole under ''. */
export const readForm = async <S extends z.ZodType>(
  c: HonoContext,
  schema: S,
): Promise<Reading<z.output<S>>> => read(await readFields(c), schema, formWords(c))

/** The same for the part of the address behind the question mark: filters, pages. */
export const readQuery = <S extends z.ZodType>(c: HonoContext, schema: S): Reading<z.output<S>> =>
  read(new URL(c.req.url).searchParams, schema, formWords(c))

/** Forms come in the plain encoding only; files and JSON have no business here. */
export async function readFields(c: HonoContext): Promise<URLSearchParams> {
  const type = c.req.header('Content-Type') ?? ''
  if (type !== '' && !/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    throw new HttpProblem(
      415,
      (words) => words.notOfOurForms,
      (words) => words.notUnderstood,
    )
  }
  return new URLSearchParams(await c.req.text())
}

function read<S extends z.ZodType>(
  fields: URLSearchParams,
  schema: S,
  words: FormWords,
): Reading<z.output<S>> {
  if (fields.size > FIELDS_MAX) throw new HttpProblem(413, (words) => words.tooManyFields)
  const result = schema.safeParse(inputOf(fields), {
    error: (issue) => describeIssue(issue, words),
  })
  if (result.success) return { ok: true, data: result.data }
  const errors: Record<string, string> = {}
  for (const { path, message } of result.error.issues) {
    errors[String(path[0] ?? '')] ??= message
  }
  return { ok: false, errors, values: echoOf(fields) }
}

/** A name that comes once is a text; one that comes again is a list, which only `many` accepts. */
function inputOf(fields: URLSearchParams): Record<string, string | string[]> {
  const input: Record<string, string | string[]> = Object.create(null)
  for (const name of new Set(fields.keys())) {
    const values = fields.getAll(name).map((value) => value.slice(0, VALUE_CHARACTERS_MAX + 1))
    input[name] = values.length === 1 ? values[0]! : values
  }
  return { ...input }
}

// Never shown again, whatever went wrong: whoever looks over a shoulder, at a log of a proxy or
// into a browser's cache must not find them.
const SECRET_FIELD =
  /^(_csrf|.*password|.*cvv2?|.*cvc|security.?code|code|pan|card|card.?num(ber)?|account|account.?num(ber)?|.*token)$/i

/** What may be shown again: a card number that was typed into the wrong field is taken out too. */
function echoOf(fields: URLSearchParams): Echo {
  const values: Record<string, string> = {}
  for (const name of new Set(fields.keys())) {
    if (SECRET_FIELD.test(name)) continue
    values[name] = scrub(fields.getAll(name).join(',').slice(0, VALUE_CHARACTERS_MAX))
  }
  return values
}

const ENGLISH = wordsFor('en').forms

/** What is said beside fields, in the language of the page. */
export const formWords = (c: HonoContext): FormWords => wordsFor(c.get('language') ?? 'en').forms

/** For what a schema has no sentence of its own. */
function describeIssue(issue: z.core.$ZodRawIssue, words: FormWords): string {
  if (issue.code === 'invalid_type') {
    if (Array.isArray(issue.input)) return words.oneValue
    return issue.input === undefined ? words.missing : words.notUnderstood
  }
  if (issue.code === 'too_big') return words.tooLong(String(issue.maximum))
  if (issue.code === 'invalid_value') return words.notOffered
  return words.notUnderstood
}

// --- what fields hold ----------------------------------------------------------------------------

/** Text of one line that must be there. The console leaves the words out; they are English then. */
export const text = (charactersMax: number, missing = ENGLISH.missing, words = ENGLISH) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? missing : undefined) })
    .trim()
    .min(1, missing)
    .max(charactersMax, words.tooManyCharacters(String(charactersMax)))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, words.plainCharacters)

/** An empty field is a field that was left out: `optional(date)`. */
export const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

/** Check boxes of one name, and lists of filters. */
export const many = <S extends z.ZodType>(schema: S, countMax = 100) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : [value].flat()),
    z.array(schema).max(countMax, `Choose at most ${countMax}.`),
  )

/** A check box: there or not. */
export const checked = z.preprocess((value) => value !== undefined && value !== '0', z.boolean())

const ID = /^[1-9]\d{0,14}$/

export const id = z.string().trim().regex(ID, 'This is not a valid number.').transform(Number)

/** `YYYY-MM-DD`, of a day that exists. */
export const date = z
  .string()
  .trim()
  .refine(isDay, 'Give a date as year-month-day, such as 2026-11-25.')

function isDay(value: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

/** `12`, `12.5` or `12.50`, as cents. */
export const amount = z.string().transform((value, context) => {
  const cents = parseAmount(value)
  if (cents !== null) return cents
  context.addIssue({ code: 'custom', message: 'Give an amount above zero, such as 12.50.' })
  return z.NEVER
})

// --- what addresses hold -------------------------------------------------------------------------

/** The `:id` of an address. What is no id leads nowhere, so it is not found. */
export function readId(value: string | undefined): number {
  return value !== undefined && ID.test(value) ? Number(value) : notFound()
}

const PAYMENT_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

/** The `:id` of a payment, a ULID. */
export function readPaymentId(value: string | undefined): string {
  return value !== undefined && PAYMENT_ID.test(value) ? value : notFound()
}

/**
 * Where to go after a log-in: a page below `root`. Anything else is `home`, for a link may have
 * been made by somebody who wants to lead people away.
 */
export function readReturn(value: string | undefined, root: string, home: string): string {
  if (!value || value.length > 1_000 || !/^\/[\w\-./~%?&=+,:@!$'()*;]*$/.test(value)) return home
  const { pathname, search } = new URL(value, 'http://here.invalid')
  const isBelow = pathname === root || pathname.startsWith(`${root}/`)
  return isBelow && !/\/log(in|out)$/.test(pathname) ? pathname + search : home
}
