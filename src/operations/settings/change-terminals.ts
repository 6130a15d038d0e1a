import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import {
  chooseTerminal,
  insertTerminal,
  removeTerminal,
  saveTerminalPassword,
} from '../../db/terminals.ts'
import { transact } from '../../db/transact.ts'
import { passwordName } from '../../settings/terminal-passwords.ts'
import { listKnownTerminals } from './list-terminals.ts'

interface Who {
  actor: string
  address: string
}

/** A terminal has to be entered before a setting can name it, so that no setting is a slip. */
export async function addTerminal(
  context: Context,
  { id, password, actor, address }: Who & { id: string; password: string },
): Promise<'added' | 'known'> {
  const { db, vault, config, now } = context
  if (id === config.IPPAY_TERMINAL_ID) return 'known'
  const by = { by: actor, now: now() }
  return transact(db, async (trx) => {
    if (!(await insertTerminal(trx, id, by))) return 'known'
    if (password !== '') {
      const sealed = vault.sealSetting(passwordName(id), password)
      await saveTerminalPassword(trx, { id, sealed }, by)
    }
    await recordAudit(trx, {
      at: by.now,
      actor,
      action: 'terminal.added',
      subject: `terminal:${id}`,
      details: { password: password === '' ? 'none' : 'set' },
      address,
    })
    return 'added'
  })
}

/** Empty takes a saved password away: then that of the environment holds, or none. */
export async function changeTerminalPassword(
  context: Context,
  { id, password, actor, address }: Who & { id: string; password: string },
): Promise<'changed' | 'not_known'> {
  const { db, vault, now } = context
  const known = await listKnownTerminals(context)
  if (!known.some((terminal) => terminal.id === id)) return 'not_known'
  const by = { by: actor, now: now() }
  await transact(db, async (trx) => {
    // The environment's terminal has a row only once something is saved for it.
    await insertTerminal(trx, id, by)
    const sealed = password === '' ? null : vault.sealSetting(passwordName(id), password)
    await saveTerminalPassword(trx, { id, sealed }, by)
    await recordAudit(trx, {
      at: by.now,
      actor,
      action: 'terminal.password_changed',
      subject: `terminal:${id}`,
      details: { password: password === '' ? 'removed' : 'changed' },
      address,
    })
  })
  return 'changed'
}

/**
 * Remembers the environment's terminal before anything is sent there: should the environment name
 * another one some day, messages are still asked about at this one.
 */
export async function noteOwnTerminal({ db, config, now }: Context): Promise<void> {
  const by = { by: 'environment', now: now() }
  await transact(db, async (trx) => {
    await insertTerminal(trx, config.IPPAY_TERMINAL_ID, by)
    await chooseTerminal(trx, config.IPPAY_TERMINAL_ID, by.now)
  })
}

/** Only one that no setting ever named: messages may be at any other. */
export async function forgetTerminal(
  { db, now }: Context,
  { id, actor, address }: Who & { id: string },
): Promise<'removed' | 'used'> {
  return transact(db, async (trx) => {
    if (!(await removeTerminal(trx, id))) return 'used'
    await recordAudit(trx, {
      at: now(),
      actor,
      action: 'terminal.removed',
      subject: `terminal:${id}`,
      address,
    })
    return 'removed'
  })
}
