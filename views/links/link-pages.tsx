import { Field } from '../components/field.tsx'
import { Outcome } from '../components/outcome.tsx'
import { CustomerLayout } from '../layout.tsx'
import { DueLine, PayForm, type PayFormProps } from '../portal/pay-form.tsx'
import { documentName } from '../portal/words.ts'

/** Says to whoever holds a link what it leads to, and nothing about whose it is. */
export const LinkPayPage = ({
  today,
  asksWho,
  ...form
}: Omit<PayFormProps, 'isByLink' | 'question'> & {
  today: string
  /** After a decline: whoever pays has the invoice at hand, who tries cards has not. */
  asksWho: boolean
}) => {
  const { kind, id, number } = form.document
  const name = documentName(kind, number, id)
  return (
    <CustomerLayout
      title={`Pay ${name}`}
      heading={name}
      lead={<DueLine document={form.document} today={today} />}
      csrf={form.csrf}
    >
      <PayForm
        {...form}
        isByLink
        question={
          asksWho && (
            <Field
              name="customerNumber"
              label="Your customer number or login"
              hint="It stands on the invoice. We ask because a payment was declined here."
              required
              autocomplete="off"
              maxlength={100}
              error={form.errors?.customerNumber}
            />
          )
        }
      />
    </CustomerLayout>
  )
}

export type Closed = 'paid' | 'under_way' | 'not_open' | 'expired'

const WORDS = {
  paid: {
    tone: 'success',
    icon: 'check',
    title: 'Nothing left to pay',
    text: 'This is paid already. You need not do anything.',
  },
  under_way: {
    tone: 'active',
    icon: 'clock',
    title: 'A payment is on its way',
    text: 'We are asking the bank about it. Please do not pay again.',
  },
  not_open: {
    tone: 'attention',
    icon: 'info',
    title: 'This cannot be paid now',
    text: 'It is not open for payment at the moment.',
  },
  expired: {
    tone: 'attention',
    icon: 'clock',
    title: 'This link has expired',
    text: 'Log in to your account, or ask us for a new link.',
  },
} as const

/** A link that leads to nothing that could be paid. */
export const LinkClosedPage = ({ because, csrf }: { because: Closed; csrf: string }) => {
  const { tone, icon, title, text } = WORDS[because]
  return (
    <CustomerLayout title={title} csrf={csrf}>
      <Outcome tone={tone} icon={icon} title={title}>
        {text}
      </Outcome>
    </CustomerLayout>
  )
}
