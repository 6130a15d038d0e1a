import type { Context } from '../../context.ts'
import { countActiveMethods } from '../../db/method-counts.ts'
import type { ScheduleFilter } from '../../db/schema.ts'
import { listTerminals } from '../../db/terminals.ts'
import { type FilterFacts, filterWarnings } from '../../domain/schedule-warnings.ts'
import type { FilterChoices } from '../filter-choices.ts'

/** Why each of these filters can charge nothing, or not all that it names. */
export async function warnAboutFilters(
  context: Context,
  filters: readonly ScheduleFilter[],
  choices: FilterChoices | null,
): Promise<string[][]> {
  if (filters.length === 0) return []
  const [all, partnersWithoutTerminal] = await Promise.all([
    countActiveMethods(context.db),
    findPartnersWithoutTerminal(context, choices),
  ])
  return Promise.all(
    filters.map(async (filter) => {
      const { customerIds = [] } = filter
      const facts: FilterFacts = {
        partners: choices?.partners ?? null,
        locations: choices?.locations ?? null,
        paymentTypes: choices?.paymentTypes ?? null,
        partnersWithoutTerminal,
        activeMethods:
          customerIds.length > 0 ? await countActiveMethods(context.db, customerIds) : all,
      }
      return filterWarnings(filter, facts)
    }),
  )
}

/** Their setting names a terminal that nobody has entered; the environment's needs no entry. */
async function findPartnersWithoutTerminal(
  { db, config, settings }: Context,
  choices: FilterChoices | null,
): Promise<Set<number>> {
  const known = new Set((await listTerminals(db)).map(({ id }) => id))
  known.add(config.IPPAY_TERMINAL_ID)
  const partners = choices?.partners ?? []
  const terminals = await Promise.all(
    partners.map(async ({ id }) => ({ id, terminalId: (await settings.of(id)).terminalId })),
  )
  return new Set(terminals.filter(({ terminalId }) => !known.has(terminalId)).map(({ id }) => id))
}
