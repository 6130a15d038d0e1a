import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'

/** This process's part of a limit that all processes keep together. */
export interface Share {
  /** How much of it this process may use now. At least one, however many share the limit. */
  readonly size: number
  /** Tells the others and learns its part anew; happens by itself once a second. Never rejects. */
  beat(): Promise<void>
  /** More is wanted than it has: beats sooner. */
  hurry(): void
  /** Gives its part back to the others. */
  close(): Promise<void>
}

export interface Demand {
  /** In use at this moment, and not to be given away before it ends. */
  used: number
  /** What this process could use, were there no limit. */
  wanted: number
}

export interface ShareOptions {
  redis: Redis
  /** What is limited, such as `splynx` or the terminal of the gateway. */
  name: string
  /** For all processes together. */
  limit: number
  demand(): Demand
  onChange?(size: number): void
  /** Between two beats. Zero: only when told to. */
  beatMs?: number
  /** Who has not been heard of for so long is gone, and its part is the others'. */
  leaseMs?: number
}

const BEAT_MS = 1_000
const LEASE_MS = 5_000
/** Two beats of one process that wants more. */
const HURRY_MS = 100

/**
 * Shares a limit without asking anybody for each use: the parts stand in a ledger in Redis, and
 * nobody takes what another still holds. Whoever wants little leaves the rest to those who want
 * more. What a process has in use it gives back when that ends, so the sum stays within the limit
 * while processes come and go.
 *
 * While Redis is away nobody's part can change. A process that cannot beat for a whole lease falls
 * back to an even part among those it last knew of.
 */
export function createShare(options: ShareOptions): Share {
  const { redis, name, limit, demand, onChange = () => {}, beatMs = BEAT_MS } = options
  const { leaseMs = LEASE_MS } = options
  const key = `ippay:share:${name}`
  const id = randomUUID()
  let size = 1
  let members: number | null = null
  let heardMs = performance.now()
  let beating: Promise<void> | undefined
  let soon: NodeJS.Timeout | undefined
  let isClosed = false

  function resize(to: number): void {
    if (to === size) return
    size = to
    onChange(size)
  }

  async function tell(): Promise<void> {
    const { used, wanted } = demand()
    const settleMs = 2.5 * beatMs
    try {
      const facts = [id, limit, used, Math.max(1, wanted), size, leaseMs, settleMs]
      const [part, count] = (await redis.eval(LEDGER, 1, key, ...facts)) as [number, number]
      heardMs = performance.now()
      members = count
      if (!isClosed) resize(part)
    } catch {
      if (performance.now() - heardMs < leaseMs) return
      resize(members === null ? 1 : Math.max(1, Math.floor(limit / members)))
    }
  }

  function beat(): Promise<void> {
    beating ??= tell().finally(() => {
      beating = undefined
    })
    return beating
  }

  const timer = beatMs > 0 ? setInterval(() => void beat(), beatMs).unref() : undefined
  if (beatMs > 0) void beat()

  return {
    get size() {
      return size
    },
    beat,
    hurry() {
      if (isClosed || beatMs === 0 || size >= limit) return
      soon ??= setTimeout(() => {
        soon = undefined
        void beat()
      }, HURRY_MS).unref()
    },
    async close() {
      isClosed = true
      clearInterval(timer)
      clearTimeout(soon)
      await beating
      await redis.hdel(key, id).catch(() => {}) // its lease ends by itself
    },
  }
}

/**
 * One field for each process: `held wanted lease`. The clock is Redis's, which all share. A ledger
 * that has just begun (Redis was flushed, or nobody was there) lets nobody grow until every process
 * that still uses something has had time to say so.
 */
const LEDGER = `
local key, id = KEYS[1], ARGV[1]
local limit, used, wanted = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local had, lease, settle = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local others, held, settled, isKnown = {}, 0, nil, false
local rows = redis.call('HGETALL', key)
for at = 1, #rows, 2 do
  if rows[at] == 'settled' then
    settled = tonumber(rows[at + 1])
  else
    local h, w, till = string.match(rows[at + 1], '^(%d+) (%d+) (%d+)$')
    if tonumber(till) < now then
      redis.call('HDEL', key, rows[at])
    elseif rows[at] == id then
      isKnown = true
    else
      others[#others + 1] = { held = tonumber(h), wanted = tonumber(w) }
      held = held + h
    end
  end
end
if settled == nil then
  settled = now + settle
  redis.call('HSET', key, 'settled', string.format('%.0f', settled))
end

-- The level up to which everybody gets what they want, when it is poured out evenly.
local wants = { wanted }
for _, other in ipairs(others) do wants[#wants + 1] = other.wanted end
table.sort(wants)
local left, level = limit, limit
for at, want in ipairs(wants) do
  level = math.floor(left / (#wants - at + 1))
  if want > level then break end
  left = left - want
  level = limit
end

local part = math.min(wanted, limit - held)
for _, other in ipairs(others) do
  if other.held < math.min(other.wanted, level) then part = math.min(part, level) end
end
if now < settled then part = math.min(part, had) end
if isKnown then part = math.max(part, math.min(used, had)) end
part = math.max(part, 1)

local till = string.format('%.0f', now + lease)
redis.call('HSET', key, id, string.format('%d %d %s', part, wanted, till))
redis.call('PEXPIRE', key, lease * 10)
return { part, #others + 1 }
`
