import { describe, expect, it, onTestFinished } from 'vitest'
import { createIppayClient, type IppayOptions } from '../../src/gateway/ippay-client.ts'
import { scrub } from '../../src/gateway/scrub.ts'
import { answer, CARD, ID, refused, TOKEN, withCode } from './support/answers.ts'
import {
  BANK,
  CARD_SALE,
  CHECK,
  EVERY_VERB,
  SECURITY_CODE,
  VERBS,
  type Verb,
} from './support/verbs.ts'
import { http, idOf, startWire } from './support/wire.ts'

// Every type of transaction with answers in the shapes that were recorded (IPpay facts §2, §5, §11),
// and every category of code for each of them.

async function setup(reply: string, options: Partial<IppayOptions> = {}) {
  // Some messages make an id of their own.
  const wire = await startWire((socket, body) => {
    socket.write(http(reply.replaceAll(ID, idOf(body))))
  })
  const client = createIppayClient({
    url: wire.url,
    terminalId: 'TESTTERMINAL',
    password: 'hunter2',
    timeoutMs: 5_000,
    connections: 4,
    ...options,
  })
  onTestFinished(() => client.close())
  return { wire, client }
}

const outcomeOf = async (verb: Verb, reply: string) => VERBS[verb]((await setup(reply)).client)

const said = (text: string, fields: Record<string, string> = {}, root?: string) =>
  answer({ ActionCode: '000', ResponseText: text, ...fields }, root)
const approved = (text: string, approval = 'TEST42') =>
  said(text, { TransactionID: ID, Approval: approval })

describe('a recorded answer', () => {
  it.each<[Verb, string, string, string]>([
    ['sale', 'APPROVED', approved('APPROVED'), 'approved'],
    ['sale', 'ACCEPTED', approved('ACCEPTED'), 'approved'],
    ['sale', 'a decline', withCode('005'), 'declined'],
    ['sale', 'a wrong card number', refused('Invalid card number.'), 'declined'],
    [
      'sale',
      'an unknown terminal',
      refused('Cannot determine the URL for the processor.'),
      'declined',
    ],
    [
      'sale',
      'the root of older hosts',
      approved('APPROVED').replaceAll('ippayR', 'JetPayR'),
      'unknown',
    ],
    [
      'saleWithCard',
      'APPROVED with a token',
      said('APPROVED', {
        TransactionID: ID,
        Approval: 'TEST07',
        CVV2: 'P',
        Token: TOKEN,
        AVS: 'Y',
      }),
      'approved',
    ],
    ['saleWithCard', 'a wrong security code', withCode('806'), 'declined'],
    ['check', 'CHECK ACCEPTED', approved('CHECK ACCEPTED', '000000'), 'approved'],
    [
      'check',
      'CHECK ACCEPTED with AdditionalInfo',
      approved('CHECK ACCEPTED').replace('</ippayR', '<AdditionalInfo>x</AdditionalInfo></ippayR'),
      'review',
    ],
    ['check', 'a wrong routing number', withCode('923'), 'declined'],
    ['void', 'VOID SUCCESSFUL', approved('VOID SUCCESSFUL', 'TEST58'), 'approved'],
    ['void', 'VOID PROCESSED', approved('VOID PROCESSED'), 'approved'],
    ['void', 'a second void', withCode('025', 'TRANSACTION NOT FOUND'), 'declined'],
    ['void', 'an original that could not be backed out', withCode('021'), 'unknown'],
    ['credit', 'APPROVED', approved('APPROVED'), 'approved'],
    ['credit', 'RETURN ACCEPTED', approved('RETURN ACCEPTED', '123456'), 'approved'],
    ['credit', 'a refund that is not allowed', withCode('942'), 'declined'],
    ['reversal', 'CHECK ACCEPTED', approved('CHECK ACCEPTED', '000000'), 'approved'],
    [
      'reversal',
      'a type that is not supported',
      refused('Transaction type not supported.'),
      'declined',
    ],
    ['inquire', 'the stored answer', approved('APPROVED', 'TEST07'), 'approved'],
    ['inquire', 'found and nothing else', said('FOUND', { TransactionID: ID }), 'unknown'],
    ['inquire', 'a voided original', approved('VOIDED'), 'review'],
    ['inquire', 'not found', withCode('025'), 'not_found'],
    ['inquire', 'no such record', withCode('940'), 'not_found'],
    ['inquireVoid', 'a voided original', approved('VOIDED'), 'approved'],
    ['inquireVoid', 'VOID SUCCESSFUL', approved('VOID SUCCESSFUL'), 'approved'],
    ['inquireVoid', 'VOID PROCESSED', approved('VOID PROCESSED'), 'approved'],
    ['inquireVoid', 'a reversal that was accepted', withCode('400', 'ACCEPTED'), 'approved'],
    ['inquireVoid', 'the original’s own approval', approved('APPROVED'), 'unknown'],
    ['inquireVoid', 'a void that failed', approved('VOID FAILED'), 'unknown'],
    ['inquireVoid', 'no void', approved('APPROVED, NOT VOIDED'), 'unknown'],
    ['inquireVoid', 'a void under way', approved('VOID PENDING'), 'unknown'],
    ['inquireVoid', 'not found', withCode('025'), 'unknown'],
    ['inquireVoid', 'a decline that speaks of a void', withCode('051', 'VOIDED'), 'unknown'],
    ['inquireVoid', 'an answer about another', approved('VOIDED').replace(ID, 'X'), 'unknown'],
    [
      'tokenizeCard',
      'TOKENIZED',
      said('TOKENIZED', { Token: TOKEN }, 'IPPayResponse'),
      'tokenized',
    ],
    ['tokenizeCard', 'the other root', said('TOKENIZED', { Token: TOKEN }), 'tokenized'],
    ['tokenizeCard', 'no token', said('TOKENIZED'), 'failed'],
    ['tokenizeCard', 'a card number for a token', said('TOKENIZED', { Token: CARD }), 'failed'],
    ['tokenizeCard', 'a wrong card number', refused('Invalid card number.'), 'refused'],
    [
      'changeExpiry',
      'TOKENIZED',
      said('TOKENIZED', { Token: TOKEN }, 'IPPayResponse'),
      'tokenized',
    ],
    ['changeExpiry', 'no token', said('TOKENIZED'), 'tokenized'],
    ['changeExpiry', 'an expired card', withCode('917'), 'refused'],
    ['tokenizeBank', 'TOKENIZED', said('TOKENIZED', { Token: 'D3H7K1B9F2M5A1999' }), 'tokenized'],
    ['tokenizeBank', 'a wrong account number', withCode('924'), 'refused'],
    ['ping', 'PING', said('PING', { TransactionID: 'C20260214170305218' }), 'there'],
    ['ping', 'an unknown terminal', withCode('996'), 'away'],
  ])('to %s: %s', async (verb, _what, reply, kind) => {
    expect((await outcomeOf(verb, reply)).kind).toBe(kind)
  })
})

