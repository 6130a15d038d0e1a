import { checkScope } from '../access.ts'
import { decimalNumber, decimalText } from '../amounts.ts'
import type { Books } from '../books.ts'
import { notFound } from '../problem.ts'
import { type Call, type Endpoint, ok, unsupported } from '../rest.ts'
import type { CustomerBillingRow } from '../schema/customers.ts'

const DAY_MS = 86_400_000

/**
 * The summary at `billing-info/{id}`, and the customer's own at `portal/services/billing-info`
 * (Splynx facts §2.4). What it says depends on how the customer is billed.
 */
export function billingInfoEndpoint(books: Books): Endpoint {
  return {
    controller: 'CustomerBillingInfo',
    reply(call: Call) {
      if (call.method !== 'GET') throw unsupported(call.method)
      const customerId = call.id === null ? call.scope.customerId : Number(call.id)
      const billing = books.billing.find(customerId ?? 0)
      if (billing === undefined) throw notFound()
      checkScope(books, call.scope, billing.customer_id)
      const isFormatted = /^(1|true)$/.test(call.query.plain.get('format_values') ?? '')
      return ok(infoOf(books, billing, isFormatted))
    },
  }
}

function infoOf(books: Books, billing: CustomerBillingRow, isFormatted: boolean) {
  const { customer_id, deposit } = billing
  const money = (amount: number) =>
    isFormatted ? `$ ${decimalText(amount).slice(0, -2)}` : decimalNumber(amount)
  const status = books.customers.value(customer_id, 'status') ?? ''
  const { blocking_date, howManyDaysLeft } = blockingOf(books, billing)
  const common = { deposit: money(deposit), blocking_date, howManyDaysLeft }
  const type = books.customers.value(customer_id, 'billing_type')
  if (type === 'recurring') {
    return {
      ...common,
      blockingEnabled: billing.enabled === 1,
      blockInNextBillingCycle: false,
      status,
      lowBalance: deposit < billing.min_balance,
      is_already_blocked: status === 'blocked',
      is_already_disabled: status === 'disabled',
    }
  }
  const perMonth = monthlyOf(books, customer_id)
  const perDay = Math.round(perMonth / 30)
  const prepaid = {
    ...common,
    howManyDaysLeft: perDay > 0 ? Math.max(0, Math.floor(deposit / perDay)) : 0,
    paymentPerDay: money(perDay),
    services_name: [],
  }
  if (type === 'prepaid') return { ...prepaid, paymentPerPeriod: money(perMonth) }
  return {
    ...prepaid,
    howManyMonthsLeft: perMonth > 0 ? Math.max(0, Math.floor(deposit / perMonth)) : 0,
    paymentPerMonth: money(perMonth),
    blockInNextBillingCycle: deposit < perMonth,
    service: [],
  }
}

/** What the latest proforma asked for: this world has no services to add up. */
const monthlyOf = ({ proformas }: Books, customerId: number): number =>
  proformas.where('customer_id', customerId).at(-1)?.total ?? 0

/** The day after billing, due and blocking periods have passed, counted from the month's first. */
function blockingOf(
  { clock }: Books,
  { billing_date, billing_due, blocking_period }: CustomerBillingRow,
) {
  const today = Date.parse(clock.today())
  const first = Date.parse(`${clock.today().slice(0, 7)}-01`)
  const blocking = first + (billing_date - 1 + billing_due + blocking_period) * DAY_MS
  return {
    blocking_date: new Date(blocking).toISOString().slice(0, 10),
    howManyDaysLeft: Math.max(0, Math.round((blocking - today) / DAY_MS)),
  }
}
