import { afterEach, describe, expect, it } from 'vitest'
import { checkSetup } from '../../src/operations/check-setup.ts'
import { testApp } from '../support/app.ts'
import { wordsOf } from './console-support.ts'

// Against the simulated Splynx, whose answers are made from the facts and not for this page.

const { context, staff, variant } = await testApp()
const settingsOf = async (changes: object) =>
  fetch(new URL('/_sandbox/settings', context.config.SPLYNX_URL), {
    method: 'PUT',
    body: JSON.stringify(changes),
  })

afterEach(() => settingsOf({ denied: [] }))

const stepOf = async (id: string, changes: Parameters<typeof variant>[0] = {}) =>
  (await checkSetup({ ...context, ...changes })).find((step) => step.id === id)!

describe('the setup page', () => {
  it('is for those who may see everything', async () => {
    expect((await (await staff('clerk')).get('/admin/setup')).status).toBe(403)
    expect((await (await staff('auditor')).get('/admin/setup')).status).toBe(200)
  })

  it('shows every step with its state', async () => {
    const words = wordsOf((await (await staff('admin')).get('/admin/setup')).text)
    for (const title of [
      'Our address',
      'Splynx API key',
      'Permissions of the key',
      'Payment account',
      'Payment methods',
      'Entry points in Splynx',
      'IPpay terminal',
      'IPpay reports',
    ]) {
      expect(words).toContain(title)
    }
  })
})

describe('checking', () => {
  it('finds a key that works, with all its permissions', async () => {
    expect(await stepOf('key')).toMatchObject({ state: 'done' })
    expect(await stepOf('permissions')).toMatchObject({ state: 'done' })
  })

  it('creates nothing in Splynx', async () => {
    const countOf = async () => {
      const response = await fetch(new URL('/_sandbox/payments', context.config.SPLYNX_URL))
      return JSON.stringify(await response.json())
    }
    const before = await countOf()
    await checkSetup(context)
    expect(await countOf()).toBe(before)
  })

  it('names the permission that is missing', async () => {
    await settingsOf({ denied: ['Payments:add', 'Payments:delete'] })
    expect(await stepOf('permissions')).toMatchObject({
      state: 'failed',
      says: expect.stringMatching(/^2 of /),
      how: expect.arrayContaining(['Payments: add', 'Payments: delete']),
    })
  })

  it('says what to do about a key that Splynx does not accept', async () => {
    const splynx = {
      ...context.splynx,
      check: async () => ({ ok: false as const, cause: 'Splynx answered 401' }),
    }
    const step = await stepOf('key', { splynx })
    expect(step).toMatchObject({ state: 'failed', says: 'Splynx answered 401' })
    expect(step.how.join()).toContain('SPLYNX_API_KEY')
  })

  it('offers the addresses of entry points to copy, and finds those that are there', async () => {
    const step = await stepOf('entry-points', {
      splynx: {
        ...context.splynx,
        listEntryPoints: async () => [
          {
            title: 'Pay',
            place: 'portal',
            type: 'action_link',
            model: 'Invoices',
            address: '/ippay/pay-invoice?x=1',
            isEnabled: true,
          },
        ],
      },
    })
    expect(step).toMatchObject({ state: 'todo', says: '1 of 6 are there and switched on.' })
    expect(step.paste).toHaveLength(5)
    expect(JSON.stringify(step.paste)).toContain('/ippay/widget')
    expect(JSON.stringify(step.paste)).not.toContain('/ippay/pay-invoice')
  })

  it('tells a terminal that does not answer from one that is known', async () => {
    expect(await stepOf('terminal')).toMatchObject({ state: 'done' })
    const gateway = {
      ...context.gateway,
      ping: async () => ({ ok: false as const, cause: 'connection refused' }),
    }
    const step = await stepOf('terminal', { gateway })
    expect(step).toMatchObject({ state: 'failed', says: 'TESTTERMINAL: connection refused.' })
    expect(step.how.join()).toContain('firewall')
  })

  it('says what is lost without the reports', async () => {
    expect(await stepOf('reports', { reports: null })).toMatchObject({ state: 'todo' })
  })

  it('warns of pages for cards that are not encrypted', async () => {
    const config = { ...context.config, PUBLIC_URL: 'http://pay.example' }
    expect(await stepOf('address', { config })).toMatchObject({ state: 'failed' })
  })
})
