/** A form as it stands in a page: what would be sent if nobody typed anything. */
export interface PageForm {
  action: string
  fields: Readonly<Record<string, string>>
}

/** The forms of a page that change something; its markup is ours and regular. */
export function formsOf(html: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*\bmethod="post"[^>]*)>([\s\S]*?)<\/form>/g)].map(
    ([, tag = '', inside = '']) => {
      const fields: Record<string, string> = {}
      for (const [, input = ''] of inside.matchAll(/<input\b([^>]*)>/g)) {
        const { name, value = 'on', type = 'text' } = attributesOf(input)
        const isChoice = type === 'radio' || type === 'checkbox'
        if (name === undefined || (isChoice && !/\bchecked\b/.test(input))) continue
        fields[name] = isChoice || /\bvalue=/.test(input) ? value : ''
      }
      return { action: attributesOf(tag).action ?? '', fields }
    },
  )
}

/** Values of an attribute in a page, such as the addresses of its links. */
export const valuesOf = (html: string, attribute: string): string[] =>
  [...html.matchAll(new RegExp(`\\b${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    unescaped(value),
  )

function attributesOf(tag: string): Record<string, string | undefined> {
  const pairs = [...tag.matchAll(/([\w-]+)="([^"]*)"/g)]
  return Object.fromEntries(pairs.map(([, name, value = '']) => [name, unescaped(value)]))
}

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
}

const unescaped = (text: string): string =>
  text.replace(/&(amp|quot|#39|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
