import type { Redis } from 'ioredis'

/** Numbers that grow over all processes and hosts, whichever of their clocks is ahead. */
export const createSharedNonce =
  (redis: Redis, name: string): ((least: number) => Promise<number>) =>
  async (least) =>
    Number(await redis.eval(NEXT, 1, `ippay:nonce:${name}`, least))

// A number of Lua holds microseconds since 1970 exactly, but prints them with an exponent.
const NEXT = `
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
local text = string.format('%.0f', math.max(last + 1, tonumber(ARGV[1])))
redis.call('SET', KEYS[1], text)
return text
`
