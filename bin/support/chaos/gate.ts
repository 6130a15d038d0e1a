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
  close(): void
}

export async function createGate(targetPort: number): Promise<Gate> {
  const pairs = new Set<[Socket, Socket]>()
  let refusesUntil = 0
  let frozenUntil = 0

  const server = createServer((client) => {
    if (Date.now() < refusesUntil) {
      client.resetAndDestroy()
      return
    }
    const target = connect(targetPort, '127.0.0.1')
    const pair: [Socket, Socket] = [client, target]
    pairs.add(pair)
    join(client, target, () => pairs.delete(pair))
    if (Date.now() < frozenUntil) for (const socket of pair) socket.pause()
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
      refusesUntil = Date.now() + ms
      cut()
    },
    freeze(ms) {
      frozenUntil = Date.now() + ms
      for (const pair of pairs) for (const socket of pair) socket.pause()
      setTimeout(() => {
        for (const pair of pairs) for (const socket of pair) socket.resume()
      }, ms)
    },
    close() {
      server.close()
      cut()
    },
  }
}

function join(client: Socket, target: Socket, onEnd: () => void): void {
  client.setNoDelay()
  target.setNoDelay()
  for (const [from, to] of [
    [client, target],
    [target, client],
  ] as const) {
    from.on('data', (chunk) => {
      if (!to.write(chunk)) from.pause()
    })
    to.on('drain', () => from.resume())
    from.on('end', () => to.end())
    from.on('error', () => to.destroy())
    from.on('close', () => {
      to.destroy()
      onEnd()
    })
  }
}
