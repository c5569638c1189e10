import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../shared/locales/en/index.ts';
import { es } from '../../shared/locales/es/index.ts';

const ROOT = join(import.meta.dirname, '../..');
const PLURAL = /_(one|many|other)$/;

/** Every text of a catalogue by its whole key. */
function flat(texts: object, prefix: string): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? flat(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)] as [string, string]],
  );
}
const textsOf = (catalogue: Record<string, object>) =>
  new Map(Object.entries(catalogue).flatMap(([namespace, texts]) => flat(texts, `${namespace}:`)));
const stem = (key: string) => key.replace(PLURAL, '');
const formsOf = (texts: Map<string, string>, key: string) =>
  [...texts.keys()]
    .filter((each) => PLURAL.test(each) && stem(each) === key)
    .map((each) => PLURAL.exec(each)?.[1])
    .sort();
const placesOf = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name))].sort();
const tagsOf = (text: string) => [...text.matchAll(/<\/?\w+\/?>/g)].map(([tag]) => tag).sort();

/** Every source file of a folder with its text. */
const sources = (folder: string): [string, string][] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => [path, readFileSync(join(ROOT, folder, path), 'utf8')]);

const english = textsOf(en);
const spanish = textsOf(es);

describe('the catalogue', () => {
  it('has every text in both languages', () => {
    const stems = (texts: Map<string, string>) => [...new Set([...texts.keys()].map(stem))].sort();
    expect(stems(spanish)).toEqual(stems(english));
  });

  it('has no empty text', () => {
    const empty = [...english, ...spanish].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it('has the plural forms that each language needs', () => {
    const stems = new Set([...english.keys()].filter((key) => PLURAL.test(key)).map(stem));
    for (const key of stems) {
      expect([key, formsOf(english, key)]).toEqual([key, ['one', 'other']]);
      expect([key, formsOf(spanish, key)]).toEqual([key, ['many', 'one', 'other']]);
    }
  });

  it('has the same places and tags in both', () => {
    for (const [key, text] of spanish) {
      const original = english.get(key) ?? english.get(`${stem(key)}_other`) ?? '';
      // The form for one may leave out the number: "one minute ago".
      const allowed = key.endsWith('_one') ? [...placesOf(text), 'count'] : placesOf(text);
      expect([key, placesOf(original).filter((place) => !allowed.includes(place))]).toEqual([key, []]);
      expect([
        key,
        placesOf(text).filter((place) => !placesOf(original).includes(place) && place !== 'count'),
      ]).toEqual([key, []]);
      expect([key, tagsOf(text)]).toEqual([key, tagsOf(original)]);
    }
  });

  it('is where the screen takes its words from, attributes too', () => {
    const worded =
      /\b(?:label|title|placeholder|aria-(?:label|description|valuetext)|description|alt)=(?:"|\{['"`])[A-Z][a-z]+/g;
    const found = sources('renderer').flatMap(([path, text]) =>
      [...text.matchAll(worded)].map(([words]) => `${path}: ${words}`),
    );
    expect(found).toEqual([]);
  });

  it('has no key that nothing says', () => {
    const source = ['renderer', 'shared', 'main']
      .flatMap(sources)
      .map(([, text]) => text)
      .join('\n');
    const literals = new Set([...source.matchAll(/['"`](\w+:[\w.-]+)['"`]/g)].map(([, key]) => key));
    const templates = [...source.matchAll(/`(\w+:[^`\s]*\$\{[^`]*)`/g)].map(([, template = '']) => {
      const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^()|[\]\\]/g, '\\$&'));
      return new RegExp(`^${parts.join('[\\w-]+')}$`);
    });
    const unsaid = [...new Set([...english.keys()].map(stem))].filter(
      (key) => !literals.has(key) && !templates.some((template) => template.test(key)),
    );
    expect(unsaid).toEqual([]);
  });
});
