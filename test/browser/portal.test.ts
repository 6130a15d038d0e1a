import { expect, test } from 'vitest'
import {
  chooseMethod,
  fillBankAccount,
  fillCard,
  POOR_CARD,
  payButton,
  payHref,
  unpaidRow,
  untilItSays,
} from './support/portal-pages.ts'
import { LOST_ANSWER } from './support/simulators.ts'
import { openStage, PATIENT } from './support/stage.ts'

const { customer, simulators } = await openStage({ INQUIRY_DELAYS_S: '1,2,2,2' })

test('a customer pays with a new card that is saved, and the page becomes the receipt', async () => {
  const invoice = await simulators.issueInvoice(1, 2_500)
  const page = await customer()
  await page.getByRole('link', { name: `Pay Invoice ${invoice.number}` }).click()
  await chooseMethod(page, 'Another card')
  await fillCard(page)
  await page.getByLabel('Save this card for later').check()
  await payButton(page).click()

  await untilItSays(page, 'Paid. Thank you!')
  await page.getByRole('heading', { name: 'Receipt' }).waitFor()
  expect(await simulators.chargesOf(invoice)).toMatchObject([{ amountCents: 2_500 }])

  await page.getByRole('link', { name: 'Back to the overview' }).click()
  await page.getByRole('heading', { name: 'Hello, Ada Miller' }).waitFor()
  expect(await unpaidRow(page, invoice).count()).toBe(0)
  await page.getByRole('link', { name: 'Payment credentials' }).click()
  await page.getByRole('list', { name: 'Cards' }).getByText('1000').waitFor()
})

test('two tabs and double clicks charge an invoice once', async () => {
  const invoice = await simulators.issueInvoice(1, 2_600)
  const page = await customer({ expectedStatuses: [409] })
  const other = await page.context().newPage()
  for (const tab of [page, other]) {
    await tab.goto(payHref(invoice))
    await chooseMethod(tab, /5538/)
  }
  await Promise.all([payButton(page).dblclick(), payButton(other).dblclick()])
  // The slower tab follows the same payment, or comes so late that nothing is left to pay.
  const paid = /^(Paid\. Thank you!|Nothing left to pay)$/
  await Promise.all([page, other].map((tab) => untilItSays(tab, paid)))
  expect(await simulators.chargesOf(invoice)).toHaveLength(1)
})

test('a debit of a bank account is shown as submitted and not yet as final', async () => {
  const invoice = await simulators.issueInvoice(1, 2_700)
  const page = await customer()
  await page.goto(payHref(invoice))
  await chooseMethod(page, 'Another bank account')
  await fillBankAccount(page)
  await payButton(page).click()
  await untilItSays(page, 'Submitted. Thank you!')
  await page.getByText('submitted, not yet final').first().waitFor()
  await page.getByText('Final by').waitFor()
})

test('a refill takes amounts as people write them and explains those that it refuses', async () => {
  const page = await customer({ expectedStatuses: [422] })
  await page.getByRole('link', { name: 'Refill' }).click()
  const amount = page.getByRole('textbox', { name: 'Amount' })
  for (const wrong of ['12.505', '-1', '1e3', '0']) {
    await amount.fill(wrong)
    await page.getByRole('button', { name: 'Add money' }).click()
    const described = (await amount.getAttribute('aria-describedby')) ?? ''
    expect(described, wrong).toContain('field-amount-error')
    const message = (await page.locator('#field-amount-error').textContent()) ?? ''
    expect(message, wrong).toMatch(/^Write the amount like 12|^Give an amount from \$1\.00/)
  }
  await amount.fill('12.5')
  await page.getByRole('button', { name: 'Add money' }).click()
  await untilItSays(page, 'Paid. Thank you!')
  await page.getByText('$12.50').first().waitFor()
})

test('a customer adds a card and a bank account, changes the default and removes one', async () => {
  const page = await customer()
  await page.getByRole('link', { name: 'Payment credentials' }).click()
  await page.getByRole('link', { name: 'Add card' }).click()
  await fillCard(page, '4111111111111111')
  await page.getByRole('checkbox', { name: /^I agree/ }).check()
  await page.getByRole('button', { name: 'Add card' }).click()
  await page.getByText('Your card is saved.').waitFor()

  await page.getByRole('link', { name: 'Add bank account' }).click()
  await fillBankAccount(page, '987654321')
  await page.getByRole('checkbox', { name: /^I authorize/ }).check()
  await page.getByRole('button', { name: 'Add bank account' }).click()
  await page.getByText('Your bank account is saved.').waitFor()

  await page.getByRole('button', { name: /^Make default: .*4321/ }).click()
  await page.getByText(/Automatic payments use .*4321/).waitFor()
  await page.getByRole('link', { name: /Remove .*1111/ }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByText(/1111 is removed/).waitFor()
  expect(await page.getByRole('link', { name: /Remove .*1111/ }).count()).toBe(0)
  expect(await page.getByRole('link', { name: /Remove .*4321/ }).count()).toBe(1)
})

test('a declined card says what to do and offers another method', async () => {
  const invoice = await simulators.issueInvoice(1, 2_000)
  const page = await customer()
  await page.goto(payHref(invoice))
  await chooseMethod(page, 'Another card')
  await fillCard(page, POOR_CARD)
  await payButton(page).click()
  await untilItSays(page, 'Not accepted')
  await page.getByRole('link', { name: 'Choose another method' }).click()
  await chooseMethod(page, /5538/)
  await payButton(page).click()
  await untilItSays(page, 'Paid. Thank you!')
})

test('a lost answer says not to pay again, cannot be paid again, and resolves by itself', async () => {
  const invoice = await simulators.issueInvoice(1, 4_600)
  const page = await customer()
  await page.clock.install()
  await page.goto(payHref(invoice))
  await chooseMethod(page, /5538/)
  await simulators.troubleGateway({ rules: [LOST_ANSWER] })
  await payButton(page).click()
  await page.getByText('Please do not pay again; we will not charge you twice.').first().waitFor()

  const other = await page.context().newPage()
  await other.goto(payHref(invoice))
  expect(await payButton(other).count()).toBe(0)
  // The page asks every ten seconds; its clock may run faster than ours.
  const title = async () => {
    await page.clock.fastForward(10_000)
    return page.getByRole('heading', { level: 1 }).textContent()
  }
  await expect.poll(title, PATIENT).toBe('Paid. Thank you!')
  expect(await simulators.chargesOf(invoice)).toHaveLength(1)
})

test('paying and refilling work without JavaScript', async () => {
  const invoice = await simulators.issueInvoice(1, 2_400)
  const page = await customer({ javaScriptEnabled: false })
  const untilPaid = () =>
    expect
      .poll(async () => {
        const refresh = page.getByRole('link', { name: 'Refresh' })
        if ((await refresh.count()) > 0) await refresh.click()
        return page.getByRole('heading', { level: 1 }).textContent()
      }, PATIENT)
      .toContain('Paid. Thank you!')

  await page.getByRole('link', { name: `Pay Invoice ${invoice.number}` }).click()
  await chooseMethod(page, 'Another card')
  await fillCard(page)
  await payButton(page).click()
  await untilPaid()

  await page.getByRole('link', { name: 'Refill' }).click()
  await page.getByRole('link', { name: '$25' }).click()
  await chooseMethod(page, /5538/)
  await page.getByRole('button', { name: 'Add money' }).click()
  await untilPaid()
  await page.getByText('$25.00').first().waitFor()
})
