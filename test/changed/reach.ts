import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, posix } from 'node:path';

/**
 * From changed files to the tests that they can break. Imports are not enough: tests start programs, read
 * sources and look at what was built. So every path in quotation marks counts, whatever the file does with
 * it.
 */

/** Paths that a build makes, with the folder that they are made of. */
const BUILT: Readonly<Record<string, string>> = {
  'dist/renderer': 'renderer',
  'dist/electron': 'main/hosts/electron',
  'dist/programs': 'test/programs',
};
/** A change of one of these can break every test. */
const EVERYTHING =
  /^(package(-lock)?\.json|vitest\.config\.ts|\.npmrc|\.?tsconfig.*\.json|test\/run\.mjs|main\/setup\.mjs)$/;
const READS_FOLDERS = /\b(?:sourcesOf|readdirSync|globSync)\b/;
const TYPES_ALONE = /^(?:import|export) type [^;]*? from '[^']*';$/gms;
/** Paths that a comment names do not count. */
const COMMENT_LINES = /^\s*(?:\/\/|\/?\*).*$/gm;
const TOP = '(?:main|renderer|shared|test|dist|\\.github)';
const NAMED = new RegExp(
  `['"\`](?:\\$\\{import\\.meta\\.dirname\\}/)?((?:\\.{1,2}/|\\{|${TOP}/)[^'"\`\\n$]*|${TOP}(?=['"\`])|[\\w.-]+\\.(?:tsx?|mjs|json|jsonl|yml|md|html|css|csv)(?=['"\`]))`,
  'g',
);

/** The paths that a file names, from the top; a folder stands for all files in it. */
function namedIn(file: string, text: string, all: ReadonlySet<string>): string[] {
  const whole = READS_FOLDERS.test(text);
  const words = [...text.replaceAll(COMMENT_LINES, '').replaceAll(TYPES_ALONE, '').matchAll(NAMED)].map(
    ([, word = '']) => word,
  );
  return words.flatMap((word) => {
    if (word.includes('*')) return [...all].filter((each) => matchesGlob(each, word));
    const from = [posix.join(posix.dirname(file), word), posix.normalize(word)];
    const found = from.flatMap((path) => [path, `${path}.ts`]).find((path) => all.has(path));
    if (found !== undefined) return [found];
    const [built] = Object.entries(BUILT).filter(([made]) => from[1]?.startsWith(made));
    const folders = built ? [built[1]] : from.filter((path) => path.includes('/') || whole);
    return [...all].filter((each) => folders.some((folder) => each.startsWith(`${folder}/`)));
  });
}

/** For every file, the files that name it. */
export function whoNames(root: string, files: readonly string[]): Map<string, string[]> {
  const all = new Set(files);
  const namedBy = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const file of files.filter((each) => /\.(ts|tsx|mjs|html|css)$/.test(each))) {
    if (!existsSync(join(root, file))) continue;
    for (const named of new Set(namedIn(file, readFileSync(join(root, file), 'utf8'), all)))
      namedBy.get(named)?.push(file);
  }
  return namedBy;
}

/**
 * How many steps lie between each file and the nearest changed one; files that no change reaches are left
 * out.
 */
export function reach(
  namedBy: ReadonlyMap<string, readonly string[]>,
  changed: readonly string[],
): Map<string, number> {
  const steps = new Map(changed.map((file) => [file, 0]));
  for (const [file, far] of steps) {
    for (const user of namedBy.get(file) ?? []) if (!steps.has(user)) steps.set(user, far + 1);
  }
  if (changed.some((file) => EVERYTHING.test(file))) {
    for (const file of namedBy.keys()) if (!steps.has(file)) steps.set(file, Number.POSITIVE_INFINITY);
  }
  return steps;
}

/**
 * The model plays whole histories against rules, inbox and outbox, so it can notice what the nearest tests
 * miss.
 */
const MODEL = 'test/model/histories.test.ts';

/**
 * How near a test counts that lies `far` steps from a change; the model counts as near wherever a change
 * reaches it.
 */
export const nearness = (file: string, far: number): number => (file === MODEL ? Math.min(far, 1) : far);

export type Candidate = { readonly file: string; readonly steps: number; readonly seconds: number };

/**
 * The nearest tests first, as many as fit into `budget` seconds of work; `left` are those that did not fit.
 */
export function choose(
  candidates: readonly Candidate[],
  budget: number,
): { readonly run: readonly string[]; readonly left: readonly string[] } {
  const run: string[] = [];
  const left: string[] = [];
  let used = 0;
  const near = [...candidates].sort(
    (a, b) =>
      (a.steps === b.steps ? a.seconds - b.seconds : a.steps - b.steps) || a.file.localeCompare(b.file),
  );
  for (const { file, seconds } of near) {
    if (used + seconds > budget) left.push(file);
    else {
      used += seconds;
      run.push(file);
    }
  }
  return { run, left };
}

/**
 * A guess, by folder, of how long a test file takes that has not run here yet. Browsers and processes are
 * slow.
 */
const GUESS: Readonly<Record<string, number>> = {
  model: 60,
  crash: 40,
  proof: 30,
  e2e: 25,
  faults: 15,
  keys: 15,
  console: 10,
  backup: 10,
  hosts: 6,
};
/** `known`: seconds that each file took when it last ran here. */
export const secondsOf = (file: string, known: Readonly<Record<string, number>>): number =>
  1 + (known[file] ?? GUESS[dirname(file).split('/')[1] ?? ''] ?? 2);
