import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { BlockList, isIPv6 } from 'node:net'

export interface OutgoingAddress {
  address: string
  /** Nobody outside sees it: a router puts its own in its place. */
  isPrivate: boolean
}

/**
 * The address of this machine on its way to `url`, as its own network settings have it. Nothing is
 * sent, so a firewall on the way does not matter. Null when the name cannot be found.
 */
export async function findOutgoingAddress(url: string): Promise<OutgoingAddress | null> {
  const { hostname, port, protocol } = new URL(url)
  try {
    const target = await lookup(hostname.replace(/^\[|\]$/g, ''))
    const address = await localAddress(target, Number(port || (protocol === 'http:' ? 80 : 443)))
    return { address, isPrivate: PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4') }
  } catch {
    return null
  }
}

/** Connecting a datagram socket only chooses the way. */
const localAddress = (target: { address: string; family: number }, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = createSocket(target.family === 6 ? 'udp6' : 'udp4')
    socket.once('error', (error) => {
      socket.close()
      reject(error)
    })
    socket.connect(port, target.address, () => {
      const { address } = socket.address()
      socket.close()
      resolve(address)
    })
  })

const PRIVATE = new BlockList()
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4')
}
PRIVATE.addSubnet('fc00::', 7, 'ipv6')
PRIVATE.addSubnet('fe80::', 10, 'ipv6')
PRIVATE.addAddress('::1', 'ipv6')
