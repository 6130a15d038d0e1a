// What Splynx answers when it will not do something (Splynx facts §2.2).

/** Internal code → HTTP status. The statuses of the token errors are only implied by the facts. */
const STATUS = {
  BAD_REQUEST: 400,
  INVALID_INPUT_DATA: 400,
  RESET_PASSWORD_DISABLED: 400,
  RESET_PASSWORD_CODE_INVALID: 400,
  RESET_PASSWORD_FAIL: 400,
  EXCEEDED_MAX_ATTEMPTS: 400,
  UNAUTHORIZED: 401,
  MISSED_AUTHORIZATION_HEADER: 401,
  EMPTY_ACCESS_TOKEN: 401,
  EXPIRED_ACCESS_TOKEN: 401,
  EXPIRED_REFRESH_TOKEN: 401,
  TOKEN_BANNED: 401,
  INVALID_SASH: 401,
  INVALID_AUTH_TYPE: 401,
  MISSED_TWO_FACTOR_CODE: 401,
  INVALID_TWO_FACTOR_CODE: 401,
  INVALID_USER: 401,
  USER_AGENT_CHANGED: 401,
  IP_CHANGED: 401,
  FORBIDDEN: 403,
  ENTITY_CANNOT_BE_DELETED: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  METHOD_DISABLED: 405,
  NOT_ALLOWED_BY_PARTNER_RESTRICTION: 405,
  // By analogy with the partner restriction, whose 405 is official.
  NOT_ALLOWED_BY_USER_RESTRICTION: 405,
  SERVER_ERROR: 500,
} as const

export type InternalCode = keyof typeof STATUS

/** Ends the call with the error envelope. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  constructor(
    readonly internalCode: InternalCode,
    message: string,
  ) {
    super(message)
    this.status = STATUS[internalCode]
  }

  get body(): string {
    const { message, status: code, internalCode: internal_code } = this
    return JSON.stringify({ error: { message, code, internal_code } })
  }
}

export interface FieldError {
  field: string
  message: string
}

/** Ends the call with 422, which only live systems show (facts §2.2); the body is our decision. */
export class Invalid extends Error {
  override name = 'Invalid'
  readonly status = 422
  constructor(readonly errors: FieldError[]) {
    super('validation failed')
  }

  static field(field: string, message: string): Invalid {
    return new Invalid([{ field, message }])
  }

  get body(): string {
    return JSON.stringify(this.errors)
  }
}

/** The very words of a live system. */
export const methodDisabled = () => new Problem('METHOD_DISABLED', 'Method is disabled!')
export const notAllowed = () => new Problem('METHOD_NOT_ALLOWED', 'Method not allowed.')
export const notFound = () => new Problem('NOT_FOUND', 'Entity not found.')
export const missingId = () => new Problem('BAD_REQUEST', 'Missing required parameters: id.')
export const forbidden = () =>
  new Problem('FORBIDDEN', 'You are not allowed to perform this action.')
