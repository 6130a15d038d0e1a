import type { Context } from '../../context.ts'
import { writeMailLanguage } from '../../db/mail-preferences.ts'
import type { Language } from '../../domain/language.ts'

/** A customer chose the language of our pages: mails come in it from now on. */
export const rememberLanguage = (
  { db, now }: Pick<Context, 'db' | 'now'>,
  customerId: number,
  language: Language,
): Promise<void> => writeMailLanguage(db, customerId, language, now())
