import type { Child } from 'hono/jsx'
import { expect, it } from 'vitest'
import type { AutoRefill } from '../../src/db/schema.ts'
import type { Language } from '../../src/domain/language.ts'
import { ErrorPage } from '../../views/errors/error-page.tsx'
import { type Closed, LinkClosedPage, LinkPayPage } from '../../views/links/link-pages.tsx'
import { AddMethodPage } from '../../views/portal/add-method-page.tsx'
import { AutoRefillPage } from '../../views/portal/auto-refill-page.tsx'
import { CardDetailsPage } from '../../views/portal/card-details-page.tsx'
import { CredentialsPage } from '../../views/portal/credentials-page.tsx'
import { DashboardPage } from '../../views/portal/dashboard-page.tsx'
import type { DocumentFacts } from '../../views/portal/document-marks.tsx'
import type { SavedMethod } from '../../views/portal/method-option.ts'
import { type NotPayable, NotPayablePage } from '../../views/portal/not-payable-page.tsx'
import type { PortalPage } from '../../views/portal/page.ts'
import { PayPage } from '../../views/portal/pay-page.tsx'
import { hrefsOf, PaymentChange, PaymentPage } from '../../views/portal/payment-page.tsx'
import type { ShownPayment } from '../../views/portal/payment-state.ts'
import { RefillPage } from '../../views/portal/refill-page.tsx'
import { RemovalPage } from '../../views/portal/removal-page.tsx'
import { RevocationPage } from '../../views/portal/revocation-page.tsx'
import { SeveralPage } from '../../views/portal/several-page.tsx'
import { SeveralResultPage } from '../../views/portal/several-result-page.tsx'
import { WidgetPage } from '../../views/portal/widget-page.tsx'
import { LogInPage } from '../../views/sessions/log-in-page.tsx'
import { wordsFor } from '../../views/words/index.ts'
import { rawEnglish } from '../support/raw-english.ts'

const now = new Date('2026-11-25T10:19:18Z')
const given = { now, zone: 'America/Chicago', currency: 'USD', requestKey: 'k' } as const
const today = '2026-11-25'

const pageIn = (language: Language): PortalPage => ({
  language,
  words: wordsFor(language),
  customer: { name: 'Ada Lovelace' },
  csrf: 'token',
  isClosed: true,
  zip: 'required',
  notice: undefined,
})

const CARD: SavedMethod = {
  id: 1,
  kind: 'card',
  status: 'active',
  brand: 'visa',
  last4: '4242',
  holder_name: 'Ada Lovelace',
  exp_month: 12,
  exp_year: 2030,
  account_type: null,
  is_default: 1,
  consent_at: now,
  postal_code: '60601',
  change_noted_at: null,
}
const BANK: SavedMethod = {
  ...CARD,
  id: 2,
  kind: 'bank',
  brand: null,
  exp_month: null,
  exp_year: null,
  account_type: 'savings',
  is_default: 0,
}
const AUTO_REFILL: AutoRefill = {
  customer_id: 7,
  method_id: 1,
  threshold_cents: 1_000,
  amount_cents: 3_000,
  consent_at: now,
  consent_version: 'refill-2026-11/en',
  consent_address: '10.0.0.1',
  consent_agent: 'Firefox',
  paused_at: now,
  pause_reason: 'declined',
  ended_at: null,
  ended_by: null,
  last_payment_id: '01KAXTZZZZZZZZZZZZZZZZZZZZ',
  next_look_at: null,
  updated_at: now,
}
const METHODS: SavedMethod[] = [
  CARD,
  { ...CARD, id: 3, is_default: 0, exp_year: 2026 },
  { ...CARD, id: 4, is_default: 0, exp_year: 2025, brand: null },
  { ...CARD, id: 5, is_default: 0, status: 'disabled' },
  { ...CARD, id: 6, is_default: 0, postal_code: null },
  { ...CARD, id: 9, is_default: 0, mandate_revoked_at: now },
  BANK,
  { ...BANK, id: 7, account_type: null, change_noted_at: now },
  { ...BANK, id: 8, account_type: 'checking', status: 'disabled' },
]

const INVOICE: DocumentFacts = {
  kind: 'invoice',
  id: 5,
  number: '202611000005',
  totalCents: 123_456,
  dueCents: 4_999,
  dueOn: '2026-11-01',
}
const PROFORMA: DocumentFacts = { ...INVOICE, kind: 'proforma', number: '', dueOn: null }

