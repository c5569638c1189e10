import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutations } from './list.ts';
import type { Mutation } from './types.ts';

const ROOT = join(import.meta.dirname, '../../..');
const COPIED = ['main', 'shared', 'test', 'package.json'];
/** Milliseconds after which a product that has not ended counts as broken. */
const LONGEST = 600_000;
/** The child's first line. */
const BEGUN = 'begun';

export type Verdict = { readonly name: string; readonly noticed: boolean; readonly how: string };

function copyTree(): string {
  const dir = mkdtempSync(join(tmpdir(), 'heed-mutation-'));
  for (const part of COPIED) cpSync(join(ROOT, part), join(dir, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
  return dir;
}

/** Makes the changes; returns a function that undoes them. */
function change(dir: string, { name, changes }: Mutation): () => void {
  const undo = changes.map(({ file, from, to }) => {
    const path = join(dir, file);
    const source = readFileSync(path, 'utf8');
    if (source.split(from).length !== 2) {
      throw new Error(
        `“${name}” does not fit ${file} any more: its piece must be there once. Mend the list.`,
      );
    }
    writeFileSync(
      path,
      source.replace(from, () => to),
    );
    return () => writeFileSync(path, source);
  });
  return () => {
    for (const each of undo.toReversed()) each();
  };
}

function live(dir: string, seed: number, mutation: Mutation): Promise<Omit<Verdict, 'name'>> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(dir, 'test/model/mutations/child.ts'), String(seed), mutation.in ?? 'histories'],
      { cwd: dir, timeout: LONGEST, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        const line = stdout.trim().split('\n').at(-1) ?? '';
        if (error) {
          // A test that could not start has noticed nothing; one that broke while it ran has.
          const how = error.killed
            ? 'it never ended'
            : `it broke: ${/Error: .*/.exec(stderr)?.[0] ?? stderr.slice(0, 200)}`;
          resolve({ noticed: line === BEGUN, how });
          return;
        }
        const reported: { noticed: boolean; after: string; why: string } = JSON.parse(line);
        resolve({
          noticed: reported.noticed,
          how: reported.noticed ? `${reported.after}: ${reported.why.split('\n', 1)[0]}` : reported.after,
        });
      },
    );
  });
}

/**
 * Breaks a copy of the product in each named way and plays the same random histories; ways that the model
 * does not notice are listed. The source is changed, since switches in the product could turn a rule off.
 */
export async function runMutations(
  print: (line: string) => void,
  options: { readonly seed: number; readonly only?: string | undefined },
): Promise<Verdict[]> {
  const dir = copyTree();
  const verdicts: Verdict[] = [];
  try {
    for (const mutation of mutations.filter(({ name }) => name.includes(options.only ?? ''))) {
      const restore = change(dir, mutation);
      const verdict = { name: mutation.name, ...(await live(dir, options.seed, mutation)) };
      restore();
      verdicts.push(verdict);
      print(`${verdict.noticed ? 'noticed ' : 'SURVIVED'}  ${verdict.name} (${verdict.how})`);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  return verdicts;
}
