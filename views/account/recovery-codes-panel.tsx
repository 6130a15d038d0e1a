import { ButtonLink } from '../components/button.tsx'
import { Card, Stack } from '../components/card.tsx'
import { FormActions } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'

/** Shown once, after the second factor was set up or the codes were renewed. */
export const RecoveryCodesPanel = ({ codes }: { codes: readonly string[] }) => (
  <Stack>
    <Notice tone="warning" title="Keep these where your phone is not">
      Print them or store them in a password manager. Former codes do not work any more.
    </Notice>
    <Card>
      <ul class="recovery-codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <FormActions>
        <ButtonLink look="primary" href="/admin/account">
          I have stored them
        </ButtonLink>
      </FormActions>
    </Card>
  </Stack>
)
