import type { ListedMail, MailPage } from '../../src/db/mail-list.ts'
import { MAIL_STATES, type MailState } from '../../src/domain/mail.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Field, FieldGrid, FormActions, SelectField } from '../components/field.tsx'
import { Moment } from '../components/figures.tsx'
import { Notice } from '../components/notice.tsx'
import { Pager } from '../components/pager.tsx'
import { Heading, RowLink, Table, TwoLines } from '../components/table.tsx'
import { counted } from '../format.ts'
import { MailBadge } from './mail-badge.tsx'
import { MAIL_KIND_LABEL, MAIL_LABEL } from './mail-words.ts'
import { SendAgainForm } from './send-again-form.tsx'

export interface MailsPanelView {
  page: MailPage
  state?: MailState
  customerId?: number
  zone: string
  /** False without a mail server. */
  isOn: boolean
  canSend: boolean
  csrf: string
  requestKey: () => string
}

const CHOICES = MAIL_STATES.map((value) => ({ value, label: MAIL_LABEL[value].word }))

/** Every mail to a customer, the newest first. */
export const MailsPanel = (view: MailsPanelView) => {
  const { page, state, customerId, isOn } = view
  return (
    <div class="stack">
      {!isOn && (
        <Notice tone="info" title="No mail server is set up">
          Nobody is written to. Set SMTP_URL and MAIL_FROM, and mails begin with what happens from
          then on.
        </Notice>
      )}
      <Card>
        <form method="get" action="/admin/mails">
          <FieldGrid>
            <SelectField
              name="state"
              label="State"
              placeholder="Any"
              choices={CHOICES}
              value={state}
            />
            <Field
              name="customer"
              label="Customer ID"
              inputmode="numeric"
              value={customerId === undefined ? '' : String(customerId)}
              optional
            />
          </FieldGrid>
          <FormActions>
            <Button look="primary" icon="search">
              Show
            </Button>
          </FormActions>
        </form>
      </Card>
      <Card flush aria-label="Mails found">
        {page.mails.length === 0 ? (
          <Empty
            icon="list"
            title={state || customerId ? 'No mail matches' : 'Nothing was written yet'}
          >
            {state || customerId
              ? 'Choose another state or customer.'
              : 'Receipts and notices appear here as they are written.'}
          </Empty>
        ) : (
          <>
            <MailTable {...view} />
            <Pager
              previous={page.newerThan && hrefOf(view, 'after', page.newerThan)}
              next={page.olderThan && hrefOf(view, 'before', page.olderThan)}
              summary={counted(page.mails.length, 'mail')}
            />
          </>
        )}
      </Card>
    </div>
  )
}

function hrefOf(
  { state, customerId }: Pick<MailsPanelView, 'state' | 'customerId'>,
  side: 'before' | 'after',
  id: string,
): string {
  const query = new URLSearchParams({ [side]: id })
  if (state) query.set('state', state)
  if (customerId) query.set('customer', String(customerId))
  return `/admin/mails?${query}`
}

const MailTable = ({ page, zone, canSend, csrf, requestKey }: MailsPanelView) => (
  <Table
    caption="Mails"
    pairs
    head={
      <>
        <Heading>About</Heading>
        <Heading>Customer</Heading>
        <Heading>State</Heading>
        <Heading>Time</Heading>
        {canSend && <Heading>Actions</Heading>}
      </>
    }
  >
    {page.mails.map((mail) => (
      <tr>
        <td>
          <About mail={mail} />
        </td>
        <td>
          <TwoLines
            first={
              <a href={`/admin/customers/${mail.customer_id}`}>
                {mail.customer_name ?? `Customer ${mail.customer_id}`}
              </a>
            }
            second={mail.sent_to ?? ''}
          />
        </td>
        <td>
          <TwoLines first={<MailBadge state={mail.state} />} second={mail.last_error ?? ''} />
        </td>
        <td>
          <Moment at={mail.sent_at ?? mail.created_at} zone={zone} />
        </td>
        {canSend && (
          <td>
            <SendAgainForm mail={mail} csrf={csrf} requestKey={requestKey()} />
          </td>
        )}
      </tr>
    ))}
  </Table>
)

const About = ({ mail }: { mail: ListedMail }) => {
  const { kind, payment_id, document_number, facts } = mail
  const label = MAIL_KIND_LABEL[kind]
  return (
    <TwoLines
      first={payment_id ? <RowLink href={`/admin/payments/${payment_id}`}>{label}</RowLink> : label}
      second={document_number ?? facts.documentNumber ?? ''}
    />
  )
}
