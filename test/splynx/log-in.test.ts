import { describe, expect, it } from 'vitest'
import type { Answering, Received } from './support/stub.ts'
import { json, mute, page, says, setup } from './support/stub.ts'

const TOKEN = {
  access_token: 'access1',
  access_token_expiration: 1_900_000_000,
  refresh_token: 'refresh1',
  refresh_token_expiration: 1_900_000_000,
  permissions: [],
}
const CLERK = { id: 2, login: 'clerk', name: 'Martin Hale', role_name: 'financial-manager' }

const refusal = (code: number, internal_code: string) =>
  says(code, { error: { message: 'Nope', code, internal_code } })

/** Gives a token and answers lists with `rows`; `list` overrides the answer to a list. */
const answering =
  (rows: unknown[], list?: (request: Received) => Answering | null): Answering =>
  (response, request, number) => {
    if (request.method === 'POST') return json(response, TOKEN, 201)
    if (request.method === 'DELETE') return void response.writeHead(204).end()
    const answer = list?.(request)
    return answer ? answer(response, request, number) : json(response, rows)
  }

const withToken = ({ headers }: Received) =>
  headers.authorization === 'Splynx-EA (access_token=access1)'

describe('staff', () => {
  it('are told by their login, asked for with their own token', async () => {
    const { splynx, requests } = await setup(answering([CLERK]))
    expect(await splynx.logInStaff('Clerk', 'pass word')).toEqual({
      id: 2,
      login: 'clerk',
      name: 'Martin Hale',
      role: 'financial-manager',
    })
    expect(requests[0]).toMatchObject({
      path: '/api/2.0/admin/auth/tokens',
      body: { auth_type: 'admin', login: 'Clerk', password: 'pass word' },
    })
    expect(requests[1]?.query).toContain('main_attributes[login]=Clerk')
    expect(withToken(requests[1]!)).toBe(true)
  })

  it('give their token back', async () => {
    const { splynx, requests } = await setup(answering([CLERK]))
    await splynx.logInStaff('clerk', 'x')
    await splynx.close()
    expect(requests.at(-1)).toMatchObject({
      method: 'DELETE',
      path: '/api/2.0/admin/auth/tokens/refresh1',
    })
  })

  it('are asked for with our key when they may not list administrators', async () => {
    const { splynx, requests } = await setup(
      answering([CLERK], (request) => (withToken(request) ? refusal(403, 'FORBIDDEN') : null)),
    )
    expect(await splynx.logInStaff('clerk', 'x')).toMatchObject({ id: 2 })
    expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(2)
  })

  it.each([
    { name: 'nobody', rows: [] },
    { name: 'two people', rows: [CLERK, { ...CLERK, id: 3 }] },
    {
      name: 'somebody else',
      rows: [{ ...CLERK, login: 'admin', role_name: 'super-administrator' }],
    },
    { name: 'somebody without a role', rows: [{ ...CLERK, role_name: null }] },
    { name: 'somebody without an id', rows: [{ ...CLERK, id: 0 }] },
  ])('are not guessed at: $name', async ({ rows }) => {
    const { splynx } = await setup(answering(rows))
    await expect(splynx.logInStaff('clerk', 'x')).rejects.toMatchObject({ name: 'SplynxError' })
  })

  it('may need a second factor', async () => {
    const { splynx, requests } = await setup(refusal(401, 'MISSED_TWO_FACTOR_CODE'))
    await expect(splynx.logInStaff('clerk', 'x', '123456')).rejects.toMatchObject({
      internalCode: 'MISSED_TWO_FACTOR_CODE',
    })
    expect(requests[0]?.body).toMatchObject({ code: '123456' })
  })
})

describe('customers', () => {
  it('are whoever their token lets see', async () => {
    const { splynx, requests } = await setup(answering([{ id: '77', login: 'customer' }]))
    expect(await splynx.logInCustomer('customer', 'x')).toEqual({ customerId: 77 })
    expect(requests[0]?.body).toEqual({ auth_type: 'customer', login: 'customer', password: 'x' })
    expect(requests[1]?.path).toBe('/api/2.0/admin/customers/customer')
    expect(withToken(requests[1]!)).toBe(true)
  })

  it.each([
    { name: 'nobody', rows: [] },
    { name: 'several', rows: [{ id: 1 }, { id: 2 }] },
    { name: 'somebody without an id', rows: [{ login: 'customer' }] },
  ])('are not guessed at: $name', async ({ rows }) => {
    const { splynx } = await setup(answering(rows))
    await expect(splynx.logInCustomer('customer', 'x')).rejects.toMatchObject({
      name: 'SplynxError',
    })
  })

  it('are never asked for with our key, which sees everyone', async () => {
    const { splynx, requests } = await setup(
      answering([{ id: 1 }], () => refusal(403, 'FORBIDDEN')),
    )
    await expect(splynx.logInCustomer('customer', 'x')).rejects.toMatchObject({ status: 403 })
    expect(requests.filter(({ method }) => method === 'GET').every(withToken)).toBe(true)
  })
})

