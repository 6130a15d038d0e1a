import { describe, expect, it, onTestFinished } from 'vitest'
import type { Check, Gateway, Sale } from '../../src/gateway/gateway.ts'
import type { IppayOptions } from '../../src/gateway/ippay-client.ts'
import { createIppayClient } from '../../src/gateway/ippay-client.ts'
import {
  answer,
  approvedCheck,
  approvedSale,
  CARD,
  ID,
  refused,
  TOKEN,
  tokenized,
  withCode,
} from './support/answers.ts'
import { http, idOf, startWire } from './support/wire.ts'

const sale: Sale = {
  transactionId: ID,
  amountCents: 6995,
  token: TOKEN,
  channel: 'run',
  orderNumber: 'INV-20481',
  paymentReference: '01HZX4ABCDEFGHJKMNPQRSTVWX',
}
const check: Check = {
  ...sale,
  holderName: 'Ada Miller',
  accountType: 'checking',
  checkNumber: '20481',
}

/** A client and a gateway that gives the same answer to everything. */
async function setup(reply: string | ((body: string) => string), options?: Partial<IppayOptions>) {
  const wire = await startWire((socket, body) => {
    socket.write(http(typeof reply === 'string' ? reply : reply(body)))
  })
  const client = createIppayClient({
    url: wire.url,
    terminalId: 'TESTTERMINAL',
    timeoutMs: 5_000,
    connections: 4,
    ...options,
  })
  onTestFinished(() => client.close())
  return { client, wire, sent: () => wire.requests[0] }
}

const TERMINAL = '<TerminalID>TESTTERMINAL</TerminalID>'

