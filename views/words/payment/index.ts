import type { Language } from '../../../src/domain/language.ts'
import { de } from './de.ts'
import { en, type PaymentWords } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { pt } from './pt.ts'
import { uk } from './uk.ts'

export const PAYMENT: Record<Language, PaymentWords> = { en, es, fr, de, pt, uk }
