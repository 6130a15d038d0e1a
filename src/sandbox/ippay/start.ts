import { type Listener, listen } from '../listener.ts'
import { createIppayServer, type TlsIdentity } from './server.ts'
import { Simulator, type SimulatorOptions } from './simulator.ts'
import type { Summary } from './totals.ts'

export interface IppayOptions extends SimulatorOptions {
  /** 0 takes a free one. */
  port: number
  /** A second address for clients that speak nothing but HTTPS. */
  tls?: TlsIdentity & { port: number }
}

export interface Ippay {
  url: string
  /** Null without `tls`. */
  tlsUrl: string | null
  close(): Promise<void>
  /** What moved money and was not voided. */
  summary(): Summary
}

/** Starts a simulated IPpay on 127.0.0.1 and answers when it listens. */
export async function startIppay({ port, tls, ...options }: IppayOptions): Promise<Ippay> {
  const simulator = new Simulator(options)
  const listeners: Listener[] = []
  const refuseFor = (ms: number) => {
    for (const listener of listeners) listener.refuseFor(ms)
  }
  const listenAt = async (at: number, identity?: TlsIdentity) => {
    const listener = await listen(createIppayServer(simulator, refuseFor, identity), at)
    listeners.push(listener)
    return listener.url
  }
  const url = await listenAt(port)
  const tlsUrl = tls && (await listenAt(tls.port, tls)).replace('http:', 'https:')
  return {
    url,
    tlsUrl: tlsUrl ?? null,
    async close() {
      await Promise.all(listeners.map((listener) => listener.close()))
      simulator.close()
    },
    summary: () => simulator.gateway.ledger.summary(),
  }
}
