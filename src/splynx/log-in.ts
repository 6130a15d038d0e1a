import { TOKENS } from './authorization.ts'
import { idOf, readAdministrator, readCustomer, readText, textOr } from './codec.ts'
import { CUSTOMERS } from './customers.ts'
import type { Answer, Http } from './http.ts'
import { errorOf, readOne } from './http.ts'
import { readProblem } from './problem.ts'
import type { Condition } from './query.ts'
import { encodeListing } from './query.ts'
import { tokenAuthorization } from './sign.ts'
import type { Splynx, StaffIdentity } from './splynx.ts'
import { SplynxError } from './splynx.ts'

type LogIn = Pick<
  Splynx,
  'logInStaff' | 'logInCustomer' | 'findSessionCustomer' | 'findStaffBySash'
>

// Splynx facts §1.4 and §2.10.
const ADMINISTRATORS = '/admin/administration/administrators'
const PARTNERS = '/admin/administration/partners'

const SASH_CHARACTERS_MAX = 256
const SIGNED_TRIES_MAX = 3

interface Token {
  authorization: string
  refreshToken: string
}

export function createLogIn(http: Http): LogIn {
  /** Null when Splynx does not know this login with this password. */
  async function obtainToken(credentials: object): Promise<Token | null> {
    // Without a proof of our own: a wrong password must not look like a wrong key.
    const proof = { authorization: '', isQuick: true } as const
    const call = { method: 'POST', path: TOKENS, body: credentials, ...proof } as const
    const answer = await http.send(call)
    if (answer.kind === 'answered' && answer.status === 201) return tokenOf(answer.body)
    if (isWrongLogin(answer)) return null
    throw errorOf(call, answer)
  }

  /** Gives a token back that only had to prove who somebody is. */
  function revoke({ refreshToken }: Token): void {
    const path = `${TOKENS}/${encodeURIComponent(refreshToken)}`
    // Nobody waits for it, and it never rejects: a token that stays ends by itself.
    if (refreshToken) void http.send({ method: 'DELETE', path, authorization: '' })
  }

  // Not every administrator may list administrators; our key may.
  async function findStaff(login: string, authorization: string): Promise<StaffIdentity> {
    try {
      return await askForStaff(login, authorization)
    } catch (error) {
      const isForbidden =
        error instanceof SplynxError && [401, 403, 405].includes(error.status ?? 0)
      if (!isForbidden) throw error
      return await askForStaff(login)
    }
  }

  async function askForStaff(login: string, authorization?: string): Promise<StaffIdentity> {
    const where: Condition[] = [{ attribute: 'login', operator: '=', values: [login] }]
    const query = encodeListing({ where, orderBy: 'id', limit: 2 })
    const rows = await http.readList({ path: ADMINISTRATORS, query, authorization })
    const [staff, ...others] = rows.map((row) => readOne(ADMINISTRATORS, row, readAdministrator))
    const isNamed = staff?.login.toLowerCase() === login.toLowerCase()
    if (staff && isNamed && others.length === 0) return staff
    throw new SplynxError('Splynx does not say clearly which administrator this is', 200)
  }

  /** A token does not say whose it is, but a customer's sees only its own customer (facts §1.6). */
  async function findOnlyCustomer({
    authorization,
  }: Token): Promise<{ customerId: number } | null> {
    const query = encodeListing({ where: [], orderBy: 'id', limit: 2 })
    const rows = await http.readList({ path: CUSTOMERS, query, authorization })
    if (rows.length !== 1) return null
    return { customerId: readOne(CUSTOMERS, rows[0], readCustomer).id }
  }

  /** A session may be an administrator's, who must not become the only customer there is. */
  async function seesStaff({ authorization }: Token): Promise<boolean> {
    const query = encodeListing({ where: [], orderBy: 'id', limit: 1 })
    const call = { method: 'GET', path: ADMINISTRATORS, query, authorization } as const
    const answer = await http.send(call)
    if (answer.kind === 'silent' || answer.status >= 500) throw errorOf(call, answer)
    return answer.status === 200 && Array.isArray(answer.body) && answer.body.length > 0
  }

  /** Splynx names the administrator of a session in the headers of any answer (facts §1.2). */
  async function findSashOwner(sash: string): Promise<number | null> {
    const query = encodeListing({ where: [], orderBy: 'id', limit: 1 })
    for (let tries = 1; ; tries++) {
      // The `sash` goes with a signature only, and a key may check its nonces.
      const authorization = http.signWith(sash)
      const call = { method: 'GET', path: PARTNERS, query, authorization } as const
      const answer = await http.send(call)
      const isAnswered = answer.kind === 'answered'
      if (isAnswered && answer.status === 200) return idOf(answer.headers['spl-administrator-id'])
      const code = isAnswered ? readProblem(answer.body).internalCode : null
      if (code === 'INVALID_SASH') return null
      if (code !== 'UNAUTHORIZED' || tries === SIGNED_TRIES_MAX) throw errorOf(call, answer)
    }
  }

  return {
    async findStaffBySash(sash) {
      if (sash === '' || sash.length > SASH_CHARACTERS_MAX) return null
      const id = await findSashOwner(sash)
      if (id === null) return null
      const path = `${ADMINISTRATORS}/${id}`
      const staff = readOne(path, await http.read({ path }), readAdministrator)
      if (staff.id === id) return staff
      throw new SplynxError(`Splynx answered GET ${path} with another administrator`, 200)
    },

    async logInStaff(login, password, code) {
      if (login === '' || password === '') return null
      const token = await obtainToken({ auth_type: 'admin', login, password, code })
      if (!token) return null
      const staff = await findStaff(login, token.authorization)
      revoke(token)
      return staff
    },

    async logInCustomer(login, password) {
      if (login === '' || password === '') return null
      const token = await obtainToken({ auth_type: 'customer', login, password })
      if (!token) return null
      const customer = await findOnlyCustomer(token)
      revoke(token)
      if (customer) return customer
      throw new SplynxError('Splynx does not say clearly which customer this is', 200)
    },

    async findSessionCustomer(sessionId) {
      if (sessionId === '') return null
      const token = await obtainToken({ auth_type: 'session', session_id: sessionId })
      if (!token) return null
      const customer = (await seesStaff(token)) ? null : await findOnlyCustomer(token)
      revoke(token)
      return customer
    },
  }
}

const tokenOf = (body: unknown): Token =>
  readOne(TOKENS, body, (row) => ({
    authorization: tokenAuthorization(readText(row, 'access_token')),
    refreshToken: textOr(row.refresh_token, ''),
  }))

const WRONG_LOGIN = new Set(['INVALID_USER', 'UNAUTHORIZED', 'INVALID_INPUT_DATA'])

/**
 * A code of its own (a missing second factor, too many attempts, a method that is switched off) is
 * no wrong password. Which status comes with a wrong one is documented nowhere; the code decides.
 */
function isWrongLogin(answer: Answer): boolean {
  if (answer.kind === 'silent') return false
  const { status, body } = answer
  const { internalCode } = readProblem(body)
  if (internalCode !== null) return status < 500 && WRONG_LOGIN.has(internalCode)
  return body !== undefined && (status === 401 || status === 422)
}
