import type { Child } from 'hono/jsx'
import { Button } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Moment, Money } from '../components/figures.tsx'
import { Row } from '../components/rows.tsx'
import { paymentHref } from '../payments/payment-rows.tsx'
import type { HomeView } from './home-panel.tsx'

/** Money that was taken and that Splynx shows no more, because somebody deleted the payment there. */
export const missingRecordRows = (view: HomeView): Child[] =>
  view.missingRecords.map((record) => (
    <Row
      title={<a href={paymentHref(record.id)}>{record.customer_name}</a>}
      note={
        <>
          Paid for {record.document_number ?? 'a refill'}, and deleted in Splynx by somebody.
          Noticed <Moment at={record.noticed_at} zone={view.place.zone} />. The money was not given
          back.
        </>
      }
      end={<Money cents={record.amount_cents} currency={record.currency} />}
      actions={
        view.canCharge && (
          <form method="post" action={`/admin/missing-records/${record.id}/seen`}>
            <CsrfField token={view.csrf} />
            <Button size="small">This is right</Button>
          </form>
        )
      }
    />
  ))
