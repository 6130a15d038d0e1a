/** A message as people read it. */
export interface Message {
  /** In the order in which they came, unfolded and decoded. */
  headers: { name: string; value: string }[]
  text: string
  html: string
}

/** Reads what our mails are made of: headers, and parts in text and HTML (RFC 2045 to 2047). */
export function parseMessage(source: string): Message {
  const message: Message = { headers: [], text: '', html: '' }
  const { headers, body } = split(source)
  message.headers = headers.map(({ name, value }) => ({ name, value: decodeWords(value) }))
  addPart(message, headers, body)
  return message
}

export const headerOf = ({ headers }: Pick<Message, 'headers'>, name: string): string =>
  headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? ''

type Headers = Message['headers']

function split(source: string): { headers: Headers; body: string } {
  const end = source.indexOf('\r\n\r\n')
  const head = end < 0 ? source : source.slice(0, end)
  const headers = head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => {
      const colon = line.indexOf(':')
      return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() }
    })
  return { headers, body: end < 0 ? '' : source.slice(end + 4) }
}

function addPart(message: Message, headers: Headers, body: string): void {
  const type = headerOf({ headers }, 'Content-Type')
  const boundary = /^multipart\/.*boundary="?([^";]+)/i.exec(type)?.[1]
  if (boundary !== undefined) {
    for (const part of body.split(`--${boundary}`).slice(1, -1)) {
      const inner = split(part.replace(/^\r\n/, ''))
      addPart(message, inner.headers, inner.body)
    }
    return
  }
  const content = decodeBody(body, headerOf({ headers }, 'Content-Transfer-Encoding'))
  if (/^text\/html/i.test(type)) message.html += content
  else if (type === '' || /^text\/plain/i.test(type)) message.text += content
}

function decodeBody(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8')
    case 'quoted-printable':
      return decodeQuoted(body.replace(/=\r\n/g, ''))
    default:
      return Buffer.from(body, 'latin1').toString('utf8')
  }
}

const decodeQuoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  ).toString('utf8')

/** `=?UTF-8?Q?…?=`, of which a header may have several in a row. */
const decodeWords = (value: string): string =>
  value
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('latin1')
        : Buffer.from(decodeBytes(text.replaceAll('_', ' ')), 'latin1').toString('latin1'),
    )
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'))

const decodeBytes = (text: string): string =>
  text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
