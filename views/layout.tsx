import { raw } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Language } from '../src/domain/language.ts'
import { Brand } from './components/brand.tsx'
import { ConsoleNav, type ConsoleSection, type StaffFacts } from './components/console-nav.tsx'
import {
  type CustomerFacts,
  CustomerNav,
  type CustomerSection,
} from './components/customer-nav.tsx'
import { LanguageSwitch } from './components/language-switch.tsx'
import { type Flash, FlashRegion, Notice } from './components/notice.tsx'
import { PageHead, SkipLink } from './components/page-head.tsx'
import { type Crumb, PageHeader } from './components/page-header.tsx'
import { wordsFor } from './words/index.ts'
import { Speaking, useLanguage, useWords } from './words/speaking.tsx'

const Page = ({
  title,
  look,
  children,
}: PropsWithChildren<{ title: string; look: 'console' | 'customer' | 'plain' | 'widget' }>) => (
  <>
    {raw('<!doctype html>')}
    <html lang={useLanguage()}>
      <PageHead title={title} />
      <body class={look} data-words={wordsOfScript(useLanguage())}>
        <SkipLink />
        {children}
      </body>
    </html>
  </>
)

/** What `app.js` says; it knows the English by itself. */
function wordsOfScript(language: Language): string | undefined {
  if (language === 'en') return undefined
  const { wrongDigit, copied, notRefreshed, noConnection } = wordsFor(language).entry
  return JSON.stringify({ wrongDigit, copied, notRefreshed, noConnection })
}

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
  openWork,
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
  openWork?: number | undefined
}>) => (
  <Page title={title} look="console">
    <ConsoleNav active={active} staff={staff} csrf={csrf} openWork={openWork} />
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
  language,
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
  language: Language
}>) => (
  <Speaking language={language}>
    <Page title={title} look="customer">
      <CustomerNav active={active} customer={customer} csrf={csrf} />
      <main id="main" tabindex={-1}>
        <div class={heading || notice ? 'page-top' : undefined}>
          <FlashRegion notice={notice} />
          {heading && <PageHeader heading={heading} lead={lead} crumbs={crumbs} />}
        </div>
        {isClosed && <ClosedBanner />}
        {children}
      </main>
      <LanguageSwitch csrf={csrf} />
    </Page>
  </Speaking>
)

const ClosedBanner = () => {
  const { closedTitle, closedText } = useWords().common
  return (
    <div class="page-banner">
      <Notice tone="warning" title={closedTitle}>
        {closedText}
      </Notice>
    </div>
  )
}

/** Inside a frame of Splynx's portal, which has a heading and a menu of its own. */
export const WidgetLayout = ({
  title,
  language,
  children,
}: PropsWithChildren<{ title: string; language: Language }>) => (
  <Speaking language={language}>
    <Page title={title} look="widget">
      <main id="main" tabindex={-1}>
        <h1 class="visually-hidden">{title}</h1>
        {children}
      </main>
    </Page>
  </Speaking>
)

/** One sheet in the middle of the window: log-in and error pages. */
export const PlainLayout = ({
  title,
  heading = title,
  lead,
  homeHref = '/ippay',
  notice,
  language = 'en',
  csrf,
  children,
}: PropsWithChildren<{
  title: string
  heading?: Child
  lead?: Child
  homeHref?: string
  notice?: Flash
  language?: Language
  /** With it the page offers the other languages. */
  csrf?: string
}>) => (
  <Speaking language={language}>
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
      {csrf && <LanguageSwitch csrf={csrf} />}
    </Page>
  </Speaking>
)
