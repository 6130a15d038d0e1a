import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between two processes and can come between them. */
export interface Gate {
  port: number
  /** Ends every connection at once; new ones are let through. */
  cut(): void
  /** Ends every connection and takes none for so long. */
  refuse(ms: number): void
  /** Lets nothing through for so long, in either direction; nobody is told. */
  freeze(ms: number): void
  /** Passes on what is asked and keeps every answer for itself, then ends the connections. */
  deafen(ms: number): void
  close(): void
}

export async function createGate(targetPort: number): Promise<Gate> {
  const pairs = new Set<[Socket, Socket]>()
  const until = { refused: 0, frozen: 0, deaf: 0 }
  const isOn = (fault: keyof typeof until) => Date.now() < until[fault]

  const server = createServer((client) => {
    if (isOn('refused')) {
      client.resetAndDestroy()
      return
    }
    const target = connect(targetPort, '127.0.0.1')
    const pair: [Socket, Socket] = [client, target]
    pairs.add(pair)
    const onEnd = () => pairs.delete(pair)
    pass(client, target, { onEnd, isKept: () => false, isFrozen: () => isOn('frozen') })
    pass(target, client, {
      onEnd,
      isKept: () => isOn('deaf'),
      isFrozen: () => isOn('frozen'),
    })
    if (isOn('frozen')) for (const socket of pair) socket.pause()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const cut = () => {
    for (const [client, target] of pairs) {
      client.resetAndDestroy()
      target.resetAndDestroy()
    }
    pairs.clear()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    refuse(ms) {
      until.refused = Date.now() + ms
      cut()
    },
    freeze(ms) {
      until.frozen = Math.max(until.frozen, Date.now() + ms)
      for (const pair of pairs) for (const socket of pair) socket.pause()
      setTimeout(() => {
        if (isOn('frozen')) return
        for (const pair of pairs) for (const socket of pair) socket.resume()
      }, ms + 1)
    },
    deafen(ms) {
      until.deaf = Date.now() + ms
      setTimeout(cut, ms)
    },
    close() {
      server.close()
      cut()
    },
  }
}

interface Passing {
  onEnd: () => void
  isKept: () => boolean
  isFrozen: () => boolean
}

/** Hands on in one direction what arrives. */
function pass(from: Socket, to: Socket, { onEnd, isKept, isFrozen }: Passing): void {
  from.setNoDelay()
  from.on('data', (chunk) => {
    if (!isKept() && !to.write(chunk)) from.pause()
  })
  to.on('drain', () => {
    if (!isFrozen()) from.resume()
  })
  from.on('end', () => to.end())
  from.on('error', () => to.destroy())
  from.on('close', () => {
    to.destroy()
    onEnd()
  })
}
