import type { Language } from '../../../src/domain/language.ts'
import { de } from './de.ts'
import { en, type FormWords } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { pt } from './pt.ts'
import { uk } from './uk.ts'

export const FORMS: Record<Language, FormWords> = { en, es, fr, de, pt, uk }
