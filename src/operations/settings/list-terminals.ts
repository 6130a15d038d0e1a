import type { Context } from '../../context.ts'
import { listTerminals } from '../../db/terminals.ts'

/** A terminal that a setting may name. */
export interface KnownTerminal {
  id: string
  isOfEnvironment: boolean
  /** A setting names it or has named it, so messages may be there. */
  isUsed: boolean
  password: 'none' | 'environment' | 'saved'
  updatedBy: string | null
  updatedAt: Date | null
}

/** The environment's terminal first, then those that were entered here. */
export async function listKnownTerminals({
  db,
  config,
}: Pick<Context, 'db' | 'config'>): Promise<KnownTerminal[]> {
  const rows = await listTerminals(db)
  const own = rows.find(({ id }) => id === config.IPPAY_TERMINAL_ID)
  const entered = rows
    .filter((row) => row !== own)
    .map((row) => ({
      id: row.id,
      isOfEnvironment: false,
      isUsed: row.chosen_at !== null,
      password: row.password_sealed === null ? ('none' as const) : ('saved' as const),
      updatedBy: row.updated_by,
      updatedAt: row.updated_at,
    }))
  const ofEnvironment = config.IPPAY_PASSWORD === '' ? 'none' : 'environment'
  return [
    {
      id: config.IPPAY_TERMINAL_ID,
      isOfEnvironment: true,
      isUsed: true,
      password: own?.password_sealed ? 'saved' : ofEnvironment,
      updatedBy: own?.password_sealed ? own.updated_by : null,
      updatedAt: own?.password_sealed ? own.updated_at : null,
    },
    ...entered,
  ]
}
