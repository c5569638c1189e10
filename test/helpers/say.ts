import { es } from '../../shared/locales/es/index.ts';
import type { Language } from '../../shared/text/language.ts';
import { type AnyTextKey, addLanguage, catalogue, type TextValues } from '../../shared/text/say.ts';

addLanguage('es', es);

/** The texts of the screen in one language, by which a test finds things there. */
export type Say = (key: AnyTextKey, values?: TextValues) => string;

export const sayIn =
  (lng: Language): Say =>
  (key, values = {}) =>
    catalogue.t(key, { ...values, lng });
