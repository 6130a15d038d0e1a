import type { Reply } from './rest.ts'

/** Text that is markup already. */
export class Html {
  constructor(readonly markup: string) {}
}

type Part = string | number | Html | Html[]

/** A template whose values are escaped unless they are markup themselves. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(texts.map((text, at) => text + markupOf(parts[at] ?? '')).join(''))
}

function markupOf(part: Part): string {
  if (part instanceof Html) return part.markup
  if (Array.isArray(part)) return part.map(markupOf).join('')
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const STYLE = new Html(`
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  nav { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; margin: 0 0 2rem }
  nav form { margin-left: auto }
  label { display: block; margin: 0 0 1rem } input { display: block; font: inherit; padding: .4rem }
  .wide { overflow-x: auto }
  table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
  caption { text-align: left; font-weight: bold }
  th, td { text-align: left; padding: .4rem; border-bottom: 1px solid #8884 }
  .widget iframe { width: 100%; height: 24rem; border: 1px solid #8884 }
  dialog { padding: 0; border: 1px solid #8888; max-width: 96vw }
  dialog form { text-align: right; padding: .5rem } dialog iframe { width: 100%; height: 75vh; border: 0 }`)

// An action link opens its address in a window within the page, as wide as the entry point says.
// Without a script it is a plain link.
const SCRIPT = new Html(`
  const dialog = document.querySelector('dialog')
  const frame = dialog.querySelector('iframe')
  for (const link of document.querySelectorAll('a[data-width]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      dialog.style.width = link.dataset.width + 'px'
      frame.src = link.href
      frame.title = link.textContent
      dialog.showModal()
    })
  }
  dialog.addEventListener('close', () => location.reload())`)

const WINDOW = new Html(`<dialog>
      <form method="dialog"><button>Close</button></form>
      <iframe title="Add-on"></iframe>
    </dialog>
    <script>${SCRIPT.markup}</script>`)

const NOTHING = new Html('')

export interface PageParts {
  status?: number
  title: string
  nav?: Html
  body: Html
  /** The page has action links. */
  hasWindow?: boolean
}

export function page({ status = 200, title, nav = NOTHING, body, hasWindow }: PageParts): Reply {
  const { markup } = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    ${nav}
    <h1>${title}</h1>
    ${body}
    ${hasWindow ? WINDOW : NOTHING}
  </body>
</html>
`
  return { status, body: markup, headers: { 'Content-Type': 'text/html; charset=utf-8' } }
}

export function found(location: string, cookie?: string): Reply {
  const headers: Record<string, string> = { Location: location }
  if (cookie !== undefined) headers['Set-Cookie'] = cookie
  return { status: 302, headers }
}
