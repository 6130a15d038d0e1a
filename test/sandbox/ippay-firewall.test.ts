import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { isLetIn } from '../../src/sandbox/ippay/firewall.ts'
import { defaultSettings } from '../../src/sandbox/ippay/settings.ts'
import { message, setup } from './ippay-support.ts'

/** A ping that comes from one of this machine's own addresses. */
function pingFrom(url: string, localAddress: string, path = '/ippay'): ClientRequest {
  const { port } = new URL(url)
  const call = request({ host: '127.0.0.1', port, path, method: 'POST', localAddress })
  call.end(message('PING'))
  return call
}

async function answerTo(call: ClientRequest): Promise<number | string> {
  return new Promise((resolve) => {
    call.on('response', (response) => resolve(response.resume().statusCode ?? 0))
    call.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
  })
}

describe('a registered source address', () => {
  it('is answered, and every other finds its connection gone', async () => {
    const { url } = await setup({ settings: { allowedAddresses: ['127.0.0.2', '10.1.0.0/16'] } })
    expect(await answerTo(pingFrom(url, '127.0.0.2'))).toBe(200)
    expect(await answerTo(pingFrom(url, '127.0.0.3'))).toBe('ECONNRESET')
    expect(await answerTo(pingFrom(url, '127.0.0.3', '/ippayReport/'))).toBe('ECONNRESET')
  })

  it('is asked for by its range, and control addresses stay open to everybody', async () => {
    const { url, control } = await setup({ settings: { allowedAddresses: ['127.0.0.8/29'] } })
    expect(await answerTo(pingFrom(url, '127.0.0.10'))).toBe(200)
    expect(await answerTo(pingFrom(url, '127.0.0.16'))).toBe('ECONNRESET')
    const { body } = await control('GET', 'requests')
    expect(body.requests).toMatchObject([{ fault: 'blocked' }, { fault: '' }])
    await control('PUT', 'settings', { allowedAddresses: [] })
    expect(await answerTo(pingFrom(url, '127.0.0.16'))).toBe(200)
  })

  it.each(['127.0.0', '127.0.0.1/33', 'localhost', '', '1.2.3.4/8/8'])(
    'is not written %j',
    async (address) => {
      const { control } = await setup()
      const put = await control('PUT', 'settings', { allowedAddresses: [address] })
      expect(put.status).toBe(400)
    },
  )

  it.each([
    ['2001:db8::7', true],
    ['2001:db9::7', false],
    ['::ffff:203.0.113.9', true],
    [undefined, false],
  ])('may be of IPv6 as well: %s', (source, isIn) => {
    const settings = { ...defaultSettings(), allowedAddresses: ['2001:db8::/32', '203.0.113.9'] }
    expect(isLetIn(settings, source)).toBe(isIn)
  })
})

it('a firewall may also keep silent until the caller gives up', async () => {
  const { url, control } = await setup({
    settings: { allowedAddresses: ['127.0.0.2'], blocked: 'silence' },
  })
  const call = pingFrom(url, '127.0.0.3')
  await once(call, 'finish')
  for (let seen = 0; seen === 0; ) {
    seen = (await control('GET', 'requests')).body.requests.length
  }
  call.destroy(new Error('gave up'))
  const [error] = await once(call, 'error')
  expect(error.message).toBe('gave up')
})
