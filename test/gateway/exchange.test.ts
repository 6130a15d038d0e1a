import { Dispatcher } from 'undici'
import { expect, it, vi } from 'vitest'
import { post } from '../../src/gateway/exchange.ts'

type Handler = Required<Dispatcher.DispatchHandler>
type Controller = Dispatcher.DispatchController

const failure = (code: string) => Object.assign(new Error('4000300020001000'), { code })
const controller = () => ({ abort: vi.fn() }) as unknown as Controller

/** A dispatcher that does what a test tells it instead of using the network. */
class Staged extends Dispatcher {
  readonly #play: (handler: Handler) => void
  constructor(play: (handler: Handler) => void) {
    super()
    this.#play = play
  }
  override dispatch(_options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) {
    this.#play(handler as Handler)
    return true
  }
}

const play = (steps: (handler: Handler) => void) => post(new Staged(steps), '/', 'body', 1_000)

it('lets a request start once: a second start is stopped before it writes', async () => {
  const [first, again] = [controller(), controller()]
  const exchange = await play((handler) => {
    handler.onRequestStart(first, {})
    handler.onRequestStart(again, {})
    handler.onResponseError(again, failure('UND_ERR_ABORTED'))
  })
  expect(exchange).toEqual({ kind: 'unknown', cause: 'UND_ERR_ABORTED' })
  expect(first.abort).not.toHaveBeenCalled()
  expect(again.abort).toHaveBeenCalledOnce()
})

it.each(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'])(
  'judges %s by whether the request had started, not by its name',
  async (code) => {
    const before = await play((handler) => handler.onResponseError(controller(), failure(code)))
    const after = await play((handler) => {
      handler.onRequestStart(controller(), {})
      handler.onResponseError(controller(), failure(code))
    })
    expect(before.kind).toBe('unreached')
    expect(after.kind).toBe('unknown')
  },
)

it('turns an exception of the library into an outcome', async () => {
  const before = await play(() => {
    throw new Error('assertion')
  })
  const after = await play((handler) => {
    handler.onRequestStart(controller(), {})
    throw new Error('assertion')
  })
  expect(before).toEqual({ kind: 'unreached', cause: 'network failure' })
  expect(after).toEqual({ kind: 'unknown', cause: 'network failure' })
})

it('takes the first end for the end', async () => {
  const exchange = await play((handler) => {
    handler.onRequestStart(controller(), {})
    handler.onResponseStart(controller(), 200, {})
    handler.onResponseData(controller(), Buffer.from('o'))
    handler.onResponseData(controller(), Buffer.from('k'))
    handler.onResponseEnd(controller(), {})
    handler.onResponseError(controller(), failure('ECONNRESET'))
  })
  expect(exchange).toEqual({ kind: 'answered', status: 200, body: Buffer.from('ok') })
})

it.each([failure('4000300020001000'), failure('e'), new Error('4000300020001000'), 'text', null])(
  'never repeats what an error quotes',
  async (error) => {
    const exchange = await play((handler) => handler.onResponseError(controller(), error as Error))
    expect(exchange).toEqual({ kind: 'unreached', cause: 'network failure' })
  },
)
