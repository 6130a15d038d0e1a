import type { Language } from '../../src/domain/language.ts'
import { Field } from '../components/field.tsx'
import { Outcome } from '../components/outcome.tsx'
import { CustomerLayout } from '../layout.tsx'
import { DueLine, PayForm, type PayFormProps } from '../portal/pay-form.tsx'
import { documentName } from '../portal/words.ts'
import { wordsFor } from '../words/index.ts'

/** Says to whoever holds a link what it leads to, and nothing about whose it is. */
export const LinkPayPage = ({
  today,
  asksWho,
  language,
  ...form
}: Omit<PayFormProps, 'isByLink' | 'question'> & {
  today: string
  /** After a decline: whoever pays has the invoice at hand, who tries cards has not. */
  asksWho: boolean
  language: Language
}) => {
  const { common, links } = wordsFor(language)
  const name = documentName(form.document, language)
  return (
    <CustomerLayout
      title={common.payThis(name)}
      heading={name}
      lead={<DueLine document={form.document} today={today} />}
      csrf={form.csrf}
      language={language}
    >
      <PayForm
        {...form}
        isByLink
        question={
          asksWho && (
            <Field
              name="customerNumber"
              label={links.customerNumber}
              hint={links.customerNumberHint}
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

const LOOK = {
  paid: {
    tone: 'success',
    icon: 'check',
    title: 'paidTitle',
    text: 'paid',
  },
  under_way: {
    tone: 'active',
    icon: 'clock',
    title: 'underWayTitle',
    text: 'underWay',
  },
  not_open: {
    tone: 'attention',
    icon: 'info',
    title: 'notOpenTitle',
    text: 'notOpen',
  },
  expired: {
    tone: 'attention',
    icon: 'clock',
    title: 'expiredTitle',
    text: 'expired',
  },
} as const

/** A link that leads to nothing that could be paid. */
export const LinkClosedPage = ({
  because,
  csrf,
  language,
}: {
  because: Closed
  csrf: string
  language: Language
}) => {
  const { tone, icon, title, text } = LOOK[because]
  const words = wordsFor(language).links
  return (
    <CustomerLayout title={words[title]} csrf={csrf} language={language}>
      <Outcome tone={tone} icon={icon} title={words[title]}>
        {words[text]}
      </Outcome>
    </CustomerLayout>
  )
}