describe('the request', () => {
  it('of a sale by token', async () => {
    const { client, sent, wire } = await setup(approvedSale())
    await client.sale(sale)
    expect(sent()).toBe(
      `<ippay><TransactionType>SALE</TransactionType><TransactionID>${ID}</TransactionID>` +
        `<TotalAmount>6995</TotalAmount><Origin>RECURRING</Origin><Token>${TOKEN}</Token>` +
        '<OrderNumber>INV-20481</OrderNumber><UDField1>01HZX4ABCDEFGHJKMNPQRSTVWX</UDField1>' +
        `<UDField3>splynx-ippay</UDField3>${TERMINAL}</ippay>`,
    )
    expect(wire.received()).toMatch(/^POST \/ippay HTTP\/1\.1\r\n/)
    expect(wire.received()).toMatch(/content-type: text\/xml\r\n/)
  })

  it('of a sale with a payer at the screen', async () => {
    const { client, sent } = await setup(approvedSale(), { password: 'hunter2' })
    await client.sale({
      ...sale,
      channel: 'customer',
      securityCode: '987',
      holderName: 'Zoë O’Neil & Co',
      postalCode: '58501',
      userAddress: '203.0.113.9',
      orderNumber: 'INVOICE-2026-0000020481',
    })
    expect(sent()).toContain('<Origin>INTERNET</Origin>')
    expect(sent()).toContain('<CVV2>987</CVV2><CardName>Zo&#235; O&#8217;Neil &amp; Co</CardName>')
    expect(sent()).toContain('<BillingPostalCode>58501</BillingPostalCode>')
    expect(sent()).toContain('<UserIPAddress>203.0.113.9</UserIPAddress>')
    expect(sent()).toContain('<OrderNumber>INVOICE-2026-0000020</OrderNumber>')
    expect(sent()).toContain(`${TERMINAL}<Password>hunter2</Password></ippay>`)
  })

  it.each([
    ['customer', 'INTERNET'],
    ['link', 'INTERNET'],
    ['clerk', 'PHONE ORDER'],
    ['run', 'RECURRING'],
    ['schedule', 'RECURRING'],
  ] as const)('from the channel %s has the origin %s', async (channel, origin) => {
    const { client, wire } = await setup(approvedSale())
    await client.sale({ ...sale, channel })
    await client.check({ ...check, channel })
    for (const request of wire.requests) expect(request).toContain(`<Origin>${origin}</Origin>`)
  })

  it('of a check', async () => {
    const { client, sent } = await setup(approvedCheck())
    await client.check(check)
    expect(sent()).toMatch(/^<ippay><TransactionType>CHECK<\/TransactionType>/)
    expect(sent()).toContain('<CardName>Ada Miller</CardName>')
    expect(sent()).toContain(
      `<ACH Type="CHECKING" SEC="PPD"><Token>${TOKEN}</Token><CheckNumber>20481</CheckNumber></ACH>`,
    )
  })

  it('of a check has the SEC code that was chosen for its channel', async () => {
    const { client, wire } = await setup(approvedCheck(), { secByChannel: { clerk: 'TEL' } })
    await client.check({ ...check, channel: 'clerk' })
    await client.reversal({ ...check, channel: 'clerk', accountType: 'savings' })
    await client.check({ ...check, channel: 'customer' })
    expect(wire.requests[0]).toContain('Type="CHECKING" SEC="TEL"')
    expect(wire.requests[1]).toContain('<TransactionType>REVERSAL</TransactionType>')
    expect(wire.requests[1]).toContain('Type="SAVINGS" SEC="TEL"')
    expect(wire.requests[2]).toContain('SEC="PPD"')
  })

  it('of a void names the original, its amount and, if there is one, its approval code', async () => {
    const { client, wire } = await setup(approvedSale())
    const original = { transactionId: ID, amountCents: 6995, token: TOKEN }
    await client.void({ ...original, approvalCode: 'TEST42' })
    await client.void({ ...original, approvalCode: null })
    expect(wire.requests[0]).toBe(
      `<ippay><TransactionType>VOID</TransactionType><TransactionID>${ID}</TransactionID>` +
        `<TotalAmount>6995</TotalAmount><Approval>TEST42</Approval><Token>${TOKEN}</Token>` +
        `${TERMINAL}</ippay>`,
    )
    expect(wire.requests[1]).not.toContain('Approval')
  })

  it('of a credit', async () => {
    const { client, sent } = await setup(approvedSale())
    await client.credit({
      transactionId: ID,
      amountCents: 100,
      token: TOKEN,
      orderNumber: '',
      paymentReference: 'p',
    })
    expect(sent()).toBe(
      `<ippay><TransactionType>CREDIT</TransactionType><TransactionID>${ID}</TransactionID>` +
        `<TotalAmount>100</TotalAmount><Token>${TOKEN}</Token><UDField1>p</UDField1>` +
        `<UDField3>splynx-ippay</UDField3>${TERMINAL}</ippay>`,
    )
  })

  it('of an inquiry is ENQ and nothing that could move money', async () => {
    const { client, sent } = await setup(approvedSale())
    await client.inquire(ID)
    expect(sent()).toBe(
      `<ippay><TransactionType>ENQ</TransactionType><TransactionID>${ID}</TransactionID>` +
        `${TERMINAL}</ippay>`,
    )
  })

  it('of a card to be stored', async () => {
    const { client, sent } = await setup(tokenized())
    await client.tokenizeCard({
      number: CARD,
      expMonth: 4,
      expYear: 2030,
      securityCode: '987',
      holderName: 'Ada Miller',
      postalCode: '58501',
    })
    expect(sent()).toMatch(
      /^<ippay><TransactionType>TOKENIZE<\/TransactionType><TransactionID>[0-9A-Z]{18}</,
    )
    expect(sent()).toContain(
      `<CardNum>${CARD}</CardNum><CardExpMonth>04</CardExpMonth><CardExpYear>30</CardExpYear>`,
    )
    expect(sent()).toContain('<CVV2>987</CVV2><CardName>Ada Miller</CardName>')
  })

  it('of a bank account to be stored', async () => {
    const { client, sent } = await setup(tokenized('D3H7K1B9F2M5A1999'))
    await client.tokenizeBank({ routingNumber: '071025661', accountNumber: '11111999' })
    expect(sent()).toContain('<ABA>071025661</ABA><AccountNumber>11111999</AccountNumber>')
  })
})

