import type { Clock } from './clock.ts'
import { Problem } from './problem.ts'
import { isSame, sign } from './signature.ts'

export type Action = 'index' | 'view' | 'add' | 'update' | 'delete'
export const ACTIONS: readonly Action[] = ['index', 'view', 'add', 'update', 'delete']

/** The API key record of Splynx (Splynx facts §1.5). */
export interface ApiKey {
  id: number
  title: string
  key: string
  secret: string
  /** Only this partner's customers; 0 is any. */
  partner_id: number
  /** "Unsecure access": Basic authentication is taken. */
  unsecure_auth: boolean
  enable_logging: boolean
  check_nonce: boolean
  added_by_addon: boolean
  /** Addresses that may call; none listed is all. */
  white_list: string[]
  /** By controller; null is everything. */
  permissions: Record<string, Action[]> | null
  /** `controller:action` that it lacks all the same. */
  denied: string[]
  last_ip: string
  last_dt: string
  last_nonce: bigint
  usage_count: number
}

export type KeyOptions = Pick<ApiKey, 'key' | 'secret'> & Partial<Omit<ApiKey, 'id'>>

export class ApiKeys {
  readonly #keys: ApiKey[] = []

  constructor(readonly clock: Clock) {}

  /** The first one is the key that the simulator was started with. */
  get first(): ApiKey {
    return this.#keys[0] as ApiKey
  }

  get all(): readonly ApiKey[] {
    return this.#keys
  }

  add(options: KeyOptions): ApiKey {
    const key: ApiKey = {
      id: (this.#keys.at(-1)?.id ?? 0) + 1,
      title: 'API key',
      partner_id: 0,
      unsecure_auth: false,
      enable_logging: false,
      check_nonce: false,
      added_by_addon: false,
      white_list: [],
      permissions: null,
      denied: [],
      last_ip: '',
      last_dt: '0000-00-00 00:00:00',
      last_nonce: 0n,
      usage_count: 0,
      ...options,
    }
    this.#keys.push(key)
    return key
  }

  find(id: number): ApiKey | undefined {
    return this.#keys.find((key) => key.id === id)
  }

  remove(key: ApiKey): void {
    this.#keys.splice(this.#keys.indexOf(key), 1)
  }

  /** By key and secret in clear, which the record must allow. */
  ofBasic(presented: { key: string; secret: string }, address: string): ApiKey {
    const key = this.#named(presented.key)
    if (!key.unsecure_auth || !isSame(presented.secret, key.secret)) throw unauthorized()
    return this.#used(key, address)
  }

  ofSignature(
    presented: { key: string; nonce: string; signature: string },
    address: string,
  ): ApiKey {
    const { nonce, signature } = presented
    const key = this.#named(presented.key)
    if (!isSame(signature, sign(nonce, key.key, key.secret))) throw unauthorized()
    if (key.check_nonce && !isGreater(nonce, key.last_nonce)) {
      throw new Problem('UNAUTHORIZED', 'The nonce is not greater than the last one.')
    }
    this.#used(key, address)
    if (isNonce(nonce)) key.last_nonce = BigInt(nonce)
    return key
  }

  #named(name: string): ApiKey {
    const key = this.#keys.find((one) => isSame(one.key, name))
    if (key === undefined) throw unauthorized()
    return key
  }

  // Which status an address off the list gets is our decision: the facts name the list alone.
  #used(key: ApiKey, address: string): ApiKey {
    if (key.white_list.length > 0 && !key.white_list.includes(address)) {
      throw new Problem('FORBIDDEN', 'Your IP address is not allowed.')
    }
    key.usage_count += 1
    key.last_ip = address
    key.last_dt = this.clock.datetime()
    return key
  }
}

const unauthorized = () =>
  new Problem('UNAUTHORIZED', 'Your request was made with invalid credentials.')

/** An unsigned number of 64 bits (facts §1.3). */
const isNonce = (text: string) => /^\d{1,20}$/.test(text)
const isGreater = (nonce: string, last: bigint) => isNonce(nonce) && BigInt(nonce) > last

export function mayDo(key: ApiKey, controller: string, action: Action): boolean {
  if (key.denied.includes(`${controller}:${action}`)) return false
  return key.permissions === null || (key.permissions[controller] ?? []).includes(action)
}
