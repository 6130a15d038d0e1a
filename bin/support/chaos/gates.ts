import { createGate, type Gate } from './gate.ts'
import { LINES, type LineName, MEMBERS, type Member, type Somebody } from './plan.ts'

/** A gate on every line from a process to what it needs, and one between people and the pages. */
export interface Gates {
  /** The port that stands for the other end of the line. */
  portOf(member: Member, line: LineName): number
  pagesPort: number
  /** The gates of one process on a line, or of everybody. */
  on(somebody: Somebody, line: LineName | 'pages'): Gate[]
  close(): void
}

export async function createGates(
  ports: Record<LineName, number>,
  webPort: number,
): Promise<Gates> {
  const pages = await createGate(webPort)
  const gates = new Map<string, Gate>()
  const key = (member: Member, line: LineName) => `${member} ${line}`
  for (const member of MEMBERS) {
    for (const line of LINES) gates.set(key(member, line), await createGate(ports[line]))
  }
  return {
    portOf: (member, line) => gates.get(key(member, line))!.port,
    pagesPort: pages.port,
    on(somebody, line) {
      if (line === 'pages') return [pages]
      const members = somebody === 'everybody' ? MEMBERS : [somebody]
      return members.map((member) => gates.get(key(member, line))!)
    },
    close() {
      for (const gate of [pages, ...gates.values()]) gate.close()
    },
  }
}
