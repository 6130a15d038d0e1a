import { raw } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import { Brand } from './components/brand.tsx'
import { ConsoleNav, type ConsoleSection, type StaffFacts } from './components/console-nav.tsx'
import {
  type CustomerFacts,
  CustomerNav,
  type CustomerSection,
} from './components/customer-nav.tsx'
import { type Flash, FlashRegion, Notice } from './components/notice.tsx'
import { PageHead, SkipLink } from './components/page-head.tsx'
import { type Crumb, PageHeader } from './components/page-header.tsx'

const Page = ({
  title,
  look,
  children,
}: PropsWithChildren<{ title: string; look: 'console' | 'customer' | 'plain' | 'widget' }>) => (
  <>
    {raw('<!doctype html>')}
    <html lang="en">
      <PageHead title={title} />
      <body class={look}>
        <SkipLink />
        {children}
      </body>
    </html>
  </>
)

/** A page of the staff's console: `title` names the tab, `heading` the page where they differ. */
export const ConsoleLayout = ({
  title,
  heading = title,
  lead,
  crumbs,
  actions,
  active,
  staff,
  csrf,
  notice,
  isSafeMode,
  children,
}: PropsWithChildren<{
  title: string
  heading?: Child
  lead?: Child
  crumbs?: readonly Crumb[]
  actions?: Child
  active?: ConsoleSection
  staff: StaffFacts
  csrf: string
  notice?: Flash
  isSafeMode?: boolean
}>) => (
  <Page title={title} look="console">
    <ConsoleNav active={active} staff={staff} csrf={csrf} />
    <main id="main" tabindex={-1}>
      <div class="page-top">
        <PageHeader heading={heading} lead={lead} crumbs={crumbs} actions={actions} />
        <FlashRegion notice={notice} />
      </div>
      {isSafeMode && <SafeModeBanner />}
      {children}
    </main>
  </Page>
)

const SafeModeBanner = () => (
  <div class="page-banner">
    <Notice tone="danger" title="Safe mode is on: nothing is charged">
      Runs and payments wait until a manager releases it.{' '}
      <a href="/admin/safe-mode">Why, and what to do</a>
    </Notice>
  </div>
)

/** A customer's page, one narrow column. Pages with a `heading` of their own (`Outcome`) leave it out. */
export const CustomerLayout = ({
  title,
  heading,
  lead,
  crumbs,
  active,
  customer,
  csrf,
  notice,
  isClosed,
  children,
}: PropsWithChildren<{
  title: string
  heading?: Child
  lead?: Child
  crumbs?: readonly Crumb[]
  active?: CustomerSection
  customer?: CustomerFacts
  csrf: string
  notice?: Flash
  isClosed?: boolean
}>) => (
  <Page title={title} look="customer">
    <CustomerNav active={active} customer={customer} csrf={csrf} />
    <main id="main" tabindex={-1}>
      <div class={heading || notice ? 'page-top' : undefined}>
        <FlashRegion notice={notice} />
        {heading && <PageHeader heading={heading} lead={lead} crumbs={crumbs} />}
      </div>
      {isClosed && (
        <div class="page-banner">
          <Notice tone="warning" title="Payments are closed for a moment">
            We are checking our records. Nothing is charged until then, and what you have paid
            counts.
          </Notice>
        </div>
      )}
      {children}
    </main>
  </Page>
)

/** Inside a frame of Splynx's portal, which has a heading and a menu of its own. */
export const WidgetLayout = ({ title, children }: PropsWithChildren<{ title: string }>) => (
  <Page title={title} look="widget">
    <main id="main" tabindex={-1}>
      <h1 class="visually-hidden">{title}</h1>
      {children}
    </main>
  </Page>
)

/** One sheet in the middle of the window: log-in and error pages. */
export const PlainLayout = ({
  title,
  heading = title,
  lead,
  homeHref = '/ippay',
  notice,
  children,
}: PropsWithChildren<{
  title: string
  heading?: Child
  lead?: Child
  homeHref?: string
  notice?: Flash
}>) => (
  <Page title={title} look="plain">
    <header class="plain-bar">
      <Brand href={homeHref} />
    </header>
    <main id="main" tabindex={-1}>
      <div class={notice && 'page-top'}>
        <FlashRegion notice={notice} />
      </div>
      <section class="plain-sheet">
        <h1>{heading}</h1>
        {lead && <p class="page-lead">{lead}</p>}
        {children}
      </section>
    </main>
  </Page>
)
