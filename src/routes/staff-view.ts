/** A place where a member of the staff is logged in, for the pages that show it. */
export interface StaffSession {
  /** Names it in forms; it opens nothing. */
  handle: string
  /** `Firefox on Windows`. */
  device: string
  address: string
  startedAt: Date
  seenAt: Date
}

/** A login or an address that has failed too often. */
export interface Locked {
  name: string
  minutes: number
}
