import { LANGUAGE_NAME, LANGUAGES } from '../../src/domain/language.ts'
import { useLanguage, useWords } from '../words/speaking.tsx'
import { CsrfField } from './csrf-field.tsx'

/** Ends a customer's page. Every language stands there in its own words. */
export const LanguageSwitch = ({ csrf }: { csrf: string }) => {
  const current = useLanguage()
  return (
    <footer class="language-switch">
      <form method="post" action="/ippay/language" aria-label={useWords().common.languageSwitch}>
        <CsrfField token={csrf} />
        {LANGUAGES.map((language) => (
          <button
            type="submit"
            name="language"
            value={language}
            lang={language}
            aria-current={language === current ? 'true' : undefined}
          >
            {LANGUAGE_NAME[language]}
          </button>
        ))}
      </form>
    </footer>
  )
}
