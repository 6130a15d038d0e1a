import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { FormActions } from '../components/field.tsx'
import { Identifier, Moment } from '../components/figures.tsx'

/** Shown once, for an admin to hand over. */
export const PasswordLinkPanel = ({
  href,
  until,
  zone,
  backHref,
}: {
  href: string
  until: Date
  zone: string
  backHref: string
}) => (
  <Card>
    <p class="pay-link">
      <Identifier value={href} label="Copy the link" />
    </p>
    <p>
      It works until <Moment at={until} zone={zone} />. Whoever has it can set the password, so hand
      it over in person or by a message that only this person reads. A newer link makes it
      worthless.
    </p>
    <FormActions>
      <ButtonLink href={backHref}>Done</ButtonLink>
    </FormActions>
  </Card>
)
