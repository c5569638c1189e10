import { es } from '../../../shared/locales/es/index.ts';
import { type Language, takeLanguageFrom } from '../../../shared/text/language.ts';
import { addLanguage } from '../../../shared/text/say.ts';

let spoken: Language = 'en';
addLanguage('es', es);
takeLanguageFrom(() => spoken);

/** From now on menus and dialogs speak this language. */
export function speak(language: Language): void {
  spoken = language;
}
