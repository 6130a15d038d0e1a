/**
 * In safe mode the program does not know what it has charged, because its database is older than its
 * journal. Nothing is sent but questions until a manager releases it.
 */
export class SafeModeError extends Error {
  override name = 'SafeModeError'
  constructor() {
    super('safe mode is on')
  }
}
