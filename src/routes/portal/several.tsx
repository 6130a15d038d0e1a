import { Hono, type Context as HonoContext } from 'hono'
import { ulid } from 'ulid'
import { money } from '../../../views/format.ts'
import { SeveralPage } from '../../../views/portal/several-page.tsx'
import {
  phasesOf,
  SeveralResultChange,
  SeveralResultPage,
} from '../../../views/portal/several-result-page.tsx'
import { documentName, paidName, payHref, severalHref } from '../../../views/portal/words.ts'
import { wordsFor } from '../../../views/words/index.ts'
import type { Context } from '../../context.ts'
import { listCustomerPaymentsUnderWay, listPaymentsOfForm } from '../../db/customer-payments.ts'
import { listMethods } from '../../db/methods.ts'
import type { EntryLimits } from '../../middleware/entry-limits.ts'
import { notFound } from '../../middleware/http-problem.ts'
import type { Wanted } from '../../operations/pay-several.ts'
import type { Document } from '../../splynx/splynx.ts'
import { type CustomerEnv, isHtmx } from '../env.ts'
import { type FieldErrors, readPaymentId } from '../forms.ts'
import { redirectWithNotice } from '../notices.ts'
import { customerProps } from '../page-props.ts'
import { listUnpaid, withoutThose } from './documents.ts'
import { fromSplynx } from './from-splynx.ts'
import { readMethodChoice } from './method-form.ts'
import { isOffered, kindOf } from './own-methods.ts'
import { explainRefusal, type Refusal, readRequestKey } from './refusals.ts'
import {
  keyOfDocument,
  readSelection,
  readWanted,
  SEVERAL_MAX,
  type Selection,
} from './selection.ts'
import { sessionPayer } from './submit-payment.ts'
import { submitSeveral } from './submit-several.ts'
import { readTyped } from './typed.ts'

const DASHBOARD = '/ippay/dashboard'

/** What is left of a choice: what can be paid, and what a payment is under way for. */
interface Chosen {
  documents: Document[]
  /** More could be paid than one form takes. */
  isCut: boolean
  underWay: { name: string; paymentId: string }[]
  /** Chosen, and neither open nor under way any more. */
  goneCount: number
}

