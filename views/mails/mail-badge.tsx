import type { MailState } from '../../src/domain/mail.ts'
import { Icon } from '../components/icon.tsx'
import { MAIL_LABEL } from './mail-words.ts'

export const MailBadge = ({ state }: { state: MailState }) => {
  const { word, icon, tone, meaning } = MAIL_LABEL[state]
  return (
    <span class={`badge is-${state} tone-${tone}`} title={meaning}>
      <Icon name={icon} size={14} />
      {word}
    </span>
  )
}