const PAYMENT: ShownPayment = {
  id: '01KAXTZZZZZZZZZZZZZZZZZZZZ',
  purpose: 'invoice',
  document_id: 5,
  document_number: '202611000005',
  method_kind: 'card',
  brand: 'visa',
  last4: '4242',
  amount_cents: 4_999,
  status: 'recorded',
  decline_code: null,
  decline_category: null,
  transaction_id: 'T00112233445566778',
  created_at: now,
  sent_at: now,
  answered_at: now,
  return_code: null,
}
const BY_BANK = { method_kind: 'bank', brand: null } as const
const LATE = { created_at: new Date(now.getTime() - 60_000) }
const PAYMENTS: Partial<ShownPayment>[] = [
  ...(['pending', 'submitting', 'unknown', 'review', 'approved', 'recorded'] as const).map(
    (status) => ({ status }),
  ),
  ...(['cancelled', 'voided', 'refunded', 'returned'] as const).map((status) => ({ status })),
  { status: 'pending', ...LATE },
  { status: 'submitting', ...LATE },
  { status: 'approved', ...BY_BANK },
  { status: 'approved', purpose: 'refill', document_id: null, document_number: null },
  ...(['soft', 'config', 'review', 'ok'] as const).map((decline_category) => ({
    status: 'declined' as const,
    decline_code: '051',
    decline_category: decline_category as ShownPayment['decline_category'],
  })),
  ...['R01', 'R02', 'R07', 'R11', 'R08', 'R06', 'R24', 'C01'].map((return_code) => ({
    ...BY_BANK,
    status: 'returned' as const,
    return_code,
  })),
]

const CLOSED: Closed[] = ['paid', 'under_way', 'not_open', 'expired']
const NOT_PAYABLE: NotPayable[] = [
  { kind: 'paid' },
  { kind: 'under_way', paymentId: PAYMENT.id },
  { kind: 'not_open' },
]

