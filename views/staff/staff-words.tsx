import type { Staff } from '../../src/db/schema.ts'
import { Icon, type IconName } from '../components/icon.tsx'
import type { Tone } from '../components/status-labels.ts'
import { counted } from '../format.ts'

/** Where the account is kept, and whether it has a second factor of ours. */
export function sourceWord({ source, totp_sealed }: Staff): string {
  if (source === 'splynx') return 'Splynx'
  return totp_sealed === null ? 'Local' : 'Local, with second factor'
}

/** Whether somebody can log in with it. */
export const AccountState = ({
  person,
  lockedMinutes,
}: {
  person: Staff
  lockedMinutes: number | null
}) => {
  const { word, tone, icon } = stateOf(person, lockedMinutes)
  return (
    <span class={`badge tone-${tone}`}>
      <Icon name={icon} size={14} />
      {word}
    </span>
  )
}

interface State {
  word: string
  tone: Tone
  icon: IconName
}

function stateOf({ is_active, source, password_hash }: Staff, minutes: number | null): State {
  if (is_active !== 1) return { word: 'Closed', tone: 'neutral', icon: 'slash' }
  if (minutes !== null) {
    return { word: `Locked for ${counted(minutes, 'minute')}`, tone: 'danger', icon: 'lock' }
  }
  const isInvited = source === 'local' && password_hash === null
  if (isInvited) return { word: 'Invited', tone: 'active', icon: 'clock' }
  return { word: 'Open', tone: 'success', icon: 'check_circle' }
}
