// Text for spreadsheets, which take a cell for a formula when it begins in a certain way: a customer
// whose name is `=HYPERLINK(…)` must not run on the machine of whoever opens the file.

const FORMULA_START = /^[=+\-@\t\r]/
/** An amount or a count: it may begin with a minus. */
const NUMBER = /^-?\d+(\.\d+)?$/

/** A cell that no spreadsheet calculates: an apostrophe says that text follows. */
export const safeCell = (text: string): string =>
  FORMULA_START.test(text) && !NUMBER.test(text) ? `'${text}` : text

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** One line as RFC 4180 has it, with its end. Numbers are written as given, text is made safe. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => quoted(safeCell(cell))).join(',')}\r\n`

/** So that spreadsheets read what follows as UTF-8. */
export const CSV_START = '\ufeff'
