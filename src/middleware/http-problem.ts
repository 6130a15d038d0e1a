import type { ContentfulStatusCode } from 'hono/utils/http-status'

/**
 * Ends the request with a page that says `message` to the person in front of it, in a whole
 * sentence. Everything else that is thrown is a fault: people see a reference, the log the rest.
 */
export class HttpProblem extends Error {
  override name = 'HttpProblem'
  constructor(
    readonly status: ContentfulStatusCode,
    message: string,
    /** Above the message; each status has one of its own. */
    readonly title: string = TITLES[status] ?? 'This did not work',
    readonly retryAfterSeconds?: number,
  ) {
    super(message)
  }
}

const TITLES: Record<number, string> = {
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not possible here',
  409: 'It has changed meanwhile',
  413: 'Too much at once',
  429: 'Too many attempts',
  500: 'Something went wrong',
  503: 'Not available at the moment',
}

/** For `?? notFound()` behind a look-up. */
export function notFound(message = 'There is nothing at this address.'): never {
  throw new HttpProblem(404, message)
}

/** Something that the program needs is away; nothing was changed and it is worth trying again. */
export const awayProblem = (message: string): HttpProblem =>
  new HttpProblem(503, message, 'Not available at the moment', 30)
