export interface SetupStep {
  id: string
  title: string
  /** `todo`: works without it, and something is missing. */
  state: 'done' | 'todo' | 'failed'
  /** What was found. */
  says: string
  /** What to do, one sentence a line. */
  how: string[]
  /** What to copy into Splynx or send to IPpay. */
  paste: { label: string; value: string }[]
}

type Finding = Pick<SetupStep, 'state' | 'says'> & Partial<SetupStep>

export const step = (id: string, title: string, finding: Finding): SetupStep => ({
  id,
  title,
  how: [],
  paste: [],
  ...finding,
})

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'unknown'
