import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { first } from '../../shared/locales/en/first.ts';
import { en } from '../../shared/locales/en/index.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Our own files that the window loads before it shows anything, and the packages that they name. */
function firstScript(): { files: Map<string, string>; packages: Set<string> } {
  const files = new Map<string, string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file) || !/\.tsx?$/.test(file)) return;
    const text = readFileSync(join(ROOT, file), 'utf8');
    files.set(file, text);
    const { module } = parseSync(file, text);
    const imported = module.staticImports
      // An import of types alone is gone at run time.
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest.value);
    const passedOn = module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ isType, moduleRequest }) => (isType || !moduleRequest ? [] : [moduleRequest.value])),
    );
    for (const name of [...imported, ...passedOn]) {
      if (name.startsWith('.')) visit(posix.join(posix.dirname(file), name));
      else if (name === '#sentences') visit('shared/locales/en/first.ts');
      else packages.add(name);
    }
  };
  visit('renderer/main.tsx');
  return { files, packages };
}

describe('the first script of the window', () => {
  const { files, packages } = firstScript();

  it('says nothing but what it brings along', () => {
    const said = [...files]
      .filter(([file]) => !file.startsWith('shared/locales/'))
      .flatMap(([file, text]) =>
        [...text.matchAll(/['"`](\w+):[a-z$]/g)].map(([, namespace = '']) => [file, namespace] as const),
      )
      .filter(([, namespace]) => Object.hasOwn(en, namespace));
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter(([, namespace]) => !Object.hasOwn(first, namespace))).toEqual([]);
  });

  it('holds no view but the start page, no phone library and no other sentences', () => {
    const views = [...files.keys()].filter((file) => /^renderer\/views\/(?!console\/)/.test(file));
    expect(views).toEqual([]);
    expect([...packages].filter((name) => /phone|qrcode|form/.test(name))).toEqual([]);
    expect([...files.keys()]).not.toContain('shared/locales/en/rest.ts');
    expect([...files.keys()]).not.toContain('renderer/components/shell/Shell.tsx');
  });
});
