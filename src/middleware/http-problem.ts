import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Words, wordsFor } from '../../views/words/index.ts'
import type { Language } from '../domain/language.ts'

/**
 * A sentence in the reader's language: `(words) => words.noDocument`. What only the console says is
 * plain text.
 */
export type Said = string | Sentence
export type Sentence = (words: Words['problems']) => string

/**
 * Ends the request with a page that says `message` to the person in front of it, in a whole
 * sentence. Everything else that is thrown is a fault: people see a reference, the log the rest.
 */
export class HttpProblem extends Error {
  override name = 'HttpProblem'
  constructor(
    readonly status: ContentfulStatusCode,
    private readonly said: Said,
    /** Above the message; each status has one of its own. */
    private readonly saidAbove: Said = titleOf(status),
    readonly retryAfterSeconds?: number,
  ) {
    super(spoken(said, 'en'))
  }

  in(language: Language): { title: string; message: string } {
    return { title: spoken(this.saidAbove, language), message: spoken(this.said, language) }
  }
}

const spoken = (said: Said, language: Language): string =>
  typeof said === 'string' ? said : said(wordsFor(language).problems)

const TITLES: Record<number, Said> = {
  403: (words) => words.notAllowed,
  404: (words) => words.notFound,
  405: (words) => words.notPossible,
  409: (words) => words.changed,
  413: (words) => words.tooMuch,
  429: (words) => words.tooManyAttempts,
  500: (words) => words.wentWrong,
  503: (words) => words.notAvailable,
}

const titleOf = (status: number): Said => TITLES[status] ?? ((words) => words.didNotWork)

/** For `?? notFound()` behind a look-up. */
export function notFound(message: Said = (words) => words.nothingHere): never {
  throw new HttpProblem(404, message)
}

/** Something that the program needs is away; nothing was changed and it is worth trying again. */
export const awayProblem = (message: Said): HttpProblem =>
  new HttpProblem(503, message, (words) => words.notAvailable, 30)
