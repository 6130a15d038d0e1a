import type { Mail } from '../../src/db/schema.ts'
import { maySendAgain } from '../../src/domain/mail.ts'
import { Button } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'

interface SendAgain {
  mail: Pick<Mail, 'id' | 'state'>
  csrf: string
  /** Made when the page is drawn, so that a double click sends once. */
  requestKey: string
}

const ASK: Partial<Record<Mail['state'], string>> = {
  sent: 'The customer has this mail. Send it once more?',
  uncertain: 'The customer may have this mail already. Send it again?',
}

/** Nothing where it cannot be sent. */
export const SendAgainForm = ({ mail, csrf, requestKey }: SendAgain) =>
  maySendAgain(mail.state) ? (
    <form method="post" action={`/admin/mails/${mail.id}/sending`}>
      <CsrfField token={csrf} />
      <input type="hidden" name="request_key" value={requestKey} />
      <Button
        size="small"
        icon="sending"
        confirm={ASK[mail.state] ?? 'Send this mail now?'}
        confirmLabel="Send it"
      >
        Send again
      </Button>
    </form>
  ) : null
