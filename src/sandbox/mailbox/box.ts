import { headerOf, type Message, parseMessage } from './parse-message.ts'

/** One message that arrived. */
export interface Arrived extends Message {
  id: number
  at: Date
  /** The envelope, which decides where a mail goes. */
  from: string
  to: string[]
  subject: string
  messageId: string
  source: string
}

/** The newest messages; older ones are forgotten. */
export class Box {
  private readonly messages: Arrived[] = []
  private arrived = 0

  constructor(private readonly limit = 500) {}

  add(source: string, envelope: { from: string; to: string[] }): void {
    const message = parseMessage(source)
    this.arrived += 1
    this.messages.push({
      ...message,
      ...envelope,
      id: this.arrived,
      at: new Date(),
      subject: headerOf(message, 'Subject'),
      messageId: headerOf(message, 'Message-ID'),
      source,
    })
    if (this.messages.length > this.limit) this.messages.shift()
  }

  /** How many came, those that are forgotten among them. */
  get count(): number {
    return this.arrived
  }

  /** Newest first. */
  list(): Arrived[] {
    return this.messages.toReversed()
  }

  find(id: number): Arrived | undefined {
    return this.messages.find((message) => message.id === id)
  }

  clear(): void {
    this.messages.length = 0
  }
}
