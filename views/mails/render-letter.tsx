import { raw } from 'hono/html'
import type { Letter, Rendered } from '../../src/mail/mail.ts'
import { type LetterContent, letterContent } from './letter-content.ts'

/** A mail as HTML and as plain text, in the language of its reader. */
export function renderLetter(letter: Letter): Rendered {
  const content = letterContent(letter)
  return {
    subject: content.subject,
    text: textOf(content),
    html: String(<LetterPage {...content} language={letter.language} />),
  }
}

function textOf(content: LetterContent): string {
  const { greeting, text, facts, quote, after, action, why, footer, merchantName } = content
  const paragraphs = [
    greeting,
    ...text,
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    ...(quote ? [`${quote.intro}\n\n  ${quote.text}`] : []),
    ...after,
    `${action.label}:\n${action.href}`,
    merchantName,
    `-- \n${[footer, typeof why === 'string' ? why : `${why.label}:\n${why.href}`].filter(Boolean).join('\n\n')}`,
  ]
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`
}

// Mail programs know no stylesheets: every element carries its own.
const STYLE = {
  body: 'margin:0;padding:24px 12px;background:#f4f4f2;color:#1d2125;font:16px/1.5 -apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif',
  sheet: 'max-width:560px;margin:0 auto;padding:28px 24px;background:#ffffff;border-radius:8px',
  merchant: 'margin:0 0 20px;font-size:14px;font-weight:600;color:#55606b',
  title: 'margin:0 0 16px;font-size:22px;line-height:1.3',
  text: 'margin:0 0 16px',
  table: 'width:100%;margin:0 0 20px;border-collapse:collapse',
  label:
    'padding:7px 16px 7px 0;text-align:left;vertical-align:top;font-weight:400;color:#55606b;border-bottom:1px solid #e4e6e8',
  value:
    'padding:7px 0;text-align:right;vertical-align:top;border-bottom:1px solid #e4e6e8;overflow-wrap:anywhere',
  quote: 'margin:0 0 16px;padding:2px 0 2px 14px;border-left:3px solid #c9ced3;color:#3a434c',
  button:
    'display:inline-block;padding:11px 20px;background:#14532d;color:#ffffff;border-radius:6px;text-decoration:none;font-weight:600',
  action: 'margin:24px 0 8px',
  small: 'max-width:560px;margin:16px auto 0;padding:0 24px;font-size:13px;color:#55606b',
  smallLine: 'margin:0 0 8px;white-space:pre-line',
  quietLink: 'color:#55606b',
}

const LetterPage = (content: LetterContent & { language: string }) => {
  const { language, subject, merchantName, title, greeting, text, facts, quote, after } = content
  const { action, why, footer } = content
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{subject}</title>
        </head>
        <body style={STYLE.body}>
          <div style={STYLE.sheet}>
            {merchantName && <p style={STYLE.merchant}>{merchantName}</p>}
            <h1 style={STYLE.title}>{title}</h1>
            <p style={STYLE.text}>{greeting}</p>
            {text.map((paragraph) => (
              <p style={STYLE.text}>{paragraph}</p>
            ))}
            <table style={STYLE.table}>
              {facts.map(({ label, value }) => (
                <tr>
                  <th scope="row" style={STYLE.label}>
                    {label}
                  </th>
                  <td style={STYLE.value}>{value}</td>
                </tr>
              ))}
            </table>
            {quote && (
              <>
                <p style={STYLE.text}>{quote.intro}</p>
                <blockquote style={STYLE.quote}>{quote.text}</blockquote>
              </>
            )}
            {after.map((paragraph) => (
              <p style={STYLE.text}>{paragraph}</p>
            ))}
            <p style={STYLE.action}>
              <a href={action.href} style={STYLE.button}>
                {action.label}
              </a>
            </p>
          </div>
          <div style={STYLE.small}>
            {footer && <p style={STYLE.smallLine}>{footer}</p>}
            <p style={STYLE.smallLine}>
              {typeof why === 'string' ? (
                why
              ) : (
                <a href={why.href} style={STYLE.quietLink}>
                  {why.label}
                </a>
              )}
            </p>
          </div>
        </body>
      </html>
    </>
  )
}
