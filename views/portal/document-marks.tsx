import { Icon, type IconName } from '../components/icon.tsx'
import type { Tone } from '../components/status-labels.ts'
import { useWords } from '../words/speaking.tsx'

/** What the pages say about a document; one of Splynx's fits. */
export interface DocumentFacts {
  kind: 'invoice' | 'proforma'
  id: number
  number: string
  totalCents: number
  dueCents: number
  dueOn: string | null
}

export const isOverdue = ({ dueOn }: DocumentFacts, today: string): boolean =>
  dueOn !== null && dueOn < today

export const isPartlyPaid = ({ totalCents, dueCents }: DocumentFacts): boolean =>
  dueCents < totalCents

/** Told apart by word and shape; the colour only helps. */
export const Mark = ({ tone, icon, word }: { tone: Tone; icon: IconName; word: string }) => (
  <span class={`badge tone-${tone}`}>
    <Icon name={icon} size={14} />
    {word}
  </span>
)

export const OverdueMark = () => (
  <Mark tone="danger" icon="alert" word={useWords().common.overdue} />
)
export const PartlyPaidMark = () => (
  <Mark tone="neutral" icon="layers" word={useWords().common.partlyPaid} />
)
