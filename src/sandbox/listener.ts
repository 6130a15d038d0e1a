import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listener {
  url: string
  /** Ends all connections and frees the port. */
  close(): Promise<void>
  /** Connections are refused by the system itself for so long. */
  refuseFor(ms: number): void
}

const HOST = '127.0.0.1'

/** Listens on this machine alone; port 0 takes a free one. */
export async function listen(server: Server, port: number): Promise<Listener> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const taken = (server.address() as AddressInfo).port
  let reopening: NodeJS.Timeout | undefined
  return {
    url: `http://${HOST}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        clearTimeout(reopening)
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    refuseFor(ms) {
      if (!server.listening) return
      server.close()
      reopening = setTimeout(() => server.listen(taken, HOST), ms)
    },
  }
}
