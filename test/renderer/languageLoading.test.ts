import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/**
 * The languages of the window, whose files may come late or, after an update or on a bad line, not at all.
 */

let release: () => void;
let late: Promise<void>;
let gone = false;

vi.mock('../../shared/locales/es/first.ts', async (original) => {
  await late;
  if (gone) throw new TypeError('Failed to fetch dynamically imported module');
  return original<typeof import('../../shared/locales/es/first.ts')>();
});

beforeEach(() => {
  vi.resetModules();
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  vi.stubGlobal('document', { documentElement: { lang: '' } });
  late = new Promise((resolve) => {
    release = resolve;
  });
  gone = false;
});
afterEach(() => void vi.unstubAllGlobals());

const choice = () => import('../../renderer/language/choice.ts');

test('a window whose language cannot be loaded is shown in English', async () => {
  localStorage.setItem('heed.language', 'es');
  gone = true;
  release();
  const { speakKept, useLanguage } = await choice();
  await expect(speakKept()).resolves.toBeUndefined();
  expect(useLanguage.getState().language).toBe('en');
});

test('the language that was chosen last is spoken, whichever is loaded first', async () => {
  const { chooseLanguage, useLanguage } = await choice();
  const spanish = chooseLanguage('es');
  await chooseLanguage('en');
  release();
  await spanish;
  expect(useLanguage.getState().language).toBe('en');
  expect(document.documentElement.lang).toBe('en');
});
