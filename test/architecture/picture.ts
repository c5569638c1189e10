import { CORE_FOLDERS } from './folders.ts';
import { allImports, coreFolder } from './imports.ts';

type Name = keyof typeof CORE_FOLDERS;

let known: Map<Name, Name[]> | null = null;

/** For each folder of the core the folders that it imports, in their order. */
export function folderImports(): Map<Name, Name[]> {
  known ??= readFolderImports();
  return known;
}

function readFolderImports(): Map<Name, Name[]> {
  const names = Object.keys(CORE_FOLDERS) as Name[];
  const found = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
  for (const { file, target } of allImports()) {
    const from = coreFolder(file);
    const to = coreFolder(target);
    if (from !== null && to !== null && from !== to) found.get(from)?.add(to);
  }
  return new Map(names.map((name) => [name, names.filter((other) => found.get(name)?.has(other))]));
}

/**
 * The imports of a folder that do not follow from its other imports: the fewest arrows that tell the whole
 * order.
 */
function direct(imports: ReadonlyMap<Name, readonly Name[]>, name: Name): Name[] {
  const reach = (from: Name): Set<Name> => {
    const seen = new Set<Name>();
    const visit = (at: Name): void => {
      for (const next of imports.get(at) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        visit(next);
      }
    };
    visit(from);
    return seen;
  };
  const all = imports.get(name) ?? [];
  return all.filter((one) => !all.some((other) => other !== one && reach(other).has(one)));
}

/**
 * The folders of the core as a Mermaid graph. An arrow means "imports"; folders further along the arrows
 * may be imported too.
 */
export function picture(): string {
  const imports = folderImports();
  const lines = [...imports.keys()]
    .toReversed()
    .flatMap((name) => direct(imports, name).map((other) => `  ${name} --> ${other}`));
  return ['```mermaid', 'graph TD', ...lines, '```'].join('\n');
}

/** The folders from high to low, with what is in each. */
export function table(): string {
  const rows = Object.entries(CORE_FOLDERS).toReversed();
  const width = Math.max(...rows.map(([name]) => name.length)) + 3;
  const wide = Math.max(...rows.map(([, what]) => what.length));
  const line = (name: string, what: string) => `| ${name.padEnd(width)} | ${what.padEnd(wide)} |`;
  return [
    line('folder', 'what is in it'),
    `| ${'-'.repeat(width)} | ${'-'.repeat(wide)} |`,
    ...rows.map(([name, what]) => line(`\`${name}/\``, what)),
  ].join('\n');
}

/** The last paragraph of a folder's README. */
export function importsLine(name: Name): string {
  const others = folderImports().get(name) ?? [];
  const words = others.length === 0 ? ['no', 'other', 'folder', 'of', 'the', 'core'] : others.map(quoted);
  const joined = words.join(others.length === 0 ? ' ' : ', ');
  return inLines(`Imports: ${joined}.`.split(' '));
}

const quoted = (name: Name) => `\`${name}/\``;

/** Wraps words in lines of at most 108 characters. */
function inLines(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 107) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}
