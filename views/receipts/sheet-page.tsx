import type { Child } from 'hono/jsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { CustomerLayout } from '../layout.tsx'
import type { PortalPage } from '../portal/page.ts'
import { wordsFor } from '../words/index.ts'
import type { Sheet } from './receipt-sheet.ts'

interface SheetPageProps {
  page: Omit<PortalPage, 'customer' | 'words' | 'zip'> & Partial<PortalPage>
  sheet: Sheet
  active: 'pay' | 'credentials'
  pdfHref: string
  back: { href: string; label: string }
  /** To end what the page shows. */
  end?: { href: string; label: string }
}

/** A receipt or an authorization, to read and to print. */
export const SheetPage = ({ page, sheet, active, pdfHref, back, end }: SheetPageProps) => {
  const { receipts: words } = wordsFor(sheet.language)
  return (
    <CustomerLayout title={sheet.title} heading={sheet.title} active={active} {...page}>
      <SheetCards sheet={sheet} />
      <div class="form-actions sheet-actions">
        <ButtonLink look="primary" icon="receipt" href={pdfHref}>
          {words.download}
        </ButtonLink>
        <Button type="button" icon="printer" data-print hidden>
          {words.print}
        </Button>
        <ButtonLink href={back.href}>{back.label}</ButtonLink>
        {end && (
          <ButtonLink look="danger" href={end.href}>
            {end.label}
          </ButtonLink>
        )}
      </div>
    </CustomerLayout>
  )
}

const SheetCards = ({ sheet }: { sheet: Sheet }) => (
  <div class="stack">
    <Card title={sheet.merchantName || undefined}>
      {sheet.figure && <p class="money money-large">{sheet.figure}</p>}
      <Definitions wide>
        <Definition term={wordsFor(sheet.language).receipts.status}>{sheet.status}</Definition>
        {sheet.facts.map(({ label, value }) => (
          <Definition term={label}>{value}</Definition>
        ))}
      </Definitions>
    </Card>
    {sheet.quote && (
      <Card title={sheet.quote.title}>
        <blockquote>{sheet.quote.text}</blockquote>
      </Card>
    )}
    {sheet.notes.map(
      (note): Child => (
        <p class="sheet-note">{note}</p>
      ),
    )}
  </div>
)
