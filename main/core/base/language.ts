import { AsyncLocalStorage } from 'node:async_hooks';
import { es } from '../../../shared/locales/es/index.ts';
import { type Language, pickLanguage, takeLanguageFrom } from '../../../shared/text/language.ts';
import { addLanguage } from '../../../shared/text/say.ts';

const speaking = new AsyncLocalStorage<Language>();

addLanguage('es', es);
takeLanguageFrom(() => speaking.getStore() ?? 'en');

type Request = { readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> };

/**
 * An interceptor for each server of the router: sentences made while a call is answered are in the language
 * that the call asks for (Accept-Language). Outside of calls they are in English.
 */
export function inCallersLanguage<T>({ request, next }: { request: Request; next: () => T }): T {
  const wished = request.headers['accept-language'];
  const header = typeof wished === 'string' ? wished : (wished?.join(',') ?? '');
  return speaking.run(pickLanguage(header.split(',')), next);
}

/**
 * What is said while `work` runs is said in this language: for what Heed writes by itself for people to read.
 */
export function inLanguage<T>(language: Language, work: () => T): T {
  return speaking.run(language, work);
}
