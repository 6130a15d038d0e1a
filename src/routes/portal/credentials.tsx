import { Hono, type Context as HonoContext } from 'hono'
import { ulid } from 'ulid'
import { z } from 'zod'
import { methodName } from '../../../views/format.ts'
import { AddMethodPage } from '../../../views/portal/add-method-page.tsx'
import { CardDetailsPage } from '../../../views/portal/card-details-page.tsx'
import { CredentialsPage } from '../../../views/portal/credentials-page.tsx'
import { factsOf, type SavedMethod } from '../../../views/portal/method-option.ts'
import { RemovalPage } from '../../../views/portal/removal-page.tsx'
import { wordsFor } from '../../../views/words/index.ts'
import type { Context } from '../../context.ts'
import { listMethods } from '../../db/methods.ts'
import type { EntryLimits } from '../../middleware/entry-limits.ts'
import { notFound } from '../../middleware/http-problem.ts'
import { chooseDefaultMethod } from '../../operations/choose-default-method.ts'
import { orderMethod } from '../../operations/methods/order-method.ts'
import { removeMethod } from '../../operations/remove-method.ts'
import { updateCard } from '../../operations/update-card.ts'
import { actorOf, type CustomerEnv } from '../env.ts'
import { type FieldErrors, readForm, readId } from '../forms.ts'
import { redirectWithNotice } from '../notices.ts'
import { customerProps } from '../page-props.ts'
import { readNewBankAccount, readNewCard, readNewDetails } from './method-form.ts'
import { once } from './once.ts'
import { findOwnMethod } from './own-methods.ts'
import { explainRefusal, type Refusal, readRequestKey } from './refusals.ts'
import { type EntryResult, enterBankAccount, enterCard, sessionPayer } from './submit-payment.ts'
import { readTyped } from './typed.ts'

const CREDENTIALS = '/ippay/credentials'

