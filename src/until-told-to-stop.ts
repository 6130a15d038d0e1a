/** Resolves with the first SIGTERM or SIGINT. A second one ends the process at once. */
export const untilToldToStop = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
