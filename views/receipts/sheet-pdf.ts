import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import { LOCALE } from '../../src/domain/language.ts'
import type { Sheet } from './receipt-sheet.ts'

// The fonts that every PDF reader has know no Cyrillic, so a document brings its own; only the signs
// that it uses are put into it.
const fontFile = (name: string) =>
  readFile(fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)))

let reading: Promise<[regular: Buffer, bold: Buffer]> | undefined
const readFonts = () => {
  reading ??= Promise.all([fontFile('DejaVuSans'), fontFile('DejaVuSans-Bold')])
  return reading
}

const MARGIN = 56
const LABEL_WIDTH = 150
const INK = '#1d2125'
const QUIET = '#55606b'
const RULE = '#d5d9dd'

/** One page of paper, or more where the words are long. */
export async function sheetPdf(sheet: Sheet, at: Date): Promise<Buffer> {
  const [regular, bold] = await readFonts()
  const document = new PDFDocument({
    size: sheet.language === 'en' || sheet.language === 'es' ? 'LETTER' : 'A4',
    margin: MARGIN,
    lang: LOCALE[sheet.language],
    displayTitle: true,
    info: { Title: sheet.title, Author: sheet.merchantName, CreationDate: at, ModDate: at },
  })
  document.registerFont('regular', regular).registerFont('bold', bold)
  const done = collect(document)
  draw(document, sheet)
  document.end()
  return done
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
}

function draw(document: PDFKit.PDFDocument, sheet: Sheet): void {
  const width = document.page.width - 2 * MARGIN
  if (sheet.merchantName) {
    document.font('bold').fontSize(11).fillColor(QUIET).text(sheet.merchantName).moveDown(1.5)
  }
  document.font('bold').fontSize(20).fillColor(INK).text(sheet.title).moveDown(0.6)
  if (sheet.figure) document.fontSize(26).text(sheet.figure).moveDown(0.2)
  document.font('regular').fontSize(11).fillColor(QUIET).text(sheet.status).moveDown(1.2)
  for (const fact of sheet.facts) drawFact(document, fact, width)
  document.moveDown(1)
  if (sheet.quote) {
    document.font('bold').fontSize(11).fillColor(INK).text(sheet.quote.title, MARGIN).moveDown(0.4)
    document.font('regular').fontSize(11).text(sheet.quote.text, { width, lineGap: 3 })
    document.moveDown(1)
  }
  for (const note of sheet.notes) {
    document.font('regular').fontSize(9).fillColor(QUIET).text(note, MARGIN, undefined, { width })
    document.moveDown(0.6)
  }
}

/** A line of the table; both of its sides may need several lines. */
function drawFact(
  document: PDFKit.PDFDocument,
  { label, value }: Sheet['facts'][number],
  width: number,
): void {
  const valueWidth = width - LABEL_WIDTH
  document.font('regular').fontSize(10)
  const height = Math.max(
    document.heightOfString(label, { width: LABEL_WIDTH - 12 }),
    document.heightOfString(value, { width: valueWidth }),
  )
  if (document.y + height + 14 > document.page.height - MARGIN) document.addPage()
  const top = document.y + 6
  document.fillColor(QUIET).text(label, MARGIN, top, { width: LABEL_WIDTH - 12 })
  document.fillColor(INK).text(value, MARGIN + LABEL_WIDTH, top, { width: valueWidth })
  const bottom = top + height + 6
  document.strokeColor(RULE).lineWidth(0.5)
  document
    .moveTo(MARGIN, bottom)
    .lineTo(MARGIN + width, bottom)
    .stroke()
  document.x = MARGIN
  document.y = bottom
}
