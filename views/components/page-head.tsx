import { asset } from '../assets.ts'
import { useWords } from '../words/speaking.tsx'
import { PRODUCT_NAME } from './brand.tsx'

/**
 * Nothing is evaluated, no indicator style is injected (the content policy forbids both), pages with
 * people's data are not kept in the browser's storage, and a refused form (422) is shown.
 */
const HTMX_CONFIG = JSON.stringify({
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  timeout: 20_000,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '422', swap: true },
    // Answered with a notice of their own (HX-Retarget), whatever the request was about to replace.
    { code: '[45]..', swap: true, error: true, target: '#flash' },
  ],
})

/** The `<head>` of every page. */
export const PageHead = ({ title }: { title: string }) => {
  const style = asset('app.css')
  const icon = asset('favicon.svg')
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${title} · ${PRODUCT_NAME}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#14171e" media="(prefers-color-scheme: dark)" />
      <meta name="robots" content="noindex" />
      <meta name="format-detection" content="telephone=no" />
      <meta name="htmx-config" content={HTMX_CONFIG} />
      <link rel="icon" href={icon.href} type="image/svg+xml" />
      <link rel="stylesheet" href={style.href} integrity={style.integrity} />
      <DeferredScript name="htmx.js" />
      <DeferredScript name="app.js" />
    </head>
  )
}

const DeferredScript = ({ name }: { name: 'htmx.js' | 'app.js' }) => {
  const { href, integrity } = asset(name)
  return <script src={href} integrity={integrity} defer />
}

/** The first thing that the Tab key reaches. */
export const SkipLink = () => (
  <a class="skip-link" href="#main">
    {useWords().common.skipToContent}
  </a>
)