/** Several documents, or everything that is due, with one method: a payment for each. */
export function severalRoutes(context: Context, limits: EntryLimits) {
  const { db, splynx, config, now } = context
  type C = HonoContext<CustomerEnv>

  const wordsOf = (c: C) => wordsFor(c.var.language).several

  /** Payments are read after the documents: what is paid in between is then left out. */
  async function findChosen(c: C, selection: Selection): Promise<Chosen> {
    const { customerId } = c.var.customer
    const unpaid = await fromSplynx(listUnpaid(splynx, customerId))
    const payments = await listCustomerPaymentsUnderWay(db, customerId)
    const isChosen = (key: string) => selection === 'all' || selection.has(key)
    const open = withoutThose(unpaid, payments).filter((one) => isChosen(keyOfDocument(one)))
    const held = payments.filter(
      ({ purpose, document_id: id }) =>
        purpose !== 'refill' && id !== null && isChosen(keyOfDocument({ kind: purpose, id })),
    )
    return {
      documents: open.slice(0, SEVERAL_MAX),
      isCut: open.length > SEVERAL_MAX,
      underWay: held.map((payment) => ({
        name: paidName(payment, c.var.language),
        paymentId: payment.id,
      })),
      goneCount: selection === 'all' ? 0 : selection.size - open.length - held.length,
    }
  }

  const toDashboard = (c: C, text: string) =>
    redirectWithNotice(c, context, DASHBOARD, { tone: 'warning', text })

  interface Shown {
    status?: 200 | Refusal['status']
    errors?: FieldErrors
    notice?: string
  }

  async function show(c: C, chosen: Chosen, { status = 200, errors, notice }: Shown = {}) {
    const page = customerProps(c, context)
    return c.html(
      <SeveralPage
        page={notice ? { ...page, notice: { tone: 'warning', text: notice } } : page}
        {...chosen}
        currency={config.CURRENCY}
        now={now()}
        requestKey={ulid()}
        methods={await listMethods(db, c.var.customer.customerId)}
        typed={status === 200 ? undefined : await readTyped(c)}
        errors={errors}
      />,
      status,
    )
  }

  /** Shows the form again, with what its documents cost now. */
  async function showAgain(c: C, wanted: readonly Wanted[], shown: Shown & { isChanged?: true }) {
    const chosen = await findChosen(c, new Set(wanted.map(keyOfDocument)))
    if (chosen.documents.length === 0) return toDashboard(c, wordsOf(c).nothingOpen)
    const sum = chosen.documents.reduce((cents, { dueCents }) => cents + dueCents, 0)
    const notice = wordsOf(c).changed(money(sum, config.CURRENCY, c.var.language))
    return show(c, chosen, shown.isChanged ? { ...shown, notice } : shown)
  }

  /** Whether every document can be paid and costs what the person saw. */
  async function isUnchanged(c: C, wanted: readonly Wanted[]): Promise<boolean> {
    const { documents } = await findChosen(c, new Set(wanted.map(keyOfDocument)))
    const dueCents = new Map(documents.map((one) => [keyOfDocument(one), one.dueCents]))
    return wanted.every((one) => dueCents.get(keyOfDocument(one)) === one.expectedCents)
  }

  /** To the page of all its payments; what none came about of is named there. */
  async function toResult(c: C, requestKey: string, left: readonly Wanted[]) {
    if (left.length === 0) return c.redirect(severalHref(requestKey), 303)
    const unpaid = await listUnpaid(splynx, c.var.customer.customerId).catch(() => [])
    const names = left.map((one) => {
      const key = keyOfDocument(one)
      const number = unpaid.find((other) => keyOfDocument(other) === key)?.number ?? null
      return documentName({ ...one, number }, c.var.language)
    })
    const text = wordsOf(c).leftOut(names.join(', '))
    return redirectWithNotice(c, context, severalHref(requestKey), { tone: 'warning', text })
  }

  return new Hono<CustomerEnv>()
    .get('/', async (c) => {
      const selection = readSelection(c)
      if (selection !== 'all' && selection.size === 0) return toDashboard(c, wordsOf(c).chooseFirst)
      const chosen = await findChosen(c, selection)
      const { documents, underWay, goneCount } = chosen
      const [first] = documents
      if (!first) return toDashboard(c, wordsOf(c).nothingOpen)
      const isOneAlone = documents.length + underWay.length + goneCount === 1
      return isOneAlone ? c.redirect(payHref(first.kind, first.id), 303) : show(c, chosen)
    })

    .post('/', async (c) => {
      const { customerId } = c.var.customer
      const requestKey = await readRequestKey(c)
      // Sent before, perhaps long ago: what it asked for may be paid by now, and by this very form.
      const earlier = await listPaymentsOfForm(db, customerId, requestKey)
      if (earlier.length > 0) return toResult(c, requestKey, [])
      const wanted = await readWanted(c)
      const choice = await readMethodChoice(c, { now, ...c.var.settings })
      if (!choice.ok) return showAgain(c, wanted, { status: 422, errors: choice.errors })
      // Its holder would authorize one debit, and this would be several.
      const isOnce = choice.data.kind === 'new_bank_account'
      if (isOnce || !isOffered(await listMethods(db, customerId), choice.data)) {
        const refusal = explainRefusal({ kind: 'method_useless' }, 'card', c.var.language)
        return showAgain(c, wanted, refusal)
      }
      const result = await fromSplynx(
        submitSeveral(context, limits, {
          payer: sessionPayer(c),
          requestKey,
          choice: choice.data,
          documents: wanted,
          isUnchanged: () => isUnchanged(c, wanted),
        }),
      )
      if (result.kind === 'opened') return toResult(c, requestKey, result.left)
      const because = result.kind === 'none' ? result.because : result
      switch (because.kind) {
        case 'changed':
        case 'amount_changed':
        case 'not_open':
          return showAgain(c, wanted, { status: 409, isChanged: true })
        default: {
          const refusal = explainRefusal(because, kindOf(choice.data), c.var.language)
          return showAgain(c, wanted, refusal)
        }
      }
    })

    .get('/:key', async (c) => {
      const requestKey = readPaymentId(c.req.param('key'))
      const payments = await listPaymentsOfForm(db, c.var.customer.customerId, requestKey)
      if (payments.length === 0) return notFound()
      const props = {
        payments,
        requestKey,
        currency: config.CURRENCY,
        zone: config.TZ,
        now: now(),
        language: c.var.language,
      }
      if (!isHtmx(c))
        return c.html(<SeveralResultPage page={customerProps(c, context)} {...props} />)
      // Nothing new: nothing is swapped, nothing is read out, and the page goes on asking.
      if (phasesOf(props) === c.req.query('seen')) return c.body(null, 204)
      return c.html(<SeveralResultChange {...props} />)
    })
}
