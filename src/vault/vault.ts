import { fingerprint, type KeyRing, open, seal } from './key-ring.ts'

/** Seals what may only be kept sealed. Each kind of secret has a purpose of its own. */
export interface Vault {
  /** The gateway's token of a card or bank account, which can charge by itself. */
  sealToken(token: string): string
  /** Throws when the key is not on the ring or a byte was changed. */
  openToken(sealed: string): string
  sealSecurityCode(paymentId: string, code: string): string
  openSecurityCode(paymentId: string, sealed: string): string
  /** The secret of a member of the staff's authenticator. */
  sealAuthenticator(staffId: number, secret: string): string
  openAuthenticator(staffId: number, sealed: string): string
  /** A secret that an admin saved on the page of settings. */
  sealSetting(name: string, value: string): string
  openSetting(name: string, sealed: string): string
  /** Tells one card or account from another without keeping it. */
  fingerprint(token: string): string
}

export function createVault(ring: KeyRing): Vault {
  return {
    sealToken: (token) => seal(ring, 'token', token),
    openToken: (sealed) => open(ring, 'token', sealed),
    // Bound to its payment, so that it opens for no other.
    sealSecurityCode: (paymentId, code) => seal(ring, `security-code:${paymentId}`, code),
    openSecurityCode: (paymentId, sealed) => open(ring, `security-code:${paymentId}`, sealed),
    sealAuthenticator: (staffId, secret) => seal(ring, `authenticator:${staffId}`, secret),
    openAuthenticator: (staffId, sealed) => open(ring, `authenticator:${staffId}`, sealed),
    sealSetting: (name, value) => seal(ring, `setting:${name}`, value),
    openSetting: (name, sealed) => open(ring, `setting:${name}`, sealed),
    fingerprint: (token) => fingerprint(ring, token),
  }
}
