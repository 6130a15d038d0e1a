import type { Language } from '../../../src/domain/language.ts'
import { de } from './de.ts'
import { type DashboardWords, en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { pt } from './pt.ts'
import { uk } from './uk.ts'

export const DASHBOARD: Record<Language, DashboardWords> = { en, es, fr, de, pt, uk }
