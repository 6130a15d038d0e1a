import { day, fullMoment, type MethodFacts, methodKindName, moment, money } from '../format.ts'
import { useLanguage, useWords } from '../words/speaking.tsx'
import { CopyButton } from './button.tsx'
import { Icon } from './icon.tsx'

/** An amount in tabular figures. `large` is for the one amount a page is about. */
export const Money = ({
  cents,
  currency,
  large,
}: {
  cents: number
  currency: string
  large?: boolean
}) => (
  <data class={large ? 'money money-large' : 'money'} value={cents}>
    {money(cents, currency, useLanguage())}
  </data>
)

/** A point in time in the reader's zone; the title says the zone and the seconds. */
export const Moment = ({ at, zone }: { at: Date; zone: string }) => (
  <time class="moment" datetime={at.toISOString()} title={fullMoment(at, zone, useLanguage())}>
    {moment(at, zone, useLanguage())}
  </time>
)

/** A calendar date, `YYYY-MM-DD`, which has no zone. */
export const Day = ({ date }: { date: string }) => (
  <time class="moment" datetime={date}>
    {day(date, useLanguage())}
  </time>
)

/** `Visa ···· 4242` with its kind as a picture. The dots are for the eye only. */
export const Method = (method: MethodFacts) => (
  <span class="method">
    <Icon name={method.kind === 'card' ? 'card' : 'bank'} />
    <span>
      {methodKindName(method, useLanguage())}
      <span class="method-dots" aria-hidden="true">
        {' ···· '}
      </span>
      <span class="visually-hidden"> {useWords().common.endingIn} </span>
      {method.last4}
    </span>
  </span>
)

/** An id that people compare or paste elsewhere; it is never broken over two lines. */
export const Identifier = ({ value, label }: { value: string; label?: string }) => (
  <span class="identifier">
    <code>{value}</code>
    <CopyButton value={value} label={label} />
  </span>
)
