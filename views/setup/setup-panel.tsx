import type { SetupStep } from '../../src/operations/check-setup.ts'
import { Card } from '../components/card.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Icon } from '../components/icon.tsx'
import { Notice } from '../components/notice.tsx'

const MARK = {
  done: { tone: 'success', icon: 'check_circle', word: 'Done' },
  todo: { tone: 'attention', icon: 'clock', word: 'Could be better' },
  failed: { tone: 'danger', icon: 'alert', word: 'To do' },
} as const

/** Each step of the installation, as it is at this moment. */
export const SetupPanel = ({ steps }: { steps: readonly SetupStep[] }) => {
  const open = steps.filter(({ state }) => state === 'failed').length
  return (
    <div class="stack">
      {open === 0 ? (
        <Notice tone="success">Everything that is needed works.</Notice>
      ) : (
        <Notice tone="warning">
          {open === 1 ? 'One step is' : `${open} steps are`} still to do before payments can flow.
        </Notice>
      )}
      {steps.map((step) => (
        <StepCard step={step} />
      ))}
    </div>
  )
}

const StepCard = ({ step: { id, title, state, says, how, paste } }: { step: SetupStep }) => {
  const { tone, icon, word } = MARK[state]
  return (
    <Card
      id={id}
      title={title}
      actions={
        <span class={`badge tone-${tone}`}>
          <Icon name={icon} size={14} />
          {word}
        </span>
      }
    >
      <p>{says}</p>
      {how.length > 0 && (
        <ul class="setup-how">
          {how.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )}
      {paste.length > 0 && (
        <Definitions>
          {paste.map(({ label, value }) => (
            <Definition term={label}>
              <code class="setup-value">{value}</code>
            </Definition>
          ))}
        </Definitions>
      )}
    </Card>
  )
}
