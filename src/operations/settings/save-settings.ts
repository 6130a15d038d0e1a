import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import {
  deleteSetting,
  insertSetting,
  listSavedSettings,
  lockSettings,
  type SavedSetting,
  saveSetting,
} from '../../db/settings.ts'
import { chooseTerminal } from '../../db/terminals.ts'
import { type Trx, transact } from '../../db/transact.ts'
import { SETTINGS, type SettingName } from '../../settings/definitions.ts'
import type { Setting } from '../../settings/kinds.ts'
import { makeSettings, rowName, usable } from '../../settings/settings.ts'
import { inWords, readTyped } from '../../settings/typed.ts'
import { listFilterChoices } from '../filter-choices.ts'
import { findContradiction } from './contradictions.ts'
import { listKnownTerminals } from './list-terminals.ts'
import { seenOf } from './seen.ts'

/** One field of the form as it came back. */
export interface PostedSetting {
  name: SettingName
  typed: string
  /** What stood in the field when the page was shown. */
  was: string
  seen: string
}

interface Who {
  /** Null: for all partners. */
  partnerId: number | null
  actor: string
  address: string
}

/** What is wrong, by setting. Nothing is saved unless all of it can be. */
export type SettingErrors = Partial<Record<SettingName, string>>
export type SaveResult =
  | { kind: 'saved'; names: SettingName[] }
  | { kind: 'refused'; errors: SettingErrors }

interface Change {
  name: SettingName
  value: unknown
  seen: string
}

/**
 * Saves what was typed anew. A field that nobody touched is left alone, so two people who change
 * different settings do not meet; who changes what somebody else has changed meanwhile is shown that
 * first.
 */
export async function saveSettings(
  context: Context,
  { fields, ...who }: Who & { fields: readonly PostedSetting[] },
): Promise<SaveResult> {
  const errors: SettingErrors = {}
  const changes: Change[] = []
  for (const { name, typed, was, seen } of fields) {
    if (typed === was) continue
    const reading = readTyped(SETTINGS[name], typed)
    const wrong = reading.ok ? await notOffered(context, name, reading.value) : reading.error
    if (wrong) errors[name] = wrong
    else if (reading.ok) changes.push({ name, value: reading.value, seen })
  }
  if (Object.keys(errors).length > 0) return { kind: 'refused', errors }
  if (changes.length === 0) return { kind: 'saved', names: [] }
  const late = await storeUnlessLate(context, who, changes)
  context.settings.forget()
  return late
    ? { kind: 'refused', errors: late }
    : { kind: 'saved', names: changes.map(({ name }) => name) }
}

/** Why a value that could be read cannot be taken: what may be chosen is known only now. */
async function notOffered(
  context: Context,
  name: SettingName,
  value: unknown,
): Promise<string | null> {
  const { choicesFrom }: Setting = SETTINGS[name]
  if (choicesFrom === 'terminals') {
    const known = await listKnownTerminals(context)
    return known.some(({ id }) => id === value) ? null : ADD_FIRST
  }
  if (choicesFrom === 'payment_methods') {
    // While Splynx says nothing, the number is believed.
    const known = (await listFilterChoices(context))?.paymentTypes
    return !known || known.some(({ id }) => id === value)
      ? null
      : 'Splynx has no payment method of this number.'
  }
  return null
}

/** Somebody else made a row that was not there a moment ago. */
class Overtaken extends Error {
  override name = 'Overtaken'
}

/** Who was overtaken looks again, and then sees by whom. */
async function storeUnlessLate(
  context: Context,
  who: Who,
  changes: readonly Change[],
): Promise<SettingErrors | null> {
  const attempt = () => transact(context.db, (trx) => store(trx, context, who, changes))
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof Overtaken) return attempt()
    throw error
  }
}

