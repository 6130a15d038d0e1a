import type { Language } from '../../../src/domain/language.ts'
import { de } from './de.ts'
import { en, type MailWords } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { pt } from './pt.ts'
import { uk } from './uk.ts'

export const MAIL: Record<Language, MailWords> = { en, es, fr, de, pt, uk }
