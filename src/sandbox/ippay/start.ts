import { type Listener, listen } from '../listener.ts'
import type { Summary } from './ledger.ts'
import { createIppayServer } from './server.ts'
import { Simulator, type SimulatorOptions } from './simulator.ts'

export interface IppayOptions extends SimulatorOptions {
  /** 0 takes a free one. */
  port: number
}

export interface Ippay {
  url: string
  close(): Promise<void>
  /** What moved money and was not voided. */
  summary(): Summary
}

/** Starts a simulated IPpay on 127.0.0.1 and answers when it listens. */
export async function startIppay({ port, ...options }: IppayOptions): Promise<Ippay> {
  const simulator = new Simulator(options)
  const server = createIppayServer(simulator, (ms) => listener.refuseFor(ms))
  const listener: Listener = await listen(server, port)
  return {
    url: listener.url,
    close: listener.close,
    summary: () => simulator.gateway.ledger.summary(),
  }
}
