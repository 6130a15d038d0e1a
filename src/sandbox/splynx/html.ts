import type { Reply } from './rest.ts'

/** Text that is markup already. */
export class Html {
  constructor(readonly markup: string) {}
}

type Part = string | Html | Html[]

/** A template whose values are escaped unless they are markup themselves. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(texts.map((text, at) => text + markupOf(parts[at] ?? '')).join(''))
}

function markupOf(part: Part): string {
  if (part instanceof Html) return part.markup
  if (Array.isArray(part)) return part.map(markupOf).join('')
  return part.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const STYLE = new Html(`
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem }
  label { display: block; margin: 0 0 1rem } input { display: block; font: inherit; padding: .4rem }
  table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
  th, td { text-align: left; padding: .4rem; border-bottom: 1px solid #8884 }
  :root { color-scheme: light dark }`)

export function page(status: number, title: string, body: Html): Reply {
  const { markup } = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <h1>${title}</h1>
    ${body}
  </body>
</html>
`
  return { status, body: markup, headers: { 'Content-Type': 'text/html; charset=utf-8' } }
}