/** Every page and state that is drawn from data alone. Forms' errors are for the tests of routes. */
function pagesIn(language: Language): [name: string, page: Child][] {
  const page = pageIn(language)
  const { forms } = page.words
  const errors = { '': forms.bankSilent, amount: forms.amount }
  const payments = PAYMENTS.map((changes) => ({ ...PAYMENT, ...changes }))
  const dashboard = { page, ...given, today, balanceCents: 12_345, methods: [] }
  const link = { ...given, action: '/', csrf: 'token', zip: 'optional', language, today } as const
  return [
    ['an empty overview', <DashboardPage {...dashboard} unpaid={[]} processing={[]} latest={[]} />],
    [
      'a full overview',
      <DashboardPage
        {...dashboard}
        unpaid={[INVOICE, PROFORMA]}
        processing={payments.slice(0, 4)}
        latest={payments}
      />,
    ],
    ['no credentials', <CredentialsPage {...{ page, ...given }} methods={[]} />],
    ['credentials', <CredentialsPage {...{ page, ...given }} methods={METHODS} />],
    ...(['card', 'bank'] as const).map((kind): [string, Child] => [
      `a new ${kind}`,
      <AddMethodPage {...{ page, kind, errors }} requestKey="k" hasDefault />,
    ]),
    ['the details of a card', <CardDetailsPage {...{ page, errors }} card={CARD} />],
    ['a removal', <RemovalPage page={page} method={CARD} next={BANK} />],
    [
      'the last removal',
      <RemovalPage page={page} method={{ ...BANK, is_default: 1 }} next={undefined} />,
    ],
    [
      'a refill',
      <RefillPage
        {...{ page, ...given, errors }}
        balanceCents={1}
        limits={{ minCents: 100, maxCents: 1_000_000, dailyCents: 500_00 }}
        usualCents={[20_00, 50_00]}
        bankAtOnceCents={100_00}
        autoRefill={AUTO_REFILL}
        methods={METHODS}
      />,
    ],
    [
      'an automatic refill that is paused',
      <AutoRefillPage
        {...{ page, ...given, errors }}
        refill={AUTO_REFILL}
        methods={METHODS}
        range={{ minCents: 100, maxCents: 500_00 }}
      />,
    ],
    [
      'an automatic refill without methods',
      <AutoRefillPage
        {...{ page, ...given }}
        refill={undefined}
        methods={[]}
        range={{ minCents: 100, maxCents: 500_00 }}
      />,
    ],
    ...[CARD, BANK].map((method): [string, Child] => [
      `taking back an authorization (${method.kind})`,
      <RevocationPage page={page} method={method} />,
    ]),
    [
      'paying',
      <PayPage {...{ page, ...given, today, errors }} document={INVOICE} methods={METHODS} />,
    ],
    [
      'paying without methods',
      <PayPage {...{ page, ...given, today }} document={PROFORMA} methods={[]} />,
    ],
    [
      'paying a part',
      <PayPage
        {...{ page, ...given, today, errors }}
        document={INVOICE}
        methods={METHODS}
        part={{ minCents: 100, maxCents: 4_999 }}
      />,
    ],
    [
      'paying several',
      <SeveralPage
        {...{ page, ...given, errors }}
        documents={[INVOICE, PROFORMA]}
        methods={METHODS}
        underWay={[{ name: page.words.common.invoice('7'), paymentId: PAYMENT.id }]}
        goneCount={2}
        isCut
      />,
    ],
    ...[payments.slice(0, 3), payments.slice(4, 6), payments.slice(5, 8), payments.slice(6, 8)].map(
      (several, at): [string, Child] => [
        `several payments, ${at}`,
        <SeveralResultPage {...{ page, ...given, language }} payments={several} />,
      ],
    ),
    ...NOT_PAYABLE.map((because): [string, Child] => [
      `what is not payable: ${because.kind}`,
      <NotPayablePage {...{ page, because }} document={INVOICE} />,
    ]),
    ...payments.flatMap((payment): [string, Child][] => {
      const props = { payment, hrefs: hrefsOf(payment), ...given, language }
      const name = `a payment that is ${payment.status} (${payment.return_code})`
      return [
        [name, <PaymentPage page={page} {...props} />],
        [`a piece of ${name}`, <PaymentChange {...props} />],
      ]
    }),
    [
      'an empty widget',
      <WidgetPage {...{ language, ...given, today }} unpaid={[]} isMore={false} />,
    ],
    [
      'a widget',
      <WidgetPage {...{ language, ...given, today }} unpaid={[INVOICE, PROFORMA]} isMore />,
    ],
    ['a link', <LinkPayPage {...link} document={INVOICE} methods={METHODS} asksWho />],
    ...CLOSED.map((because): [string, Child] => [
      `a closed link: ${because}`,
      <LinkClosedPage {...{ because, language }} csrf="token" />,
    ]),
    [
      'the log-in',
      <LogInPage
        {...{ language, errors: {} }}
        side="customer"
        action="/"
        csrf="token"
        target="/"
      />,
    ],
    [
      'an error',
      <ErrorPage
        {...{
          language,
          title: page.words.problems.wentWrong,
          message: page.words.problems.ourFault,
        }}
        reference="12345"
        homeHref="/"
      />,
    ],
  ]
}

it.each(['es', 'fr', 'de', 'pt', 'uk'] as const)(
  'no page says anything in English when its language is %s',
  (language) => {
    const found = pagesIn(language).flatMap(([name, page]) => {
      const html = String(page)
      const isWhole = !name.startsWith('a piece')
      if (isWhole) expect(html, name).toContain(`<html lang="${language}">`)
      return rawEnglish(html, language).map((text) => `${name}: ${text}`)
    })
    expect(found).toEqual([])
  },
)

it('raw English is found where there is some', () => {
  const html = String(pagesIn('en')[0]?.[1])
  for (const language of ['de', 'es', 'fr', 'pt', 'uk'] as const) {
    expect(rawEnglish(html, language).length, language).toBeGreaterThan(5)
  }
})

it('amounts and dates are written as the language does', () => {
  const said = (language: Language) =>
    String(
      <PayPage {...{ page: pageIn(language), ...given, today }} document={INVOICE} methods={[]} />,
    ).replace(/[\u00a0\u202f]/g, ' ')
  expect(said('de')).toMatch(/1\.234,56 \$.*49,99 \$/s)
  expect(said('de')).toContain('Fällig am <time class="moment" datetime="2026-11-01">1. Nov. 2026')
  expect(said('fr')).toContain('1 234,56 $US')
  expect(said('es')).toContain('$1,234.56')
  expect(said('pt')).toContain('US$ 1.234,56')
  expect(said('uk')).toContain('1 234,56 USD')
  expect(said('uk')).toContain('1 лист. 2026')
})
