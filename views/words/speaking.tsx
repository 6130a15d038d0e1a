import { type Child, createContext, type PropsWithChildren, useContext } from 'hono/jsx'
import type { Language } from '../../src/domain/language.ts'
import { type Words, wordsFor } from './index.ts'

const Spoken = createContext<Language>('en')

/** Everything inside is in this language. The layouts do it; only pieces of pages do it themselves. */
export const Speaking = ({ language, children }: PropsWithChildren<{ language: Language }>) => (
  <Spoken.Provider value={language}>{children}</Spoken.Provider>
)

/** For what is drawn inside a layout. A page itself stands outside and uses `page.words`. */
export const useLanguage = (): Language => useContext(Spoken)
export const useWords = (): Words => wordsFor(useLanguage())

const GAP = '\u0000'

/** A sentence around something drawn: `<Filled sentence={words.common.due}><Day … /></Filled>`. */
export const Filled = ({
  sentence,
  children,
}: {
  sentence: (filling: string) => string
  children: Child
}) => {
  const [before, after] = sentence(GAP).split(GAP)
  return (
    <>
      {before}
      {children}
      {after}
    </>
  )
}