describe('the outcome', () => {
  const original = { transactionId: ID, amountCents: 6995, token: TOKEN, approvalCode: 'TEST42' }
  const verbs: Record<string, (client: Gateway) => Promise<{ kind: string }>> = {
    sale: (client) => client.sale(sale),
    check: (client) => client.check(check),
    void: (client) => client.void(original),
    credit: (client) => client.credit(sale),
    reversal: (client) => client.reversal(check),
    inquire: (client) => client.inquire(ID),
  }

  it.each(Object.keys(verbs))('of %s follows the action code', async (verb) => {
    const codes = { '000': 'approved', '051': 'declined', '992': 'unknown', '010': 'review' }
    for (const [code, kind] of Object.entries(codes)) {
      const { client } = await setup(approvedSale().replace('000', code))
      expect((await verbs[verb]!(client)).kind).toBe(kind)
    }
  })

  it('of a void that was "accepted as a reversal" is an approval', async () => {
    const { client } = await setup(withCode('400'))
    expect((await client.void(original)).kind).toBe('approved')
  })

  it('of an inquiry about an unknown transaction is that it was not found', async () => {
    const { client } = await setup(withCode('025'))
    expect(await client.inquire(ID)).toEqual({ kind: 'not_found' })
  })

  it('of storing a card or an account is its token', async () => {
    const { client } = await setup((body) =>
      tokenized().replace(
        '<ActionCode>',
        `<TransactionID>${idOf(body)}</TransactionID><ActionCode>`,
      ),
    )
    const card = { number: CARD, expMonth: 4, expYear: 2030, holderName: 'Ada Miller' }
    const bank = { routingNumber: '071025661', accountNumber: '11111999' }
    expect(await client.tokenizeCard(card)).toEqual({ kind: 'tokenized', token: TOKEN })
    expect(await client.tokenizeBank(bank)).toEqual({ kind: 'tokenized', token: TOKEN })
  })

  it('of storing a wrong card is a refusal', async () => {
    const { client } = await setup(refused('Invalid card number.'))
    const card = { number: CARD, expMonth: 4, expYear: 2030, holderName: 'Ada Miller' }
    expect(await client.tokenizeCard(card)).toMatchObject({ kind: 'refused', code: '900' })
  })

  it('of a ping is how long it took', async () => {
    const { client } = await setup(answer({ ActionCode: '000', ResponseText: 'PING' }))
    expect(await client.ping()).toEqual({ ok: true, latencyMs: expect.any(Number) })
  })

  it('of a ping with a wrong terminal is why', async () => {
    const { client } = await setup(withCode('996'))
    expect(await client.ping()).toEqual({ ok: false, cause: 'code 996: Bad terminal ID' })
  })
})

describe('many at once', () => {
  it('are each sent once and get their own answers', async () => {
    const { client, wire } = await setup((body) => approvedSale(idOf(body)), { connections: 8 })
    const ids = Array.from({ length: 200 }, (_, index) => `MANY${String(index).padStart(14, '0')}`)
    const outcomes = await Promise.all(
      ids.map((transactionId) => client.sale({ ...sale, transactionId })),
    )
    expect(outcomes.every(({ kind }) => kind === 'approved')).toBe(true)
    expect(wire.requests.map(idOf).sort()).toEqual(ids)
    expect(wire.connections()).toBeLessThanOrEqual(8)
  })
})

describe('a mistake of the caller', () => {
  it.each([
    { transactionId: 'short' },
    { transactionId: ID.toLowerCase() },
    { amountCents: 0 },
    { amountCents: -1 },
    { amountCents: 12.5 },
    { amountCents: Number.NaN },
  ])('is refused before anything is sent: %j', async (wrong) => {
    const { client, wire } = await setup(approvedSale())
    await expect(client.sale({ ...sale, ...wrong })).rejects.toThrow(TypeError)
    await expect(client.check({ ...check, ...wrong })).rejects.toThrow(TypeError)
    expect(wire.connections()).toBe(0)
  })
})

describe('a terminal', () => {
  it('that a message names speaks in it, with its own password', async () => {
    const passwordOf = async (id: string) => (id === 'SECOND' ? 'two' : 'one')
    const { client, wire } = await setup(approvedSale(), { password: passwordOf })
    await client.sale({ ...sale, terminalId: 'SECOND' })
    await client.inquire(ID, { terminalId: 'SECOND' })
    await client.sale({ ...sale, terminalId: null })
    const speakers = wire.requests.map(
      (body) => /<TerminalID>(\w+)<\/TerminalID><Password>(\w+)</.exec(body)?.slice(1) ?? [],
    )
    expect(speakers).toEqual([
      ['SECOND', 'two'],
      ['SECOND', 'two'],
      ['TESTTERMINAL', 'one'],
    ])
  })

  it('whose password cannot be read sends nothing, and that is known', async () => {
    const { client, wire } = await setup(approvedSale(), {
      password: async () => Promise.reject(new Error('away')),
    })
    const cause = 'the password of its terminal cannot be read'
    expect(await client.sale(sale)).toEqual({ kind: 'unreached', cause })
    expect(await client.inquire(ID)).toEqual({ kind: 'unknown', cause })
    expect(wire.requests).toHaveLength(0)
  })
})
