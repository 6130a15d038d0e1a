const beginnings: (() => Promise<void>)[] = []

/** What a shared database, or whatever else outlives a test file, has to do before each test. */
export function beforeEachTest(begin: () => Promise<void>): void {
  beginnings.push(begin)
}

/** Everything is as before the first test. */
export async function startAnew(): Promise<void> {
  for (const begin of beginnings) await begin()
}