/** Null when all is saved; else why nothing is. */
async function store(
  trx: Trx,
  context: Context,
  { partnerId, actor, address }: Who,
  changes: readonly Change[],
): Promise<SettingErrors | null> {
  const names = changes.map(({ name }) => rowName(name, partnerId))
  const rows = new Map((await lockSettings(trx, names)).map((row) => [row.name, row]))
  const stale: SettingErrors = {}
  for (const { name, seen } of changes) {
    const row = rows.get(rowName(name, partnerId))
    if (seenOf(row) !== seen) stale[name] = changedMeanwhile(context, name, row)
  }
  if (Object.keys(stale).length > 0) return stale

  const before = new Map((await listSavedSettings(trx)).map(({ name, value }) => [name, value]))
  const old = makeSettings(before, partnerId, context)
  const contradiction = findContradiction({
    ...old,
    ...Object.fromEntries(changes.map(({ name, value }) => [name, value])),
  })
  const blamed = contradiction && changes.find(({ name }) => contradiction.names.includes(name))
  if (contradiction && blamed) return { [blamed.name]: contradiction.sentence }

  const now = context.now()
  const terminal = changes.find(({ name }) => name === 'terminalId')?.value
  const isGone = terminal !== undefined && !(await choose(trx, context, String(terminal)))
  if (isGone) return { terminalId: ADD_FIRST }
  for (const { name, value } of changes) {
    const { kind }: Setting = SETTINGS[name]
    const stored = kind === 'secret' ? context.vault.sealSetting(name, String(value)) : value
    const row = rowName(name, partnerId)
    if (rows.has(row)) await saveSetting(trx, row, stored, { by: actor, now })
    else if (!(await insertSetting(trx, row, stored, { by: actor, now }))) throw new Overtaken()
    await recordAudit(trx, {
      at: now,
      actor,
      action: 'setting.changed',
      subject: `setting:${row}`,
      details: auditOf(name, old[name], value),
      address,
    })
  }
  return null
}

const ADD_FIRST = 'Add this terminal first, and test it.'

/** From now on money may go there. False when somebody has just removed it. */
const choose = async (trx: Trx, { config, now }: Context, terminalId: string): Promise<boolean> =>
  (await chooseTerminal(trx, terminalId, now())) || terminalId === config.IPPAY_TERMINAL_ID

/** Of a secret it says no more than that it was changed. */
const auditOf = (name: SettingName, from: unknown, to: unknown): Record<string, string> => {
  const setting: Setting = SETTINGS[name]
  if (setting.kind === 'secret') return { value: 'changed' }
  return { from: inWords(setting, from), to: inWords(setting, to) }
}

function changedMeanwhile(
  { vault }: Context,
  name: SettingName,
  row: SavedSetting | undefined,
): string {
  const setting: Setting = SETTINGS[name]
  const again = 'Look at it, then save again.'
  if (!row) return `Somebody removed this value while you had the page open. ${again}`
  const who = row.updatedBy.replace(/^staff:/, '')
  if (setting.kind === 'secret') return `${who} changed this while you had the page open. ${again}`
  const value = usable(name, row.value, vault)
  return `${who} changed this to ${inWords(setting, value)} while you had the page open. ${again}`
}

export type ResetResult = 'reset' | 'stale' | 'not_there'

/** Takes a value away, so that the one behind it holds: of all partners, or of the environment. */
export async function resetSetting(
  context: Context,
  { name, seen, partnerId, actor, address }: Who & { name: SettingName; seen: string },
): Promise<ResetResult> {
  const result = await transact(context.db, async (trx): Promise<ResetResult> => {
    const [row] = await lockSettings(trx, [rowName(name, partnerId)])
    if (!row) return 'not_there'
    if (seenOf(row) !== seen) return 'stale'
    const before = new Map((await listSavedSettings(trx)).map(({ name, value }) => [name, value]))
    await deleteSetting(trx, row.name)
    const after = new Map([...before].filter(([name]) => name !== row.name))
    const [from, to] = [before, after].map((saved) => makeSettings(saved, partnerId, context)[name])
    await recordAudit(trx, {
      at: context.now(),
      actor,
      action: 'setting.reset',
      subject: `setting:${row.name}`,
      details: auditOf(name, from, to),
      address,
    })
    return 'reset'
  })
  context.settings.forget()
  return result
}
