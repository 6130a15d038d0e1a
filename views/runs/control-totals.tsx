import type { RunSignOff } from '../../src/db/schema.ts'
import { type CountAndSum, keptCents, type RunFigures } from '../../src/domain/run.ts'
import { addsUp, openCount } from '../../src/domain/run-sign-off.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field } from '../components/field.tsx'
import { Money } from '../components/figures.tsx'
import { Icon } from '../components/icon.tsx'
import { Notice } from '../components/notice.tsx'
import { SEGMENTS, type Segment } from '../components/progress.tsx'
import { Heading, NumericCell, Table } from '../components/table.tsx'
import { count, moment } from '../format.ts'

export interface ControlTotalsView {
  runId: number
  figures: RunFigures
  signOff: RunSignOff | null
  /** The stored figures are still those that the hash was taken of. */
  isSignatureGood: boolean
  /** Whether this person may sign, and why not. */
  mayToSign: 'yes' | 'no_manager' | 'own'
  csrf: string
  currency: string
  zone: string
}

interface Line {
  label: string
  sumOf(figures: RunFigures): CountAndSum
  isTotal?: boolean
}

const PARTS = Object.keys(SEGMENTS) as Segment[]
const LINES: readonly Line[] = [
  { label: 'Selected', sumOf: ({ totals }) => totals.selected, isTotal: true },
  ...PARTS.map((part) => ({
    label: SEGMENTS[part].word,
    sumOf: ({ totals }: RunFigures) => totals[part],
  })),
  { label: 'Voided since', sumOf: ({ reversals }) => reversals.voided },
  { label: 'Refunded since', sumOf: ({ reversals }) => reversals.refunded },
  { label: 'Returned since', sumOf: ({ reversals }) => reversals.returned },
]

/** The whole against its parts, and the signature that freezes them. */
export const ControlTotals = (view: ControlTotalsView) => {
  const { figures, signOff, currency } = view
  const signed = signOff?.figures
  const lines = LINES.filter(
    ({ sumOf }) => sumOf(figures).count > 0 || (signed && sumOf(signed).count > 0),
  )
  return (
    <Card title="Control totals" id="control-totals" flush lead={<Verdict {...view} />}>
      <Table
        caption="Control totals of this run"
        head={
          <>
            <Heading>Documents</Heading>
            <Heading numeric>Number</Heading>
            <Heading numeric>Sum</Heading>
            {signed && <Heading numeric>Signed</Heading>}
            {signed && <Heading numeric>Difference</Heading>}
          </>
        }
      >
        {lines.map(({ label, sumOf, isTotal }) => (
          <tr class={isTotal ? 'rows-total' : undefined}>
            <td>{label}</td>
            <NumericCell>{count(sumOf(figures).count)}</NumericCell>
            <NumericCell>
              <Money cents={sumOf(figures).cents} currency={currency} />
            </NumericCell>
            {signed && <Compared now={sumOf(figures)} signed={sumOf(signed)} currency={currency} />}
          </tr>
        ))}
        <tr class="rows-total">
          <td>Charged and kept</td>
          <td />
          <NumericCell>
            <Money cents={keptCents(figures)} currency={currency} />
          </NumericCell>
          {signed && (
            <Compared
              now={{ count: 0, cents: keptCents(figures) }}
              signed={{ count: 0, cents: keptCents(signed) }}
              currency={currency}
            />
          )}
        </tr>
      </Table>
      <div class="card-foot stack">
        {signOff ? <Signed {...view} /> : <SignOffForm {...view} />}
      </div>
    </Card>
  )
}

const Verdict = ({ figures }: ControlTotalsView) =>
  addsUp(figures.totals) ? (
    <>
      <Icon name="check" size={14} /> Selected = charged + declined + unknown + skipped + cancelled,
      to the cent
    </>
  ) : (
    <>
      <Icon name="alert" size={14} /> The parts are not the whole: do not sign this
    </>
  )

const Compared = ({
  now,
  signed,
  currency,
}: {
  now: CountAndSum
  signed: CountAndSum
  currency: string
}) => {
  const difference = now.cents - signed.cents
  return (
    <>
      <NumericCell>
        <Money cents={signed.cents} currency={currency} />
      </NumericCell>
      <NumericCell>
        {difference === 0 && now.count === signed.count ? (
          <span class="quiet">none</span>
        ) : (
          <>
            {difference > 0 && '+'}
            <Money cents={difference} currency={currency} />
          </>
        )}
      </NumericCell>
    </>
  )
}

const Signed = ({ signOff, isSignatureGood, zone }: ControlTotalsView) =>
  signOff && (
    <>
      {!isSignatureGood && (
        <Notice tone="danger" title="The signature does not fit">
          What is stored is not what was signed: somebody has changed it. Compare it with the audit
          trail, where the signed figures stand too.
        </Notice>
      )}
      <p>
        Signed off by <strong>{signOff.signed_by.replace(/^staff:/, '')}</strong>,{' '}
        {moment(signOff.signed_at, zone)}
        {signOff.note && <>: {signOff.note}</>}
      </p>
      <p class="quiet hash">SHA-256 {signOff.hash}</p>
    </>
  )

const SignOffForm = ({ runId, figures, mayToSign, csrf }: ControlTotalsView) => {
  if (mayToSign === 'no_manager') {
    return <p class="quiet">Not signed off. A manager can do that.</p>
  }
  if (mayToSign === 'own') {
    return <p class="quiet">Not signed off. You started this run, so another manager has to.</p>
  }
  const isOpen = openCount(figures) > 0
  return (
    <form method="post" action={`/admin/runs/${runId}/sign-off`}>
      <CsrfField token={csrf} />
      <Field
        name="note"
        label={isOpen ? 'Why it is signed although something is not decided' : 'Note'}
        optional={!isOpen}
        maxlength={500}
        autocomplete="off"
      />
      <div class="form-actions">
        <Button icon="check">Sign off these figures</Button>
      </div>
    </form>
  )
}
