// Comfort on top of pages that work without it. Nothing here decides anything: the server checks
// every amount, number and permission again.

// What is said here is English, unless the page brings other words along.
const words = {
  wrongDigit: 'Please check the number: one digit looks wrong.',
  copied: 'Copied',
  notRefreshed: 'This page could not be refreshed. It will try again.',
  noConnection: 'No connection. This page will try again.',
  ...JSON.parse(document.body.dataset.words ?? '{}'),
}

/** Runs `act` for the closest ancestor that matches, also in what htmx brings later. */
function on(event, selector, act) {
  document.addEventListener(event, (e) => {
    const element = e.target instanceof Element ? e.target.closest(selector) : null
    if (element) act(element, e)
  })
}

// Questions before an act, and no second click after it.

let confirmed = null

function ask(question, label) {
  const dialog = document.createElement('dialog')
  dialog.className = 'confirm'
  const text = document.createElement('p')
  text.id = 'confirm-text'
  text.textContent = question
  dialog.setAttribute('aria-labelledby', text.id)
  const form = document.createElement('form')
  form.method = 'dialog'
  form.className = 'form-actions'
  form.append(choice('Back', 'no', 'button-secondary'), choice(label, 'yes', 'button-primary'))
  dialog.append(text, form)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(dialog.returnValue === 'yes')
    })
  })
}

function choice(label, value, look) {
  const button = document.createElement('button')
  button.className = `button ${look}`
  button.value = value
  button.textContent = label
  return button
}

// In the capture phase, so that htmx does not send the form while we ask.
document.addEventListener(
  'submit',
  async (event) => {
    const form = event.target
    const by = event.submitter
    const asker = by?.dataset.confirm ? by : form.dataset.confirm ? form : null
    if (!asker || confirmed === form) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const label = asker.dataset.confirmLabel || by?.textContent.trim() || 'Continue'
    if (await ask(asker.dataset.confirm, label)) {
      confirmed = form
      form.requestSubmit(by)
      confirmed = null
    }
    by?.focus()
  },
  true,
)

// A button is disabled after its form has been read: a disabled one would leave its value out.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (event.defaultPrevented || form.method !== 'post') return
  setTimeout(() => {
    for (const button of form.querySelectorAll('button:not([type="button"]):not(:disabled)')) {
      button.disabled = true
      button.classList.add('is-sent')
    }
  })
})

// "Back" may bring the page as it was left.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-choose-method]')) choose(form)
  for (const button of document.querySelectorAll('button.is-sent')) {
    button.disabled = false
    button.classList.remove('is-sent')
  }
})

// Card numbers: grouped as on the card, with the brand and a hint about a slip of the finger.

const BRANDS = [
  [/^4/, 'Visa'],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, 'Mastercard'],
  [/^3[47]/, 'American Express'],
  [/^(6011|64[4-9]|65)/, 'Discover'],
  [/^(30[0-5]|3095|36|3[89])/, 'Diners Club'],
  [/^35(2[89]|[3-8])/, 'JCB'],
  [/^62/, 'UnionPay'],
]

const brandOf = (digits) => BRANDS.find(([pattern]) => pattern.test(digits))?.[1] ?? ''

