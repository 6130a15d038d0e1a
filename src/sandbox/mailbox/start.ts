import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFaults, type Faults } from '../faults.ts'
import { listen } from '../listener.ts'
import type { Reply } from '../splynx/rest.ts'
import { Box } from './box.ts'
import { listPage, MAILBOX, messagePage } from './pages.ts'
import { createSmtpServer } from './smtp.ts'

export interface MailboxOptions {
  /** Of the pages and of the control addresses; 0 takes a free one. */
  port: number
  /** 0 takes a free one. */
  smtpPort: number
  seed: number
}

export interface Mailbox {
  url: string
  smtpUrl: string
  box: Box
  faults: Faults
  close(): Promise<void>
}

const HOST = '127.0.0.1'

/** Starts a mail server that keeps what it is sent, and pages to look at it, on 127.0.0.1. */
export async function startMailbox({ port, smtpPort, seed }: MailboxOptions): Promise<Mailbox> {
  const box = new Box()
  const faults = createFaults(seed)
  const smtp = createSmtpServer(box, faults)
  await new Promise<void>((resolve, reject) => {
    smtp.once('error', reject)
    smtp.listen(smtpPort, HOST, () => resolve())
  })
  const http = createServer(async (request, response) => {
    const body = request.method === 'PUT' ? await readBody(request) : ''
    const path = new URL(request.url ?? '/', 'http://mailbox').pathname.replace(/\/+$/, '')
    const reply = answer(box, faults, `${request.method} ${path}`, body)
    response.writeHead(reply.status, reply.headers).end(reply.body)
  })
  const listener = await listen(http, port)
  return {
    url: listener.url,
    smtpUrl: `smtp://${HOST}:${(smtp.server.address() as AddressInfo).port}`,
    box,
    faults,
    async close() {
      await Promise.all([listener.close(), new Promise<void>((resolve) => smtp.close(resolve))])
    },
  }
}

const json = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
})

function answer(box: Box, faults: Faults, call: string, body: string): Reply {
  const id = new RegExp(`^GET ${MAILBOX}/(\\d{1,9})$`).exec(call)?.[1]
  if (id !== undefined) return messagePage(box, Number(id)) ?? json({ error: 'No such mail.' }, 404)
  switch (call) {
    case `GET ${MAILBOX}`:
      return listPage(box)
    case 'GET /_sandbox/mails':
      return json({ count: box.count, mails: box.list().map(({ source: _, ...mail }) => mail) })
    case 'DELETE /_sandbox/mails':
      box.clear()
      return json({ cleared: true })
    case 'GET /_sandbox/faults':
      return json(faults.show())
    case 'PUT /_sandbox/faults': {
      const wrong = faults.replace(parsed(body))
      return wrong === null ? json(faults.show()) : json({ error: wrong }, 400)
    }
    default:
      return json({ error: 'No such address.' }, 404)
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
