import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { Faults, Plan } from '../faults.ts'
import type { Box } from './box.ts'

const BYTES_MAX = 1024 * 1024

/** Takes every mail for everybody, as far as its faults let it. */
export function createSmtpServer(box: Box, faults: Faults): SMTPServer {
  const plans = new Map<string, Plan>()
  let awayUntil = 0

  const cut = ({ id }: SMTPServerSession) => {
    for (const connection of server.connections) {
      if (connection.session.id === id) connection._socket.destroy()
    }
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: BYTES_MAX,
    closeTimeout: 100,
    logger: false,
    onAuth: ({ username }, _session, done) => done(null, { user: username ?? '' }),
    onConnect(session, done) {
      if (Date.now() < awayUntil) cut(session)
      else done()
    },
    // One decision a mail, made before any of it has been handed over.
    onMailFrom(_address, session, done) {
      const plan = faults.decide({ method: 'MAIL', path: '/', type: 'MAIL' })
      plans.set(session.id, plan)
      if (plan.kind !== 'refuse') return done()
      awayUntil = Date.now() + plan.ms
      cut(session)
    },
    onRcptTo(_address, session, done) {
      switch (plans.get(session.id)?.kind) {
        case 'code':
          return done(reply(451, 'Try again later'))
        case 'error-500':
          return done(reply(550, 'No such mailbox'))
        default:
          return done()
      }
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { kind, latencyMs = 0, ms = 0 } = plans.get(session.id) ?? {}
        const { mailFrom, rcptTo } = session.envelope
        const take = () =>
          box.add(Buffer.concat(chunks).toString('latin1'), {
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
          })
        switch (kind) {
          case 'lose-before':
            return cut(session)
          case 'lose-after':
            take()
            return cut(session)
          case 'error-500-after':
            return done(reply(554, 'Message refused'))
          default:
            take()
            setTimeout(done, latencyMs + (kind === 'slow' ? ms : 0))
        }
      })
    },
    onClose: ({ id }) => plans.delete(id),
  })
  // Whoever is cut off leaves with an error; that is what faults are for.
  server.on('error', () => {})
  return server
}

const reply = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode })
