import { Hono, type Context as HonoContext } from 'hono'
import { paymentHref } from '../../views/portal/words.ts'
import {
  hasReceipt,
  mandateSheet,
  type ReceiptPayment,
  receiptSheet,
  type Sheet,
} from '../../views/receipts/receipt-sheet.ts'
import { SheetPage } from '../../views/receipts/sheet-page.tsx'
import { wordsFor } from '../../views/words/index.ts'
import type { Context } from '../context.ts'
import { findAttempt } from '../db/claims.ts'
import {
  type CustomerPayment,
  findCustomerPayment,
  findShownPayment,
} from '../db/customer-payments.ts'
import { findMethod } from '../db/methods.ts'
import { notFound } from '../middleware/http-problem.ts'
import { isMarkOf } from '../vault/marks.ts'
import type { CustomerEnv, Env, StaffEnv } from './env.ts'
import { readId, readPaymentId } from './forms.ts'
import { customerProps } from './page-props.ts'
import { findOwnMethod } from './portal/own-methods.ts'

/** Receipts and authorizations of the customer who is logged in. */
export function receiptRoutes(context: Context) {
  const { db } = context
  type C = HonoContext<CustomerEnv>

  const readOwn = async (c: C) => {
    const id = readPaymentId(c.req.param('id'))
    return (await findCustomerPayment(db, c.var.customer.customerId, id)) ?? notFound()
  }

  const readMandate = async (c: C) => {
    const { method } = await findOwnMethod(db, c.var.customer.customerId, readId(c.req.param('id')))
    const sheet = mandateSheet(method, await readerOf(context, c, null))
    const isInForce = method.mandate_revoked_at === null
    return {
      id: method.id,
      isInForce,
      sheet: sheet ?? notFound(wordsFor(c.var.language).receipts.noMandate),
    }
  }

  return new Hono<CustomerEnv>()
    .get('/payments/:id/receipt', async (c) => {
      const payment = await readOwn(c)
      const back = paymentHref(payment.id)
      return c.html(
        <SheetPage
          page={customerProps(c, context)}
          sheet={await sheetOf(context, c, payment)}
          active="pay"
          pdfHref={`${back}/receipt.pdf`}
          back={{ href: back, label: wordsFor(c.var.language).receipts.backToPayment }}
        />,
      )
    })
    .get('/payments/:id/receipt.pdf', async (c) => {
      const payment = await readOwn(c)
      return pdf(context, c, await sheetOf(context, c, payment), `receipt-${payment.id}`)
    })
    .get('/credentials/:id/mandate', async (c) => {
      const { id, isInForce, sheet } = await readMandate(c)
      const { common, mandates } = wordsFor(c.var.language)
      return c.html(
        <SheetPage
          page={customerProps(c, context)}
          sheet={sheet}
          active="credentials"
          pdfHref={`/ippay/credentials/${id}/mandate.pdf`}
          back={{ href: '/ippay/credentials', label: common.credentials }}
          end={
            isInForce
              ? { href: `/ippay/credentials/${id}/revocation`, label: mandates.takeBack }
              : undefined
          }
        />,
      )
    })
    .get('/credentials/:id/mandate.pdf', async (c) => {
      const { id, sheet } = await readMandate(c)
      return pdf(context, c, sheet, `authorization-${id}`)
    })
}

/** A receipt for whoever has the address that a mail or a payment by link led to. */
export function linkReceiptRoutes(context: Context) {
  const read = async (c: HonoContext<Env>) => {
    const id = readPaymentId(c.req.param('id'))
    const mark = c.req.param('mark') ?? ''
    if (!isMarkOf(context.config.APP_KEYS, 'link-payment', id, mark)) notFound()
    return (await findShownPayment(context.db, id)) ?? notFound()
  }

  return new Hono<Env>()
    .get('/link-payment/:id/:mark/receipt', async (c) => {
      const payment = await read(c)
      const { language, csrf } = c.var
      return c.html(
        <SheetPage
          page={{ language, csrf }}
          sheet={await sheetOf(context, c, payment)}
          active="pay"
          pdfHref={`${c.req.path}.pdf`}
          back={{
            href: c.req.path.replace(/\/receipt$/, ''),
            label: wordsFor(language).receipts.backToPayment,
          }}
        />,
      )
    })
    .get('/link-payment/:id/:mark/receipt.pdf', async (c) => {
      const payment = await read(c)
      return pdf(context, c, await sheetOf(context, c, payment), `receipt-${payment.id}`)
    })
}

/** The same for clerks, in English. */
export function staffReceiptRoutes(context: Context) {
  const { db } = context
  return new Hono<StaffEnv>()
    .get('/payments/:id/receipt.pdf', async (c) => {
      const payment = (await findShownPayment(db, readPaymentId(c.req.param('id')))) ?? notFound()
      return pdf(context, c, await sheetOf(context, c, payment), `receipt-${payment.id}`)
    })
    .get('/mandates/:id/mandate.pdf', async (c) => {
      const method = (await findMethod(db, readId(c.req.param('id')))) ?? notFound()
      const sheet = mandateSheet(method, await readerOf(context, c, null))
      return pdf(context, c, sheet ?? notFound(NO_MANDATE), `authorization-${method.id}`)
    })
}

const NO_MANDATE = 'Nothing was authorized for this method.'

async function readerOf({ settings, config }: Context, c: HonoContext, partnerId: number | null) {
  const { merchantName, statementName, mailFooter } = await settings.of(partnerId)
  const sender = { merchantName, statementName, footer: mailFooter }
  return { language: c.var.language, zone: config.TZ, sender }
}

async function sheetOf(context: Context, c: HonoContext, payment: CustomerPayment): Promise<Sheet> {
  if (!hasReceipt(payment)) notFound(wordsFor(c.var.language).receipts.noReceipt)
  const { transaction_id: id } = payment
  const attempt = id ? await findAttempt(context.db, id) : undefined
  const shown: ReceiptPayment = { ...payment, approval_code: attempt?.approval_code ?? null }
  return receiptSheet(shown, await readerOf(context, c, payment.partner_id))
}

async function pdf({ now }: Context, c: HonoContext, sheet: Sheet, name: string) {
  // Fonts and all, it is needed for this alone.
  const { sheetPdf } = await import('../../views/receipts/sheet-pdf.ts')
  const content = await sheetPdf(sheet, now())
  c.header('Content-Type', 'application/pdf')
  c.header('Content-Disposition', `inline; filename="${name}.pdf"`)
  return c.body(new Uint8Array(content))
}
