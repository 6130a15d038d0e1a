import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis'

/**
 * `commands` belongs to somebody who waits: while Redis is away a command is refused within about a
 * second, and the connection heals by itself. `worker` waits for Redis however long it takes, as
 * BullMQ's workers ask for.
 */
export type RedisRole = 'commands' | 'worker'

type Connection = Redis | Cluster

const RETRY_DELAY_MS_MAX = { commands: 300, worker: 2_000 } as const

const COMMAND_TIMEOUT_MS = 1_000
const CONNECT_TIMEOUT_MS = 2_000

/**
 * Connects by `redis://`, `rediss://`, `redis-sentinel://host:port,host:port/master[/db]` or
 * `redis-cluster://host,host`; the last two also as `rediss-…` for TLS.
 *
 * `onError` hears of every lost connection. Without it the loss is silent here: whoever sent the
 * command is told.
 */
export function connectRedis(
  url: string,
  role: RedisRole,
  onError: (error: Error) => void = () => {},
): Redis {
  const connection = open(readAddress(url), optionsFor(role), role)
  connection.on('error', onError) // without a listener it would be printed, or end the process
  // A cluster takes the same commands; only the ways to subscribe and to scan differ.
  return connection as Redis
}

function open(address: Address, options: RedisOptions, role: RedisRole): Connection {
  const { kind, hosts, username, password, master, db, isTls } = address
  const tls = isTls ? { tls: {} } : {}
  const account = { username, password }
  switch (kind) {
    case 'single':
      return new Redis({ ...options, ...account, ...tls, ...hosts[0], db })
    case 'sentinel':
      return new Redis({
        ...options,
        ...account,
        ...tls,
        sentinels: hosts,
        name: master,
        db,
        ...(isTls ? { enableTLSForSentinelMode: true } : {}),
      })
    case 'cluster':
      return new Cluster(hosts, {
        ...clusterOptions(role),
        redisOptions: { ...options, ...account, ...tls },
      })
  }
}

const retryStrategy = (role: RedisRole) => (tries: number) =>
  Math.min(tries * 50, RETRY_DELAY_MS_MAX[role])

function optionsFor(role: RedisRole): RedisOptions {
  const both = { connectTimeout: CONNECT_TIMEOUT_MS, retryStrategy: retryStrategy(role) }
  if (role === 'worker') return { ...both, maxRetriesPerRequest: null }
  // The short wait rides out a failover. The time limit is for a host that swallows packets; such a
  // command may still be carried out later, which no caller here minds.
  return { ...both, maxRetriesPerRequest: 1, commandTimeout: COMMAND_TIMEOUT_MS }
}

const clusterOptions = (role: RedisRole): ClusterOptions => ({
  clusterRetryStrategy: retryStrategy(role),
  ...(role === 'commands' ? { maxRedirections: 4, retryDelayOnClusterDown: 200 } : {}),
})

interface Address {
  kind: 'single' | 'sentinel' | 'cluster'
  hosts: { host: string; port: number }[]
  username?: string
  password?: string
  master: string
  db: number
  isTls: boolean
}

const DEFAULT_PORT = { single: 6379, sentinel: 26_379, cluster: 6379 } as const

// URL knows one host only, so the list of hosts is taken apart by hand.
const ADDRESS = /^(rediss?)(?:-(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^/?]*)(?:\/([^?]*))?$/

function readAddress(url: string): Address {
  const [, scheme, form, account = '', hosts, path = ''] = ADDRESS.exec(url) ?? []
  if (!hosts) throw new Error('REDIS_URL is no address of Redis')
  const kind = (form ?? 'single') as Address['kind']
  const [master, db] = kind === 'sentinel' ? path.split('/') : ['', path]
  if (kind === 'sentinel' && !master) throw new Error('REDIS_URL does not name its master')
  const [username, password] = account.split(':').map(decodeURIComponent)
  return {
    kind,
    hosts: hosts.split(',').map((text) => readHost(text, DEFAULT_PORT[kind])),
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    master: master ?? '',
    db: Number(db || 0),
    isTls: scheme === 'rediss',
  }
}

function readHost(text: string, defaultPort: number): { host: string; port: number } {
  const { hostname, port } = new URL(`redis://${text}`)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || defaultPort) }
}
