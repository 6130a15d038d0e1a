import type { ForgottenTotals, ListedMessage } from '../../src/db/forgotten-messages.ts'
import type { Run, SafeMode } from '../../src/db/schema.ts'
import { Card, Columns, Stack } from '../components/card.tsx'
import { Moment } from '../components/figures.tsx'
import type { FieldErrors } from '../components/form-errors.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { Stat, Stats } from '../components/stat.tsx'
import { count, counted } from '../format.ts'
import type { Place } from '../payments/certainty.tsx'
import { ForgottenTable } from './forgotten-table.tsx'
import { ReleaseForm, SwitchOnForm } from './safe-mode-forms.tsx'

export interface SafeModeView {
  safeMode: SafeMode
  totals: ForgottenTotals
  messages: readonly ListedMessage[]
  /** Wait for a person after the release. */
  runs: readonly Run[]
  mayRelease: boolean
  maySwitchOn: boolean
  currency: string
  csrf: string
  values: Readonly<Partial<Record<string, string>>>
  errors: FieldErrors
  place: Place
}

/** Why nothing is charged, what became of what was forgotten, and how it goes on. */
export const SafeModePanel = (view: SafeModeView) =>
  view.safeMode.state === 'on' ? <On {...view} /> : <Off {...view} />

const On = (view: SafeModeView) => (
  <div class="stack">
    <Figures {...view} />
    <Columns>
      <Stack>
        <Why {...view} />
        {view.mayRelease && <ReleaseForm {...view} />}
      </Stack>
      <Stack>
        <WhatToCheck {...view} />
        <PausedRuns {...view} />
      </Stack>
    </Columns>
    <Messages {...view} />
  </div>
)

const Figures = ({ totals: { found, waiting, open, byHand } }: SafeModeView) => (
  <Stats>
    <Stat label="Messages forgotten" note="that the journal knows">
      {count(found)}
    </Stat>
    <Stat label="Decided" note="the gateway has said, or a person">
      {count(found - waiting - open - byHand)}
    </Stat>
    <Stat label="Not known" note="being asked about" tone={open > 0 ? 'doubt' : undefined}>
      {count(open)}
    </Stat>
    <Stat
      label="Without a payment"
      note={byHand > 0 ? `${count(byHand)} to look up by hand` : 'wait for another payment to end'}
      tone={waiting + byHand > 0 ? 'attention' : undefined}
    >
      {count(waiting + byHand)}
    </Stat>
  </Stats>
)

const Why = ({ safeMode, place }: SafeModeView) => (
  <Card title="Why">
    <p>{safeMode.reason}</p>
    <p class="quiet">
      Since {safeMode.entered_at && <Moment at={safeMode.entered_at} zone={place.zone} />},{' '}
      {safeMode.cause === 'person'
        ? `switched on by ${safeMode.entered_by}`
        : 'noticed by the program'}
      . Nothing is sent to the gateway but questions. Inquiries, reports and recording in Splynx go
      on.
    </p>
  </Card>
)

const MESSAGES_SHOWN = 'What still needs somebody stands first; at most 200 are shown.'

const Messages = (view: SafeModeView) =>
  view.totals.found === 0 ? null : (
    <Card title="Forgotten messages" lead={MESSAGES_SHOWN} flush>
      <ForgottenTable {...view} />
    </Card>
  )

const WhatToCheck = ({ safeMode }: SafeModeView) => (
  <Card title="Before the release">
    <ol class="steps">
      <li>The restore is over: nobody exchanges the database any more.</li>
      <li>
        No outcome is left unknown. What stays so is looked up in the gateway&rsquo;s virtual
        terminal and settled on its page.
      </li>
      {safeMode.cause === 'person' && (
        <li>
          The journal did not notice this. Compare the gateway&rsquo;s report since the backup with
          Payments, TransactionID by TransactionID.
        </li>
      )}
      <li>
        What people changed since the backup is gone: schedules, removed cards, refunds, audit
        trail. Set schedules right first.
      </li>
    </ol>
  </Card>
)

const PausedRuns = ({ runs }: SafeModeView) =>
  runs.length === 0 ? null : (
    <Card title="Paused runs" lead="They go on only when somebody resumes them." flush>
      <Rows label="Paused runs">
        {runs.map((run) => (
          <Row title={<a href={`/admin/runs/${run.id}`}>Run {run.id}</a>} note={run.actor} />
        ))}
      </Rows>
    </Card>
  )

const Off = (view: SafeModeView) => {
  const { safeMode, runs, place } = view
  return (
    <div class="stack">
      <Card title="Safe mode is off">
        <p>
          It switches itself on when the database turns out to be older than the journal that is
          kept outside it, which is what a restored backup looks like. Then nothing is charged until
          the gateway has been asked about everything that was sent since.
        </p>
        {safeMode.released_at && (
          <p class="quiet">
            Last released <Moment at={safeMode.released_at} zone={place.zone} /> by{' '}
            {safeMode.released_by}: {safeMode.release_reason}
          </p>
        )}
        {runs.length > 0 && (
          <p>
            {counted(runs.length, 'run')} paused by it {runs.length === 1 ? 'waits' : 'wait'} to be
            resumed:{' '}
            {runs.map((run) => (
              <>
                <a href={`/admin/runs/${run.id}`}>run {run.id}</a>{' '}
              </>
            ))}
          </p>
        )}
      </Card>
      {view.maySwitchOn && <SwitchOnForm {...view} />}
    </div>
  )
}
