import { z } from 'zod'
import { Random } from './world-random.ts'

/** Every way in which an answer can go wrong, and whether the work was done all the same. */
const FAULT_KINDS = {
  slow: 'booked in time, answered late by ms',
  'book-late': 'booked and answered late by ms: an inquiry in between finds nothing',
  mute: 'booked, never answered',
  garbled: 'booked, answered with bytes that are no answer, perhaps an echo of the request',
  'half-closed': 'booked, half of the answer, then the end of the connection',
  refuse: 'not booked, the connection ends at once; with ms, nobody listens for that long',
  duplicate: 'delivered twice; the second answer is the one that arrives',
  'error-500': 'not booked, HTTP 500',
  'error-500-after': 'booked, HTTP 500',
  'lose-before': 'not booked, the connection ends without an answer',
  'lose-after': 'booked, the connection ends without an answer',
  'void-after': 'booked and taken back by the gateway itself, the connection ends',
  code: 'not booked, the gateway answers with an action code alone',
  'code-after': 'booked, the gateway answers with an action code alone',
} as const

export type FaultKind = keyof typeof FAULT_KINDS

const DAY_MS = 86_400_000
const milliseconds = z.number().int().min(0).max(DAY_MS)

const ruleShape = z.strictObject({
  match: z
    .strictObject({
      /** Of a gateway transaction: SALE, ENQ and so on. */
      type: z.string().optional(),
      /** What the path starts with. */
      path: z.string().optional(),
      method: z.string().optional(),
    })
    .default({}),
  kind: z.enum(Object.keys(FAULT_KINDS) as [FaultKind, ...FaultKind[]]),
  probability: z.number().min(0).max(1),
  ms: milliseconds.optional(),
  /** What `code` and `code-after` answer. */
  code: z
    .string()
    .regex(/^[0-9A-Z]{3}$/)
    .optional(),
  /** How often at most; then the rule is over. */
  times: z.number().int().min(0).optional(),
})

const settingsShape = z.strictObject({
  seed: z.number().int().optional(),
  latencyMs: milliseconds.default(0),
  /** Up to so much more, evenly spread. */
  latencyJitterMs: milliseconds.default(0),
  rules: z.array(ruleShape).max(100).default([]),
})

export type FaultSettings = z.infer<typeof settingsShape>

export interface FaultRequest {
  method: string
  path: string
  type?: string
}

/** What shall become of one request. */
export interface Plan {
  kind: FaultKind | null
  /** How long every answer takes. */
  latencyMs: number
  /** What the rule says on top of it. */
  ms: number
  /** From 0 to 1, for choices that a seed must repeat. */
  draw: number
  /** The action code of an answer that says nothing else. */
  code?: string
}

export interface Faults {
  decide(request: FaultRequest): Plan
  /** Replaces everything by what a control address was sent; answers what is wrong with it, or null. */
  replace(body: unknown): string | null
  show(): FaultSettings & { injected: Partial<Record<FaultKind, number>> }
  /** Back to the start: no rules, no counts. */
  reset(): void
}

const WITHOUT_FAULT: Plan = { kind: null, latencyMs: 0, ms: 0, draw: 0 }
const SLOW_MS = 5_000

/** The same seed and the same order of requests give the same faults. */
export function createFaults(seed: number, latencyMs = 0): Faults {
  const start = (): FaultSettings => ({ seed, latencyMs, latencyJitterMs: 0, rules: [] })
  let settings = start()
  let random = new Random(seed)
  let injected: Partial<Record<FaultKind, number>> = {}

  function choose(request: FaultRequest) {
    for (const rule of settings.rules) {
      if (rule.times === 0 || !isMatch(rule.match, request)) continue
      if (!random.chance(rule.probability)) continue
      if (rule.times !== undefined) rule.times--
      injected[rule.kind] = (injected[rule.kind] ?? 0) + 1
      return rule
    }
    return null
  }

  return {
    decide(request) {
      const { latencyMs, latencyJitterMs, rules } = settings
      if (rules.length === 0 && latencyMs === 0 && latencyJitterMs === 0) return WITHOUT_FAULT
      const rule = choose(request)
      const isTimed = rule?.kind === 'slow' || rule?.kind === 'book-late'
      return {
        kind: rule?.kind ?? null,
        latencyMs: latencyMs + (latencyJitterMs && random.between(0, latencyJitterMs)),
        ms: rule?.ms ?? (isTimed ? SLOW_MS : 0),
        draw: rule ? random.next() : 0,
        code: rule?.code,
      }
    },
    replace(body) {
      const parsed = settingsShape.safeParse(body)
      if (!parsed.success) return wordsOf(parsed.error)
      settings = { seed: settings.seed, ...parsed.data }
      random = new Random(settings.seed ?? seed)
      return null
    },
    show: () => ({ ...settings, injected }),
    reset() {
      settings = start()
      random = new Random(seed)
      injected = {}
    },
  }
}

function isMatch(
  { type, path, method }: FaultSettings['rules'][number]['match'],
  request: FaultRequest,
): boolean {
  return (
    (type === undefined || type === request.type) &&
    (path === undefined || request.path.startsWith(path)) &&
    (method === undefined || method === request.method)
  )
}

/** `rules.0.kind: Invalid option: …`, all problems in one line. */
function wordsOf(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ')
}
