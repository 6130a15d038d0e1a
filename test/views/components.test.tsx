import { describe, expect, it } from 'vitest'
import type { RunTotals } from '../../src/domain/run.ts'
import { Button, ButtonLink, CopyButton } from '../../views/components/button.tsx'
import { Card } from '../../views/components/card.tsx'
import { ChoiceCards } from '../../views/components/choice-cards.tsx'
import { Definition, Definitions } from '../../views/components/definition.tsx'
import { Empty } from '../../views/components/empty.tsx'
import { CheckboxField, Field, SelectField, TextareaField } from '../../views/components/field.tsx'
import { Day, Identifier, Method, Moment, Money } from '../../views/components/figures.tsx'
import { FormErrors } from '../../views/components/form-errors.tsx'
import { BankFields, CardFields } from '../../views/components/method-fields.tsx'
import { Notice } from '../../views/components/notice.tsx'
import { Outcome } from '../../views/components/outcome.tsx'
import { Pager } from '../../views/components/pager.tsx'
import { Progress, ProgressLegend, segmentsOf } from '../../views/components/progress.tsx'
import { Row, Rows } from '../../views/components/rows.tsx'
import { Stat, Stats } from '../../views/components/stat.tsx'
import { StatusBadge } from '../../views/components/status-badge.tsx'
import { Heading, NumericCell, RowLink, Table, TwoLines } from '../../views/components/table.tsx'
import { FilterChips, Tabs } from '../../views/components/tabs.tsx'
import { Timeline, TimelineEvent } from '../../views/components/timeline.tsx'
import { ConsoleLayout, CustomerLayout, PlainLayout } from '../../views/layout.tsx'

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>' style="x`
const at = new Date('2026-11-25T10:19:18Z')
const none = { count: 0, cents: 0 }
const totals: RunTotals = {
  selected: { count: 100_001, cents: 9_000_000 },
  waiting: { count: 100_000, cents: 8_999_000 },
  sending: none,
  charged: none,
  declined: none,
  unknown: { count: 1, cents: 1000 },
  skipped: none,
  cancelled: none,
}

/** One of everything, filled with text that tries to break out. */
const everything = (
  <ConsoleLayout
    title={HOSTILE}
    lead={HOSTILE}
    crumbs={[{ href: '/admin/runs', label: HOSTILE }]}
    actions={<ButtonLink href="/admin">{HOSTILE}</ButtonLink>}
    active="runs"
    staff={{ name: HOSTILE, role: 'admin' }}
    csrf={HOSTILE}
    notice={{ tone: 'success', text: HOSTILE }}
  >
    <FormErrors errors={{ [HOSTILE]: HOSTILE, '': HOSTILE }} />
    <Card title={HOSTILE}>
      <Field
        name="amount"
        label={HOSTILE}
        value={HOSTILE}
        hint={HOSTILE}
        error={HOSTILE}
        prefix="$"
      />
      <SelectField
        name="a"
        label="a"
        choices={[{ value: HOSTILE, label: HOSTILE }]}
        value={HOSTILE}
      />
      <TextareaField name="b" label="b" value={HOSTILE} />
      <CheckboxField name="c" label={HOSTILE} error={HOSTILE} />
      <ChoiceCards
        name="d"
        legend="d"
        choices={[{ value: HOSTILE, label: HOSTILE }]}
        error={HOSTILE}
      />
      <CardFields values={{ cardHolder: HOSTILE, postalCode: HOSTILE }} />
      <BankFields errors={{ routingNumber: HOSTILE }} />
      <Button confirm={HOSTILE}>{HOSTILE}</Button>
      <CopyButton value={HOSTILE} label={HOSTILE} />
    </Card>
    <Table caption={HOSTILE} head={<Heading numeric>{HOSTILE}</Heading>}>
      <tr>
        <NumericCell>
          <TwoLines first={<RowLink href="/">{HOSTILE}</RowLink>} second={HOSTILE} />
          <Money cents={-5} currency="USD" />
          <Moment at={at} zone="UTC" />
          <Day date={HOSTILE} />
          <Method kind="card" brand={HOSTILE} last4={HOSTILE} />
          <Identifier value={HOSTILE} />
        </NumericCell>
      </tr>
    </Table>
    <Pager previous="?b=1" next="?a=1" summary={HOSTILE} />
    <Progress totals={totals} />
    <ProgressLegend totals={totals} currency="USD" hrefOf={() => HOSTILE} />
    <Stats>
      <Stat label={HOSTILE}>{HOSTILE}</Stat>
    </Stats>
    <Timeline>
      <TimelineEvent title={HOSTILE} at={HOSTILE} who={HOSTILE}>
        {HOSTILE}
      </TimelineEvent>
    </Timeline>
    <Definitions>
      <Definition term={HOSTILE}>{HOSTILE}</Definition>
    </Definitions>
    <Tabs label={HOSTILE} tabs={[{ href: HOSTILE, label: HOSTILE, count: 1 }]} />
    <FilterChips label={HOSTILE} chips={[{ href: HOSTILE, label: HOSTILE }]} />
    <Empty title={HOSTILE}>{HOSTILE}</Empty>
    <Rows label={HOSTILE}>
      <Row title={HOSTILE} note={HOSTILE} end={HOSTILE} actions={HOSTILE} />
    </Rows>
    <Outcome tone="doubt" icon="question" title={HOSTILE} busy>
      {HOSTILE}
    </Outcome>
    <Notice tone="danger" title={HOSTILE}>
      {HOSTILE}
    </Notice>
  </ConsoleLayout>
)

