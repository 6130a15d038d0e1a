/** What an operator could set in Splynx about the API key and the books; a test may change it. */
export interface Settings {
  /** Refuse a nonce that is not greater than the last one (Splynx facts §1.3). */
  checkNonce: boolean
  /** Accept Basic authentication: "Unsecure access" of the key. */
  unsecureAuth: boolean
  /** The key sees customers of this partner only; null means any. */
  partnerId: number | null
  /** Permissions that the key lacks, as `controller:action`, e.g. `Payments:delete`. */
  denied: string[]
}

export const defaultSettings = (): Settings => ({
  checkNonce: false,
  unsecureAuth: true,
  partnerId: null,
  denied: [],
})

/** Changes the settings that a body names; the names of those that make no sense come back. */
export function changeSettings(settings: Settings, body: Record<string, unknown>): string[] {
  return Object.entries(body)
    .filter(([name, value]) => !change(settings, name, value))
    .map(([name]) => name)
}

function change(settings: Settings, name: string, value: unknown): boolean {
  switch (name) {
    case 'checkNonce':
    case 'unsecureAuth':
      if (typeof value !== 'boolean') return false
      settings[name] = value
      return true
    case 'partnerId':
      if (value !== null && !Number.isSafeInteger(value)) return false
      settings.partnerId = value as number | null
      return true
    case 'denied':
      if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) return false
      settings.denied = value
      return true
    default:
      return false
  }
}
