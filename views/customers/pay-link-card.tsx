import type { PayLink } from '../../src/db/schema.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { FormActions } from '../components/field.tsx'
import { Identifier, Moment } from '../components/figures.tsx'

/** A link to hand out, until when it works, and the way to end it. */
export const PayLinkCard = ({
  link,
  address,
  zone,
  now,
  csrf,
}: {
  link: PayLink
  address: string
  zone: string
  now: Date
  csrf: string
}) => {
  const works = link.revoked_at === null && link.expires_at > now
  return (
    <Card>
      {works && (
        <>
          <p class="pay-link">
            <Identifier value={address} label="Copy the link" />
          </p>
          <p>
            <img
              class="qr-code"
              src={`/admin/links/${link.id}/qr.svg`}
              alt="QR code of the link"
              width="180"
              height="180"
            />
          </p>
          <p class="card-lead">
            Scanned with a phone, it opens the link.{' '}
            <a
              href={`/admin/links/${link.id}/qr.svg`}
              download={`link-${link.document_number}.svg`}
            >
              Download it
            </a>{' '}
            to print or send it.
          </p>
        </>
      )}
      <Definitions>
        <Definition term="Made">
          <Moment at={link.created_at} zone={zone} /> by {link.created_by}
        </Definition>
        <Definition term={link.expires_at > now ? 'Works until' : 'Expired'}>
          <Moment at={link.expires_at} zone={zone} />
        </Definition>
        {link.revoked_at && (
          <Definition term="Revoked">
            <Moment at={link.revoked_at} zone={zone} />
          </Definition>
        )}
      </Definitions>
      {works && (
        <form method="post" action={`/admin/links/${link.id}/revocation`}>
          <CsrfField token={csrf} />
          <FormActions>
            <Button look="danger">Revoke</Button>
          </FormActions>
        </form>
      )}
    </Card>
  )
}
