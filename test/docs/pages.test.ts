import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What the project's pages name is there, and what the code cites from DESIGN.md stands in it. */

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const PAGES = ['README.md', 'DESIGN.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'test/README.md'];
const scripts: object = JSON.parse(read('package.json')).scripts;

describe.each(PAGES.filter((page) => existsSync(join(root, page))))('%s', (page) => {
  const text = read(page);

  test('names scripts that there are', () => {
    const named = [...text.matchAll(/npm (?:run )?(?:-s )?(start|test|(?<=run (?:-s )?)[\w-]+)/g)];
    expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
  });

  test('names files that there are', () => {
    const quoted = [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(/[\s,=]+/));
    const paths = quoted.filter((word) => /^(main|renderer|shared|test|\.github)\/[\w./*{}-]*$/.test(word));
    expect(paths.filter((path) => globSync(path, { cwd: root }).length === 0)).toEqual([]);
  });

  test('links to files that there are', () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to);
    expect(links.filter((to) => !existsSync(join(root, page, '..', to)))).toEqual([]);
  });
});

test.each(PAGES.filter((page) => existsSync(join(root, page))))(
  '%s has no line of prose above 110 columns',
  (page) => {
    const prose = read(page)
      .replaceAll(/^```[\s\S]*?^```/gm, '')
      .split('\n');
    expect(prose.filter((line) => line.length > 110 && !line.startsWith('|'))).toEqual([]);
  },
);

describe('DESIGN.md, as the code cites it', () => {
  const design = read('DESIGN.md');
  const rules = new Set([...design.matchAll(/^(\d+)\. \*\*/gm)].map(([, number]) => number));
  const sections = new Set([...design.matchAll(/^## (\d+)\. /gm)].map(([, number]) => number));
  const sources = globSync('{main,shared,renderer,test}/**/*.{ts,tsx,mjs,md}', { cwd: root }).filter(
    (file) => !file.includes('node_modules') && !file.startsWith('test/docs/'),
  );
  const numbers = (text: string) => text.match(/\d+/g) ?? [];

  test('rules and sections are numbered without a gap', () => {
    const upTo = (length: number) => Array.from({ length }, (_, at) => String(at + 1));
    expect([...rules]).toEqual(upTo(13));
    expect([...sections]).toEqual(upTo(8));
  });

  test('every rule that is cited stands there', () => {
    const cited = sources.flatMap((file) =>
      [...read(file).matchAll(/\brules? (\d+(?:(?:,| and|, and| to) \d+)*)/gi)].flatMap(([, list = '']) =>
        numbers(list).map((number) => [file, number] as const),
      ),
    );
    expect(cited.length).toBeGreaterThan(30);
    expect(cited.filter(([, number]) => !rules.has(number))).toEqual([]);
  });

  test('every section that is cited stands there', () => {
    const cited = sources.flatMap((file) =>
      [...read(file).matchAll(/\bdesign,? section (\d+)/gi)].map(
        ([, number = '']) => [file, number] as const,
      ),
    );
    expect(cited.length).toBeGreaterThan(8);
    expect(cited.filter(([, number]) => !sections.has(number))).toEqual([]);
  });
});
