import { BlockList, isIP } from 'node:net'
import type { Settings } from './settings.ts'

// The merchant's source addresses are registered with IPpay; whoever comes from elsewhere meets a
// firewall and no XML (IPpay facts §1).

/** `203.0.113.9`, `203.0.113.0/24` or the same of IPv6. */
export function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  )
}

export function isLetIn({ allowedAddresses }: Settings, source: string | undefined): boolean {
  if (allowedAddresses.length === 0) return true
  if (source === undefined) return false
  // An IPv4 caller on an IPv6 socket.
  const address = source.replace(/^::ffff:/, '')
  return listOf(allowedAddresses).check(address, familyOf(address))
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

const lists = new WeakMap<readonly string[], BlockList>()

function listOf(ranges: readonly string[]): BlockList {
  const known = lists.get(ranges)
  if (known !== undefined) return known
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    if (bits === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(bits), familyOf(address))
  }
  lists.set(ranges, list)
  return list
}