function isLuhnValid(digits) {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const doubled = Number(digits[digits.length - 1 - i]) * (i % 2 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

const grouped = (digits) =>
  /^3[47]/.test(digits)
    ? [digits.slice(0, 4), digits.slice(4, 10), digits.slice(10, 15)].filter(Boolean).join(' ')
    : (digits.slice(0, 19).match(/.{1,4}/g) ?? []).join(' ')

/** Rewrites a field and leaves the caret behind as many digits as before. */
function rewrite(input, write) {
  const before = input.value.slice(0, input.selectionStart).replace(/\D/g, '').length
  const atEnd = input.selectionStart === input.value.length
  input.value = write(input.value.replace(/\D/g, ''))
  let caret = 0
  for (let seen = 0; caret < input.value.length && seen < before; caret++) {
    if (/\d/.test(input.value[caret])) seen++
  }
  if (atEnd) caret = input.value.length
  input.setSelectionRange(caret, caret)
}

const say = (input, attribute, text) => {
  const output = document.getElementById(input.dataset[attribute])
  if (output && output.textContent !== text) output.textContent = text
}

on('input', '[data-card-number]', (input) => {
  rewrite(input, grouped)
  say(input, 'cardNumber', brandOf(input.value.replace(/\D/g, '')))
})

on('focusout', '[data-card-number]', (input) => {
  const digits = input.value.replace(/\D/g, '')
  const slip = digits.length >= 13 && !isLuhnValid(digits)
  say(input, 'cardNumber', slip ? words.wrongDigit : brandOf(digits))
})

on('input', '[data-card-expiry]', (input, event) => {
  if (event.inputType?.startsWith('delete')) return
  rewrite(input, (digits) => {
    const four = (/^[2-9]/.test(digits) ? `0${digits}` : digits).slice(0, 4)
    return four.length >= 2 ? `${four.slice(0, 2)}/${four.slice(2)}` : four
  })
})

// One of several ways to pay: only the fields of the chosen one are insisted on and sent.
function choose(form) {
  const chosen = form.querySelector('[name="method"]:checked')?.value
  for (const part of form.querySelectorAll('[data-when]')) {
    const isChosen = part.dataset.when === chosen
    part.disabled = !isChosen
    for (const input of part.querySelectorAll('[data-needed]')) input.required = isChosen
  }
}

on('change', 'form[data-choose-method]', choose)

// Small things.

on('click', '[data-copy]', async (button) => {
  await navigator.clipboard.writeText(button.dataset.copy)
  button.classList.add('is-copied')
  announce(words.copied)
  setTimeout(() => button.classList.remove('is-copied'), 1500)
})

on('click', '[data-print]', () => print())

on('change', 'form[data-auto-submit]', (form) => form.requestSubmit())

// An error's link leads into a group of choices, where the first one can take the focus.
on('click', '.form-errors a[href^="#"]', (link, event) => {
  const target = document.querySelector(link.hash)
  const control = target?.matches('fieldset') ? target.querySelector('input') : target
  if (!control) return
  event.preventDefault()
  control.focus()
})

/** Copying needs script (and a secure page), printing needs script: shown when they work. */
function reveal(root) {
  if (navigator.clipboard) for (const e of root.querySelectorAll('[data-copy]')) e.hidden = false
  for (const e of root.querySelectorAll('[data-print]')) e.hidden = false
}

function announce(text) {
  const region = document.getElementById('announcer')
  if (region) region.textContent = text
}

// Keyboard: "g" and a letter for a section, "/" for the search field of the page or of the menu,
// "?" for a list of these.

let goUntil = 0

function listKeys() {
  const links = [...document.querySelectorAll('a[data-shortcut]')]
  if (links.length === 0) return
  const dialog = document.createElement('dialog')
  dialog.className = 'confirm keys'
  const heading = document.createElement('h2')
  heading.id = 'keys-heading'
  heading.textContent = 'Keyboard'
  dialog.setAttribute('aria-labelledby', heading.id)
  const list = document.createElement('dl')
  const labelOf = (link) => [...link.childNodes].find((n) => n.nodeType === 3)?.textContent.trim()
  const lines = [
    ['/', 'Search'],
    ...links.map((link) => [`g ${link.dataset.shortcut}`, labelOf(link)]),
    ['?', 'This list'],
  ]
  for (const [keys, label] of lines) {
    const term = document.createElement('dt')
    for (const key of keys.split(' ')) {
      const cap = document.createElement('kbd')
      cap.textContent = key
      term.append(cap, ' ')
    }
    const meaning = document.createElement('dd')
    meaning.textContent = label
    list.append(term, meaning)
  }
  const form = document.createElement('form')
  form.method = 'dialog'
  form.className = 'form-actions'
  form.append(choice('Close', 'no', 'button-secondary'))
  dialog.append(heading, list, form)
  document.body.append(dialog)
  dialog.addEventListener('close', () => dialog.remove())
  dialog.showModal()
}

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest?.('input, select, textarea, dialog')
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === '/') {
    const search =
      document.querySelector('main input[type="search"]') ?? document.querySelector('[data-search]')
    if (!search) return
    event.preventDefault()
    search.focus()
  } else if (event.key === '?') {
    listKeys()
  } else if (event.key === 'g') {
    goUntil = event.timeStamp + 1500
  } else if (event.timeStamp < goUntil) {
    goUntil = 0
    document.querySelector(`a[data-shortcut="${CSS.escape(event.key)}"]`)?.click()
  }
})

// Pages that refresh a part of themselves.

// Logged out meanwhile: the whole page leads to the log-in, where a part of one could not.
document.addEventListener('htmx:responseError', (event) => {
  if (event.detail.xhr.status === 401 || event.detail.xhr.status === 403) location.reload()
  else announce(words.notRefreshed)
})
document.addEventListener('htmx:sendError', () => announce(words.noConnection))
document.addEventListener('htmx:load', (event) => reveal(event.target))

reveal(document)
document.querySelector('[data-focus]')?.focus()