describe.each(['logInStaff', 'logInCustomer'] as const)('%s', (logIn) => {
  it.each([
    { answer: refusal(401, 'INVALID_USER') },
    { answer: refusal(401, 'UNAUTHORIZED') },
    { answer: refusal(400, 'INVALID_INPUT_DATA') },
    { answer: says(422, [{ field: 'password', message: 'Falsch' }]) },
    { answer: says(401, {}) },
  ])('is null for a wrong login or password ($#)', async ({ answer }) => {
    const { splynx, requests } = await setup(answer)
    expect(await splynx[logIn]('somebody', 'wrong')).toBeNull()
    expect(requests).toHaveLength(1)
  })

  it.each([
    { name: 'too many attempts', answer: refusal(401, 'EXCEEDED_MAX_ATTEMPTS') },
    { name: 'a method switched off', answer: refusal(405, 'METHOD_DISABLED') },
    { name: 'a wrong address', answer: refusal(404, 'NOT_FOUND') },
    { name: 'a failure of Splynx', answer: refusal(500, 'UNAUTHORIZED') },
    { name: "a proxy's own login", answer: page(401) },
    { name: 'a page', answer: page(201) },
    { name: 'no token', answer: says(201, { access_token: null }) },
    { name: 'another success', answer: says(200, TOKEN) },
  ])('is an error, no wrong password, for $name; and asks once', async ({ answer }) => {
    const { splynx, requests } = await setup(answer)
    await expect(splynx[logIn]('somebody', 'right')).rejects.toMatchObject({ name: 'SplynxError' })
    expect(requests).toHaveLength(1)
  })

  it('is an error when Splynx does not answer', async () => {
    const { splynx } = await setup(mute, { timeoutMs: 300 })
    await expect(splynx[logIn]('somebody', 'right')).rejects.toMatchObject({ status: null })
  })

  it.each([
    ['', 'x'],
    ['somebody', ''],
  ])('asks nothing for %j with %j', async (login, password) => {
    const { splynx, requests } = await setup(says(201, TOKEN))
    expect(await splynx[logIn](login, password)).toBeNull()
    expect(requests).toHaveLength(0)
  })
})

describe('the sash of an administrator’s session', () => {
  const owner = (id: string) => ({ 'SpL-Administrator-Id': id, 'SpL-Administrator-Role': 'x' })
  const named =
    (id: string, staff: unknown = CLERK): Answering =>
    (response, request) => {
      const isSigned = request.headers.authorization?.includes('&sash=') ?? false
      response.writeHead(200, isSigned ? owner(id) : {})
      response.end(JSON.stringify(isSigned ? [] : staff))
    }

  it('leads to the administrator, whom our own key then asks about', async () => {
    const { splynx, requests } = await setup(named('2'))
    expect(await splynx.findStaffBySash('a b')).toMatchObject({ id: 2, login: 'clerk' })
    expect(requests[0]?.headers.authorization).toMatch(/&signature=[0-9A-F]{64}&sash=a%20b\)$/)
    expect(requests[1]?.path).toBe('/api/2.0/admin/administration/administrators/2')
  })

  it.each([
    { name: 'that nobody knows', answer: refusal(401, 'INVALID_SASH') },
    { name: 'that Splynx says nothing about', answer: says(200, []) },
  ])('$name is nobody’s', async ({ answer }) => {
    const { splynx, requests } = await setup(answer)
    expect(await splynx.findStaffBySash('old')).toBeNull()
    expect(requests).toHaveLength(1)
  })

  it('is signed again where a nonce was overtaken, and not for ever', async () => {
    const { splynx, requests } = await setup(refusal(401, 'UNAUTHORIZED'))
    await expect(splynx.findStaffBySash('s')).rejects.toMatchObject({ status: 401 })
    expect(requests).toHaveLength(3)
  })

  it('never stands for somebody else than Splynx named', async () => {
    const { splynx } = await setup(named('3'))
    await expect(splynx.findStaffBySash('s')).rejects.toThrow('another administrator')
  })

  it.each(['', 'x'.repeat(257)])('that is none is not asked about', async (sash) => {
    const { splynx, requests } = await setup(named('2'))
    expect(await splynx.findStaffBySash(sash)).toBeNull()
    expect(requests).toHaveLength(0)
  })
})