const MONEY = { ok: 'approved', declined: 'declined', review: 'review', unknown: 'unknown' }
const STORED = { ok: 'tokenized', declined: 'refused', review: 'failed', unknown: 'failed' }
const BY_VERB: Record<Verb, Record<keyof typeof MONEY | 'config', string>> = {
  sale: { ...MONEY, config: 'declined' },
  saleWithCard: { ...MONEY, config: 'declined' },
  check: { ...MONEY, config: 'declined' },
  void: { ...MONEY, config: 'declined' },
  credit: { ...MONEY, config: 'declined' },
  reversal: { ...MONEY, config: 'declined' },
  // It may be the inquiry that was refused, and not the sale.
  inquire: { ...MONEY, config: 'unknown' },
  inquireVoid: {
    ok: 'unknown',
    declined: 'unknown',
    review: 'unknown',
    unknown: 'unknown',
    config: 'unknown',
  },
  tokenizeCard: { ...STORED, config: 'failed' },
  changeExpiry: { ...STORED, config: 'failed' },
  tokenizeBank: { ...STORED, config: 'failed' },
  ping: { ok: 'there', declined: 'away', review: 'away', unknown: 'away', config: 'away' },
}

describe.each(EVERY_VERB)('the answer to %s', (verb) => {
  it.each<[string, string, keyof typeof MONEY | 'config']>([
    ['000', 'ok', 'ok'],
    ['041', 'hard', 'declined'],
    ['054', 'data', 'declined'],
    ['051', 'soft', 'declined'],
    ['003', 'config', 'config'],
    ['094', 'duplicate', 'unknown'],
    ['992', 'unknown', 'unknown'],
    ['010', 'review', 'review'],
  ])('with code %s, which is %s, is taken for what it is', async (code, _category, meaning) => {
    const fields = { TransactionID: ID, ActionCode: code, Approval: 'TEST42', Token: TOKEN }
    const outcome = await outcomeOf(verb, answer(fields))
    expect(outcome.kind).toBe(BY_VERB[verb][meaning])
  })
})

