interface LoggedRequest {
  at: string
  type: string
  transactionId: string
  /** '' when no answer was made. */
  actionCode: string
  fault: string
}

const KEPT = 10_000

/** What was asked lately: kind and id alone, for anybody may write anything into a request. */
export class RequestLog {
  count = 0
  readonly #kept: LoggedRequest[] = []

  add(request: LoggedRequest): LoggedRequest {
    const logged = {
      ...request,
      type: /^[A-Z]{1,16}$/.test(request.type) ? request.type : '',
      // Letters and digits as ids have them; nothing that could be a card number.
      transactionId: /^(?=.*[A-Za-z])[0-9A-Za-z]{18}$/.test(request.transactionId)
        ? request.transactionId
        : '',
    }
    this.#kept[this.count % KEPT] = logged
    this.count++
    return logged
  }

  /** Newest first. */
  latest(limit: number): LoggedRequest[] {
    const listed: LoggedRequest[] = []
    const wanted = Math.min(limit, this.#kept.length)
    for (let back = 1; back <= wanted; back++) {
      const logged = this.#kept[(this.count - back) % KEPT]
      if (logged !== undefined) listed.push(logged)
    }
    return listed
  }
}
