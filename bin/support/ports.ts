import { createServer, type Server } from 'node:net'

/** How often a start chooses another port before it gives up. */
export const PORT_TRIES = 5

/** A port on the loopback that nobody used a moment ago. Another may still win the race for it. */
export async function freePort(): Promise<number> {
  const held = await holdPort(0)
  await held.release()
  return held.port
}

export interface HeldPort {
  port: number
  release(): Promise<void>
}

/** Keeps a port until `release`, so that two starting at once do not choose the same. */
export async function holdPort(port: number): Promise<HeldPort> {
  const server = createServer()
  await listen(server, port)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('listening without a port')
  return {
    port: address.port,
    release: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

export const isPortTaken = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException)?.code === 'EADDRINUSE'
