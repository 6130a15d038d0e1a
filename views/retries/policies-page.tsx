import {
  CEILING,
  policyOf,
  RETRY_KINDS,
  type RetryKind,
  type RetryPolicies,
} from '../../src/domain/retry-policy.ts'
import { Card } from '../components/card.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Notice } from '../components/notice.tsx'
import { Heading, RowLink, Table, TwoLines } from '../components/table.tsx'
import { counted } from '../format.ts'
import { daysInWords, policyHref, policyInWords, policyWords } from './retry-words.ts'

export interface PoliciesView {
  policies: RetryPolicies
  declinesMax: number
  /** Runs try again at all. */
  isOn: boolean
  isGatewayRecycling: boolean
  canChange: boolean
}

/** How often runs try again what was declined, and what no setting can change. */
export const PoliciesPanel = (view: PoliciesView) => (
  <div class="stack">
    <State {...view} />
    <Table
      caption="Retry policies"
      head={
        <>
          <Heading>After</Heading>
          <Heading>Method</Heading>
          <Heading>Tries</Heading>
          <Heading>Days</Heading>
        </>
      }
    >
      {RETRY_KINDS.map((kind) => (
        <PolicyRow {...view} kind={kind} />
      ))}
      <tr>
        <td>
          <TwoLines first="Declined for good" second="Stolen, closed, no such account, suspicion" />
        </td>
        <td>Both</td>
        <td>Never again</td>
        <td>–</td>
      </tr>
    </Table>
    <Limits {...view} />
  </div>
)

const State = ({ isOn, isGatewayRecycling }: PoliciesView) => {
  if (isOn && isGatewayRecycling) {
    return (
      <Notice tone="danger" title="No run starts">
        The settings say that IPpay recycles declined payments itself. A card must not be tried by
        both: have recycling switched off at IPpay, or switch retries by runs off.
      </Notice>
    )
  }
  if (isOn) return null
  return (
    <Notice tone="info" title="Retries by runs are off">
      A run tries each document once.{' '}
      {isGatewayRecycling && 'IPpay tries declined payments again by itself.'}
    </Notice>
  )
}

const PolicyRow = ({ policies, canChange, kind }: PoliciesView & { kind: RetryKind }) => {
  const words = policyWords(kind)
  const policy = policyOf(policies, kind)
  return (
    <tr>
      <td>
        <TwoLines
          first={
            canChange ? (
              <RowLink href={policyHref(kind)} aria-label={`${words.method}: ${words.category}`}>
                {words.category}
              </RowLink>
            ) : (
              words.category
            )
          }
          second={words.hint}
        />
      </td>
      <td>
        <span class="unbroken">{words.method}</span>
      </td>
      <td>{policyInWords(kind, policy)}</td>
      <td>
        <span class="unbroken">{policy.triesMax > 1 ? daysInWords(policy) : '–'}</span>
      </td>
    </tr>
  )
}

const Limits = ({ declinesMax, canChange }: PoliciesView) => (
  <Card
    title="Limits over all documents"
    lead="They count the card or account and not the document, and hold whatever the policies say."
    actions={canChange && <a href="/admin/settings">Settings</a>}
  >
    <Definitions>
      <Definition term="Of one card or account, as set">
        {counted(declinesMax, 'decline')} in 30 days
      </Definition>
      <Definition term="Of the card brands">
        {CEILING.declines.max} declines in 30 days, {CEILING.declinesInDay.max} in 24 hours
      </Definition>
      <Definition term="Between two automatic tries">24 hours</Definition>
      <Definition term="Of Nacha, for debits that came back">
        {CEILING.represent.representLimit} more, the same amount, within{' '}
        {CEILING.represent.windowDays} days
      </Definition>
    </Definitions>
  </Card>
)