describe('the request', () => {
  const bodyOf = async (verb: Verb) => {
    const { client, wire } = await setup(approved('APPROVED'))
    await VERBS[verb](client)
    return wire.requests[0]!
  }

  it('of a sale with a card has all that the brands ask for and wants a token back', async () => {
    expect(await bodyOf('saleWithCard')).toBe(
      `<ippay><TransactionType>SALE</TransactionType><TransactionID>${ID}</TransactionID>` +
        '<TotalAmount>12500</TotalAmount><Origin>INTERNET</Origin>' +
        `<CardNum Tokenize="true">${CARD}</CardNum><CardExpMonth>04</CardExpMonth>` +
        `<CardExpYear>30</CardExpYear><CVV2>${SECURITY_CODE}</CVV2><CardName>Ada Miller</CardName>` +
        '<BillingPostalCode>58501</BillingPostalCode><BillingAddress>12 Tower Road</BillingAddress>' +
        '<BillingCity>Bismarck</BillingCity><BillingStateProv>ND</BillingStateProv>' +
        '<BillingCountry>USA</BillingCountry><UserIPAddress>203.0.113.9</UserIPAddress>' +
        '<OrderNumber>INV-20481</OrderNumber><UDField1>01HZX4ABCDEFGHJKMNPQRSTVWX</UDField1>' +
        '<UDField3>splynx-ippay</UDField3><TerminalID>TESTTERMINAL</TerminalID>' +
        '<Password>hunter2</Password></ippay>',
    )
  })

  it('of a sale with a card that is not to be stored asks for no token', async () => {
    const { client, wire } = await setup(approved('APPROVED'))
    const outcome = await client.saleWithCard({ ...CARD_SALE, isStored: false, billing: undefined })
    expect(outcome.kind).toBe('approved')
    expect(wire.requests[0]).toContain(`<CardNum>${CARD}</CardNum>`)
    expect(wire.requests[0]).not.toMatch(/BillingAddress|BillingCity/)
  })

  it('for a new expiry names the token and no card number', async () => {
    expect(await bodyOf('changeExpiry')).toMatch(
      new RegExp(
        '^<ippay><TransactionType>TOKENIZE</TransactionType><TransactionID>[0-9A-Z]{18}</TransactionID>' +
          `<Token>${TOKEN}</Token><CardExpMonth>04</CardExpMonth><CardExpYear>31</CardExpYear>`,
      ),
    )
  })

  it('about a lost void is an inquiry and nothing that could move money', async () => {
    expect(await bodyOf('inquireVoid')).toBe(await bodyOf('inquire'))
    expect(await bodyOf('inquireVoid')).toContain('<TransactionType>ENQ</TransactionType>')
  })

  it('of a check on a company’s account is CCD, whatever the channel', async () => {
    const { client, wire } = await setup(approved('CHECK ACCEPTED'), {
      secByChannel: { customer: 'WEB' },
    })
    await client.check({ ...CHECK, isCompany: true })
    await client.check(CHECK)
    expect(wire.requests[0]).toContain('SEC="CCD"')
    expect(wire.requests[1]).toContain('SEC="WEB"')
  })

  it.each(EVERY_VERB)(
    'of %s carries a card number only where a card is handed over',
    async (verb) => {
      const body = await bodyOf(verb)
      expect(body.includes(CARD)).toBe(verb === 'saleWithCard' || verb === 'tokenizeCard')
      expect(body.includes(BANK.accountNumber)).toBe(verb === 'tokenizeBank')
    },
  )
})

describe('the outcome', () => {
  it('of a sale with a card has its token', async () => {
    const reply = said('APPROVED', { TransactionID: ID, Approval: 'TEST07', Token: TOKEN })
    expect(await outcomeOf('saleWithCard', reply)).toMatchObject({ reply: { token: TOKEN } })
  })

  it('of a new expiry is the token that came back, or the old one when none did', async () => {
    const other = '4B8H2K5A9M3F2000'
    expect(await outcomeOf('changeExpiry', said('TOKENIZED', { Token: other }))).toEqual({
      kind: 'tokenized',
      token: other,
    })
    expect(await outcomeOf('changeExpiry', said('TOKENIZED'))).toEqual({
      kind: 'tokenized',
      token: TOKEN,
    })
  })

  it('of a refused expiry speaks of the expiry', async () => {
    expect(await outcomeOf('changeExpiry', withCode('054'))).toMatchObject({
      message: expect.stringMatching(/expiry date/),
    })
  })
})

describe('a transcript', () => {
  it.each(EVERY_VERB)(
    'of %s, sent and answered with itself, loses all that is secret',
    async (verb) => {
      const { client, wire } = await setup('<html>502</html>')
      await VERBS[verb](client)
      const request = wire.received()
      const transcript = `${request}\n\n${http(request)}\n${JSON.stringify({ request })}`
      const clean = scrub(transcript)
      for (const secret of [CARD, TOKEN, 'hunter2', BANK.accountNumber, `>${SECURITY_CODE}`]) {
        expect(clean).not.toContain(secret)
      }
      expect(clean).toContain('<TransactionType>')
      expect(clean).toContain('<TerminalID>TESTTERMINAL</TerminalID>')
      expect(request).toContain('hunter2')
    },
  )
})
