import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import type { Letter, Mail, Note, Render, SendResult } from './mail.ts'

interface Options {
  /** `smtp://user:password@host:587`, `smtps://…` */
  url: string
  /** `Northwind <billing@example.com>`, or the address alone. */
  from: string
  render: Render
  /** For a whole exchange. */
  timeoutMs?: number
}

const TIMEOUT_MS = 60_000
/** By the server, or by us because it took too long. */
const CLOSED = 'the connection was closed'

/**
 * Sends through an SMTP server, each mail over a connection of its own. The message is handed over as
 * a stream, so it is known whether any of it has left: without that, no failure is certain.
 */
export function createSmtpMail({ url, from, render, timeoutMs = TIMEOUT_MS }: Options): Mail {
  const { auth, ...server } = parseConnectionUrl(url)
  const options: SMTPConnectionOptions = {
    ...(server as SMTPConnectionOptions),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  }

  /** Rejects with what went wrong before there was anything to send. */
  function connect(connection: SMTPConnection): Promise<void> {
    return new Promise((resolve, reject) => {
      connection.once('error', reject)
      connection.once('end', () => reject(new Error(CLOSED)))
      connection.connect((error) => {
        if (error) return reject(error)
        if (!auth) return resolve()
        connection.login(auth, (failed) => (failed ? reject(failed) : resolve()))
      })
    })
  }

  async function exchange(
    { to, message }: { to: readonly string[]; message: Buffer },
    connection: SMTPConnection,
  ): Promise<SendResult> {
    // From then on the mail server may have it.
    let hasLeft = false
    // Read only after the server has said that it takes the message.
    const content = Readable.from(
      (function* () {
        hasLeft = true
        yield message
      })(),
    )
    const envelope = { from: addressOf(from), to: [...to] }
    try {
      await connect(connection)
    } catch (error) {
      return { kind: 'not_sent', cause: causeOf(error), isServer: true }
    }
    return new Promise((resolve) => {
      const fail = (error: unknown) => resolve(failureOf(error, hasLeft))
      connection.once('error', fail)
      connection.once('end', () => fail(new Error(CLOSED)))
      connection.send(envelope, content, (error) =>
        error ? fail(error) : resolve({ kind: 'sent' }),
      )
    })
  }

  function compose(letter: Letter): Promise<Buffer> {
    const { subject, text, html } = render(letter)
    const { unsubscribe } = letter.links
    const composer = new MailComposer({
      from,
      to: { name: '', address: letter.to },
      ...(letter.replyTo ? { replyTo: letter.replyTo } : {}),
      subject,
      text,
      html,
      messageId: letter.messageId,
      // No reply by a machine is wanted (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribing(unsubscribe) },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    return composer.compile().build()
  }

  function composeNote({ to, subject, text, messageId }: Note): Promise<Buffer> {
    const composer = new MailComposer({
      from,
      to: to.map((address) => ({ name: '', address })),
      ...{ subject, text, messageId },
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    return composer.compile().build()
  }

  async function deliver(to: readonly string[], message: Buffer): Promise<SendResult> {
    const connection = new SMTPConnection(options)
    // What comes after the result is nobody's business any more, and must not end the process.
    connection.on('error', () => {})
    const timer = setTimeout(() => connection.close(), timeoutMs)
    try {
      return await exchange({ to, message }, connection)
    } finally {
      clearTimeout(timer)
      connection.close()
    }
  }

  return {
    send: async (letter) => deliver([letter.to], await compose(letter)),
    sendNote: async (note) => deliver(note.to, await composeNote(note)),
    async check() {
      const connection = new SMTPConnection(options)
      connection.on('error', () => {})
      const began = performance.now()
      try {
        await connect(connection)
        return { ok: true, latencyMs: Math.round(performance.now() - began) }
      } catch (error) {
        return { ok: false, cause: causeOf(error) }
      } finally {
        connection.close()
      }
    },
  }
}

/** One click in the mail program is enough (RFC 8058). */
const unsubscribing = (href: string | null): Record<string, string> =>
  href === null
    ? {}
    : { 'List-Unsubscribe': `<${href}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }

/** `Northwind <billing@example.com>` → `billing@example.com` */
const addressOf = (from: string): string => /<([^>]+)>\s*$/.exec(from)?.[1] ?? from.trim()

function failureOf(error: unknown, hasLeft: boolean): SendResult {
  const cause = causeOf(error)
  const code = responseCodeOf(error)
  if (hasLeft && code === null) return { kind: 'uncertain', cause }
  // A word for good about this address or this message; before that, it is about us.
  const isAboutIt = ['RCPT TO', 'DATA'].includes(commandOf(error))
  if (code !== null && code >= 500 && isAboutIt) return { kind: 'refused', cause }
  return { kind: 'not_sent', cause, isServer: !isAboutIt }
}

const responseCodeOf = (error: unknown): number | null =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : null

const commandOf = (error: unknown): string =>
  error instanceof Error && 'command' in error ? String(error.command) : ''

/** In one line; addresses are left out, because this is stored and logged. */
const causeOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'no answer')
    .replace(/\s+/g, ' ')
    .replace(/[^\s<>"']+@[^\s<>"']+/g, '•••')
    .slice(0, 200)