const render = async (element: unknown) => String(await element)
/** The tags of a page without the text between them and without attribute values. */
const tagsOf = (html: string) =>
  (html.match(/<[a-z][^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'))

describe('what the content policy forbids', () => {
  it('is in no component: neither styles, nor handlers, nor scripts without integrity', async () => {
    for (const tag of tagsOf(await render(everything))) {
      expect(tag).not.toMatch(/\s(style|on[a-z]+)=/)
      if (tag.startsWith('<script')) expect(tag).toMatch(/ src="" integrity="" defer/)
      if (tag.startsWith('<style')) expect.fail('an inline style')
    }
  })

  it('cannot be brought in by a name or a value', async () => {
    const html = await render(everything)
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('<img')
  })
})

describe('a field', () => {
  it('is tied to its label, its hint and its error', async () => {
    const html = await render(
      <Field name="amount" label="Amount" hint="Dollars" error="Too much" />,
    )
    expect(html).toContain('<label for="field-amount">')
    expect(html).toContain('aria-describedby="field-amount-hint field-amount-error"')
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain('id="field-amount-error"')
  })

  it('of a card or bank account never shows a number again', async () => {
    const values = { cardHolder: 'Ann', cardNumber: '4111111111111111', accountNumber: '12345678' }
    const html = await render(
      <>
        <CardFields values={values} />
        <BankFields values={values} />
      </>,
    )
    expect(html).toContain('Ann')
    expect(html).not.toMatch(/4111|12345678/)
  })
})

it('a summary of errors leads to each field and is not there without one', async () => {
  const html = await render(<FormErrors errors={{ amount: 'Too much', note: undefined }} />)
  expect(html).toContain('1 thing needs your attention')
  expect(html).toContain('<a href="#field-amount">Too much</a>')
  expect(await render(<div>{<FormErrors errors={{}} />}</div>)).toBe('<div></div>')
})

it('a badge carries its status as a class, its word and its meaning', async () => {
  const html = await render(<StatusBadge status="unknown" />)
  expect(html).toContain('class="badge is-unknown tone-doubt"')
  expect(html).toContain('Not known yet')
  expect(html).toContain('title="The answer got lost')
})

describe('the bar of a run', () => {
  it('shows one unknown charge among a hundred thousand', () => {
    const segments = segmentsOf(totals)
    expect(segments.map(({ name }) => name)).toEqual(['unknown', 'waiting'])
    expect(segments[0]!.width).toBeGreaterThanOrEqual(10)
  })

  it('is filled exactly', () => {
    const { x, width } = segmentsOf(totals).at(-1)!
    expect(x + width).toBeCloseTo(1000)
  })

  it('is empty before anything is selected', () => {
    expect(segmentsOf({ ...totals, waiting: none, unknown: none })).toEqual([])
  })

  it('says in words how far it is', async () => {
    expect(await render(<Progress totals={totals} />)).toContain(
      '1 of 100,001 documents dealt with',
    )
  })
})

it.each([
  ['console', <ConsoleLayout title="Runs" staff={{ name: 'Ann', role: 'clerk' }} csrf="token" />],
  [
    'customer',
    <CustomerLayout language="en" title="Pay" customer={{ name: 'Ann' }} csrf="token" />,
  ],
  ['plain', <PlainLayout title="Log in" />],
])('a %s page has a language, a skip link, one main and a live region', async (_, page) => {
  const html = await render(page)
  expect(html).toMatch(/^<!doctype html><html lang="en">/)
  expect(html).toContain('<a class="skip-link" href="#main">')
  expect(html.match(/<main id="main"/g)).toHaveLength(1)
  expect(html).toContain('aria-live="polite"')
  expect(html).toContain('name="viewport"')
  expect(html).toMatch(/<title>[^<]+ · IPpay payments<\/title>/)
})

it('every form that changes something carries the token', async () => {
  const html = await render(
    <CustomerLayout language="en" title="Pay" customer={{ name: 'Ann' }} csrf="token-1" />,
  )
  const forms = html.match(/<form method="post".*?<\/form>/gs) ?? []
  expect(forms.length).toBeGreaterThan(0)
  for (const form of forms) expect(form).toContain('name="_csrf" value="token-1"')
})

it('a payer by link gets no links into an account', async () => {
  const html = await render(<CustomerLayout language="en" title="Pay" csrf="token" />)
  expect(html).not.toContain('Log out')
  expect(html).not.toContain('Payment credentials')
})

it('fields that are one of several answers leave insisting to the script', async () => {
  const alone = await render(<BankFields />)
  const choice = await render(<BankFields isChoice />)
  expect(alone.match(/ required=""/g)).toHaveLength(4)
  expect(choice).not.toContain(' required=""')
  expect(choice.match(/data-needed="true"/g)).toHaveLength(4)
})