/** The saved cards and bank accounts of a customer. */
export function credentialRoutes(context: Context, limits: EntryLimits) {
  const { db, now } = context
  type C = HonoContext<CustomerEnv>

  const wordsOf = (c: C) => wordsFor(c.var.language)

  const nameOf = (c: C, method: SavedMethod) => methodName(factsOf(method), c.var.language)

  const requestOf = (c: C) => ({
    customerId: c.var.customer.customerId,
    methodId: readId(c.req.param('id')),
    actor: actorOf(c.var.customer),
    address: c.var.address,
  })

  async function showForm(
    c: C,
    kind: 'card' | 'bank',
    { status, errors }: { status: 200 | Refusal['status']; errors?: FieldErrors },
  ) {
    const methods = await listMethods(db, c.var.customer.customerId)
    return c.html(
      <AddMethodPage
        page={customerProps(c, context)}
        kind={kind}
        requestKey={ulid()}
        hasDefault={methods.some(({ is_default }) => is_default === 1)}
        typed={status === 200 ? {} : await readTyped(c)}
        errors={errors}
      />,
      status,
    )
  }

  async function showDetails(
    c: C,
    { status, errors }: { status: 200 | Refusal['status']; errors?: FieldErrors },
  ) {
    const { customerId, methodId } = requestOf(c)
    const { method } = await findOwnMethod(db, customerId, methodId)
    if (method.kind !== 'card') return notFound()
    const typed = status === 200 ? {} : await readTyped(c)
    return c.html(
      <CardDetailsPage page={customerProps(c, context)} card={method} {...{ typed, errors }} />,
      status,
    )
  }

  /** Enters what was typed, once, and says how it went. */
  async function add(c: C, kind: 'card' | 'bank', enter: () => Promise<EntryResult>) {
    const requestKey = await readRequestKey(c)
    const formKey = `${c.var.customer.customerId}:${requestKey}`
    const result = await once(context.redis, formKey, enter)
    if (result.kind !== 'added')
      return showForm(c, kind, explainRefusal(result, kind, c.var.language))
    const { cardSaved, bankSaved } = wordsOf(c).credentials
    const text = kind === 'card' ? cardSaved : bankSaved
    return redirectWithNotice(c, context, CREDENTIALS, { tone: 'success', text })
  }

  return new Hono<CustomerEnv>()
    .get('/', async (c) => {
      const methods = await listMethods(db, c.var.customer.customerId)
      return c.html(
        <CredentialsPage
          page={customerProps(c, context)}
          methods={methods}
          now={now()}
          zone={context.config.TZ}
        />,
      )
    })

    .get('/card', (c) => showForm(c, 'card', { status: 200 }))
    .post('/card', async (c) => {
      const reading = await readNewCard(c, { now, ...c.var.settings })
      const isAgreed = reading.ok && reading.data.isSaved
      if (!reading.ok || !isAgreed) {
        const errors = reading.ok ? { saveCard: wordsOf(c).forms.agree } : reading.errors
        return showForm(c, 'card', { status: 422, errors })
      }
      const { isDefault } = await readTyped(c)
      return add(c, 'card', () =>
        enterCard(context, limits, {
          payer: sessionPayer(c),
          ...reading.data,
          isDefault: isDefault !== undefined,
        }),
      )
    })

    .get('/bank-account', (c) => showForm(c, 'bank', { status: 200 }))
    .post('/bank-account', async (c) => {
      const reading = await readNewBankAccount(c)
      if (!reading.ok || !reading.data.isSaved) {
        const errors = reading.ok ? { saveBank: wordsOf(c).forms.agree } : reading.errors
        return showForm(c, 'bank', { status: 422, errors })
      }
      const { isDefault } = await readTyped(c)
      return add(c, 'bank', () =>
        enterBankAccount(context, limits, {
          payer: sessionPayer(c),
          ...reading.data,
          isDefault: isDefault !== undefined,
        }),
      )
    })

    .get('/:id/details', (c) => showDetails(c, { status: 200 }))
    .post('/:id/details', async (c) => {
      const reading = await readNewDetails(c, { now, ...c.var.settings })
      if (!reading.ok) return showDetails(c, { status: 422, errors: reading.errors })
      const limited = await limits.count(c.var.customer.customerId, c.var.address)
      if (limited)
        return showDetails(
          c,
          explainRefusal({ kind: 'too_many', ...limited }, 'card', c.var.language),
        )
      const result = await updateCard(context, { ...requestOf(c), ...reading.data })
      switch (result.kind) {
        case 'updated':
          return redirectWithNotice(c, context, CREDENTIALS, {
            tone: 'success',
            text: wordsOf(c).credentials.cardUpdated,
          })
        case 'refused':
          return showDetails(c, {
            status: 422,
            errors: { expiry: wordsOf(c).forms.expiryNotAccepted },
          })
        case 'failed':
          return showDetails(c, explainRefusal(result, 'card', c.var.language))
        case 'not_found':
          return notFound()
      }
    })

    .post('/:id/default', async (c) => {
      const request = requestOf(c)
      const { method } = await findOwnMethod(db, request.customerId, request.methodId)
      if (!(await chooseDefaultMethod(context, request))) {
        const text = wordsOf(c).credentials.cannotBeDefault
        return redirectWithNotice(c, context, CREDENTIALS, { tone: 'warning', text })
      }
      const text = wordsOf(c).credentials.nextDefault(nameOf(c, method))
      return redirectWithNotice(c, context, CREDENTIALS, { tone: 'success', text })
    })

    .post('/:id/order', async (c) => {
      const direction = await readForm(c, z.object({ direction: z.enum(['up', 'down']) }))
      if (!direction.ok) return notFound()
      const request = requestOf(c)
      const { method } = await findOwnMethod(db, request.customerId, request.methodId)
      // A second click, or one in a page that is old by now, has nothing to move any more.
      if (!(await orderMethod(context, { ...request, ...direction.data }))) {
        return c.redirect(CREDENTIALS, 303)
      }
      const text = wordsOf(c).credentials.moved(nameOf(c, method))
      return redirectWithNotice(c, context, CREDENTIALS, { tone: 'success', text })
    })

    .get('/:id/removal', async (c) => {
      const { customerId, methodId } = requestOf(c)
      const { method, others } = await findOwnMethod(db, customerId, methodId)
      const next = others.find(
        ({ status, mandate_revoked_at }) => status === 'active' && mandate_revoked_at === null,
      )
      return c.html(<RemovalPage page={customerProps(c, context)} method={method} next={next} />)
    })
    .post('/:id/removal', async (c) => {
      const request = requestOf(c)
      const { method } = await findOwnMethod(db, request.customerId, request.methodId)
      const name = nameOf(c, method)
      switch (await removeMethod(context, request)) {
        case 'removed':
          return redirectWithNotice(c, context, CREDENTIALS, {
            tone: 'success',
            text: wordsOf(c).credentials.removed(name),
          })
        case 'in_use':
          return redirectWithNotice(c, context, CREDENTIALS, {
            tone: 'warning',
            text: wordsOf(c).credentials.inUse(name),
          })
        case 'not_found':
          return notFound()
      }
    })
}
