import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A gateway on a bare socket, so that a test decides about every byte and every close. */
export interface Wire {
  url: string
  /** The body of each request that arrived in full, in order. */
  requests: string[]
  /** Everything received, whole or not. */
  received: () => string
  connections: () => number
}

export type Answering = (socket: Socket, body: string, number: number) => void

/** Calls `answer` for each whole request, `greet` (if any) when a connection opens. */
export async function startWire(
  answer: Answering,
  greet?: (socket: Socket) => void,
): Promise<Wire> {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  let received = ''
  let connections = 0

  const server = createServer((socket) => {
    connections++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    greet?.(socket)
    let pending = ''
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text
      pending += text
      for (;;) {
        const request = takeRequest(pending)
        if (!request) return
        pending = request.rest
        requests.push(request.body)
        answer(socket, request.body, requests.length)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  )
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ippay`,
    requests,
    received: () => received,
    connections: () => connections,
  }
}

function takeRequest(text: string): { body: string; rest: string } | null {
  const start = text.indexOf('\r\n\r\n') + 4
  const length = Number(/^content-length: *(\d+)/im.exec(text.slice(0, start))?.[1])
  if (start < 4 || text.length < start + length) return null
  return { body: text.slice(start, start + length), rest: text.slice(start + length) }
}

export const http = (body: string, status = '200 OK', headers = ''): string =>
  `HTTP/1.1 ${status}\r\ncontent-type: text/xml\r\n` +
  `content-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`

/** The TransactionID of a request, to answer it properly. */
export const idOf = (body: string): string =>
  /<TransactionID>(\w+)<\/TransactionID>/.exec(body)?.[1] ?? 'none'
