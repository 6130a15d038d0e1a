import type { Letter, Mail, Note, Render, Rendered, SendResult } from './mail.ts'

/** A mail server in memory that keeps what it was sent and answers as it is told. */
export interface BogusMail extends Mail {
  readonly sent: (Letter & Rendered)[]
  readonly notes: Note[]
  /** What the next ones come to; where it has run out, everything is taken. */
  readonly answers: SendResult[]
}

export function createBogusMail(render: Render): BogusMail {
  const sent: BogusMail['sent'] = []
  const notes: Note[] = []
  const answers: SendResult[] = []
  return {
    sent,
    notes,
    answers,
    async send(letter) {
      const rendered = render(letter)
      const answer = answers.shift() ?? { kind: 'sent' }
      if (answer.kind === 'sent' || answer.kind === 'uncertain')
        sent.push({ ...letter, ...rendered })
      return answer
    },
    async sendNote(note) {
      const answer = answers.shift() ?? { kind: 'sent' }
      if (answer.kind === 'sent' || answer.kind === 'uncertain') notes.push(note)
      return answer
    },
    check: async () => ({ ok: true, latencyMs: 1 }),
  }
}
