import { readAdministrator, readCustomer, readText, textOr } from './codec.ts'
import { CUSTOMERS } from './customers.ts'
import type { Answer, Http } from './http.ts'
import { errorOf, readOne } from './http.ts'
import { readProblem } from './problem.ts'
import type { Condition } from './query.ts'
import { encodeListing } from './query.ts'
import { tokenAuthorization } from './sign.ts'
import type { Splynx, StaffIdentity } from './splynx.ts'
import { SplynxError } from './splynx.ts'

type LogIn = Pick<Splynx, 'logInStaff' | 'logInCustomer'>

// Splynx facts §1.4 and §2.10.
const TOKENS = '/admin/auth/tokens'
const ADMINISTRATORS = '/admin/administration/administrators'

interface Token {
  authorization: string
  refreshToken: string
}

export function createLogIn(http: Http): LogIn {
  /** Null when Splynx does not know this login with this password. */
  async function obtainToken(credentials: object): Promise<Token | null> {
    const call = { method: 'POST', path: TOKENS, body: credentials } as const
    const answer = await http.send(call)
    if (answer.kind === 'answered' && answer.status === 201) return tokenOf(answer.body)
    if (isWrongLogin(answer)) return null
    throw errorOf(call, answer)
  }

  /** Gives a token back that only had to prove who somebody is. */
  function revoke({ refreshToken }: Token): void {
    const path = `${TOKENS}/${encodeURIComponent(refreshToken)}`
    // Nobody waits for it, and it never rejects: a token that stays ends by itself.
    if (refreshToken) void http.send({ method: 'DELETE', path })
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

  return {
    async logInStaff(login, password, code) {
      if (login === '' || password === '') return null
      const token = await obtainToken({ auth_type: 'admin', login, password, code })
      if (!token) return null
      const staff = await findStaff(login, token.authorization)
      revoke(token)
      return staff
    },

    // The token does not say whose it is, but it sees only its own customer (facts §1.6).
    async logInCustomer(login, password) {
      if (login === '' || password === '') return null
      const token = await obtainToken({ auth_type: 'customer', login, password })
      if (!token) return null
      const query = encodeListing({ where: [], orderBy: 'id', limit: 2 })
      const { authorization } = token
      const rows = await http.readList({ path: CUSTOMERS, query, authorization })
      revoke(token)
      if (rows.length !== 1) {
        throw new SplynxError('Splynx does not say clearly which customer this is', 200)
      }
      return { customerId: readOne(CUSTOMERS, rows[0], readCustomer).id }
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
