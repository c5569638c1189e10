import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { chooseDictionaries, systemDictionaries } from '../../main/hosts/electron/dictionaries.ts';
import { createSpelling, type Spelling } from '../../main/hosts/electron/spelling.ts';
import { temporaryFolder } from './browserHost.ts';

const DICTIONARIES = join(import.meta.dirname, '../fixtures/dictionaries');

describe('which dictionaries of the system', () => {
  const all = ['de_DE', 'en_AU', 'en_CA', 'en_GB', 'en_US', 'es_AR', 'es_ES', 'es_MX', 'es_US'];
  test.each([
    ['those of the country', 'GB', all, ['en_GB', 'es_US']],
    ['the most usual, where the country has none', 'DE', all, ['en_US', 'es_US']],
    ['whichever there is', 'US', ['en_ZA', 'es_PE', 'es_VE'], ['en_ZA', 'es_PE']],
    ['one language alone', '', ['es_MX', 'fr_FR'], ['es_MX']],
    ['none of ours', 'FR', ['fr_FR', 'de_DE'], []],
  ])('%s', (_, country, names, chosen) => {
    expect(chooseDictionaries(names, country)).toEqual(chosen);
  });

  test('both files have to be there; folders that are not are passed over', () => {
    const folder = temporaryFolder();
    cpSync(DICTIONARIES, folder, { recursive: true });
    writeFileSync(join(folder, 'en_GB.dic'), '1\ncolour\n');
    const DICPATH = `/nowhere/at/all:${join(folder, 'en_GB.dic')}:${folder}`;
    expect(systemDictionaries('GB', { DICPATH })).toEqual([join(folder, 'en_US'), join(folder, 'es_MX')]);
  });
});

describe('what is spelt wrong', () => {
  let spelling: Spelling;
  afterEach(() => spelling.stop());
  const files = ['en_US', 'es_MX'].map((name) => join(DICTIONARIES, name));
  const begin = (learnedFile: string, more: readonly string[] = []) => {
    spelling = createSpelling({ files: [...more, ...files], learnedFile });
    return spelling;
  };

  test('what no dictionary knows; numbers, capitals, fields and other scripts are left alone', async () => {
    const { wrong, suggest } = begin(join(temporaryFolder(), 'words.json'));
    const text = ['hello', 'helo', 'Thanks', 'volunteerr', 'campaña', 'campana', 'don’t'];
    expect(await wrong(text)).toEqual(['helo', 'volunteerr', 'campana']);
    expect(await wrong(['N4', '10am', 'SMS', 'firstName', 'привет', '-', ''])).toEqual([]);
    expect(await suggest('helo')).toContain('hello');
    expect(await suggest('campana')).toContain('campaña');
  });

  test('what a page sends is read with care', async () => {
    const { wrong } = begin(join(temporaryFolder(), 'words.json'));
    for (const odd of [null, 'helo', [7], { length: 1 }, new Array(9000).fill('helo')])
      expect(await wrong(odd)).toEqual([]);
  });

  test('a word that was learned is right, also at the next start', async () => {
    const learnedFile = join(temporaryFolder(), 'words.json');
    const first = begin(learnedFile);
    first.learn('Okafor');
    expect(await first.wrong(['Okafor', 'Okaforr'])).toEqual(['Okaforr']);
    first.stop();
    expect(await begin(learnedFile).wrong(['Okafor'])).toEqual([]);
    expect(JSON.parse(readFileSync(learnedFile, 'utf8'))).toEqual(['Okafor']);
  });

  test('a dictionary that cannot be read is passed over; a file of words that is torn as well', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'odd.aff'));
    const learnedFile = join(folder, 'words.json');
    writeFileSync(learnedFile, 'torn');
    const { wrong, learn } = begin(learnedFile, [join(folder, 'odd')]);
    learn('');
    expect(await wrong(['hello', 'helo'])).toEqual(['helo']);
    expect(existsSync(learnedFile)).toBe(true);
  });
});
