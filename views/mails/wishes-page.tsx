import type { Language } from '../../src/domain/language.ts'
import { Button } from '../components/button.tsx'
import { PlainLayout } from '../layout.tsx'
import { wordsFor } from '../words/index.ts'

/** Where a customer says which mails are wanted, without a log-in: the address is the proof. */
export const WishesPage = ({
  action,
  hasOptedOut,
  language,
}: {
  action: string
  hasOptedOut: boolean
  language: Language
}) => {
  const { mail: words } = wordsFor(language)
  return (
    <PlainLayout title={words.wishesTitle} language={language}>
      <p>{hasOptedOut ? words.notWanted : words.wanted}</p>
      <p>{words.always}</p>
      <form method="post" action={action}>
        <input type="hidden" name="wish" value={hasOptedOut ? 'resume' : 'stop'} />
        <Button look="primary">{hasOptedOut ? words.resume : words.stop}</Button>
      </form>
    </PlainLayout>
  )
}
