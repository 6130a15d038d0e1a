import { type Html, html, page } from '../splynx/html.ts'
import type { Reply } from '../splynx/rest.ts'
import type { Arrived, Box } from './box.ts'

// What was sent, for people to look at. HTML of mails is shown in a frame that may do nothing.

export const MAILBOX = '/_sandbox/mailbox'

const time = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ')

export function listPage(box: Box): Reply {
  const messages = box.list()
  return page({
    title: 'Mailbox',
    body: html`<p>${messages.length} of ${box.count} mails that were sent, the newest first. None has left this machine.</p>
    <div class="wide"><table>
      <thead><tr><th>Time (UTC)</th><th>To</th><th>Subject</th></tr></thead>
      <tbody>${messages.map(rowOf)}</tbody>
    </table></div>`,
  })
}

const rowOf = ({ id, at, to, subject }: Arrived): Html =>
  html`<tr><td>${time(at)}</td><td>${to.join(', ')}</td><td><a href="${MAILBOX}/${id}">${subject}</a></td></tr>`

export function messagePage(box: Box, id: number): Reply | null {
  const message = box.find(id)
  if (!message) return null
  const { subject, text, headers } = message
  return page({
    title: subject,
    nav: html`<nav><a href="${MAILBOX}">Mailbox</a></nav>`,
    body: html`<p>To ${message.to.join(', ')}, ${time(message.at)} UTC</p>
    <iframe sandbox srcdoc="${message.html}" title="The mail" style="width: 100%; height: 44rem; border: 1px solid #8884"></iframe>
    <h2>As text</h2>
    <pre style="white-space: pre-wrap">${text}</pre>
    <h2>Headers</h2>
    <div class="wide"><table><tbody>${headers.map(
      ({ name, value }) => html`<tr><th>${name}</th><td>${value}</td></tr>`,
    )}</tbody></table></div>`,
  })
}
