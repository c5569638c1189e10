/** One step of a compiled pattern. */
export type Step =
  /** Takes one word; `words` null takes any. `optional` may be skipped, `repeats` may be taken again. */
  | {
      readonly kind: 'word';
      readonly words: ReadonlySet<string> | null;
      readonly optional: boolean;
      readonly repeats: boolean;
      readonly crosses: boolean;
    }
  /** Takes one word written with a capital letter that is not in `words`: a name, most likely. */
  | { readonly kind: 'name'; readonly words: ReadonlySet<string> }
  /** Takes nothing: the next word must not be one of `words`. */
  | { readonly kind: 'not'; readonly words: ReadonlySet<string> }
  /** Takes nothing: here a part of a sentence begins or ends, a sentence ends, or the whole text begins or ends. */
  | { readonly kind: 'opens' | 'closes' | 'stops' | 'first' | 'last' };

type Classes = Readonly<Record<string, readonly string[]>>;

const MARKS: Readonly<Record<string, 'opens' | 'closes' | 'stops' | 'first' | 'last'>> = {
  '[': 'opens',
  ']': 'closes',
  '.': 'stops',
  '^': 'first',
  $: 'last',
};

/**
 * Compiles a pattern of the data files. Items stand apart by spaces:
 * `stop|quit` one of these words; `{texts}` one of a class; `x?` may be missing; `x*` any number of times; `_3` up to three
 * words of any kind; `%` any one word; `!x|y` the next word is none of these; `<x>` a capitalised word outside class x; `/x` may begin a new
 * sentence; `[` and `]` begin and end of a part of a sentence (a comma will do), `.` the end of a sentence, `^` and `$` the
 * begin and end of the whole text. Throws on an unknown class, so a
 * broken data file fails at load and not on a contact's text.
 */
export function compilePattern(pattern: string, classes: Classes): readonly (readonly Step[])[] {
  return spread(pattern).map((each) => each.split(' ').flatMap((item) => compileItem(item, classes)));
}

/** `again|.` means one of two patterns: with the word, or with the end of the sentence. */
function spread(pattern: string): readonly string[] {
  const items = pattern.split(' ');
  for (const [at, item] of items.entries()) {
    const parts = item.split('|');
    const mark = parts.find((part) => part in MARKS);
    if (mark === undefined || parts.length === 1) continue;
    const variants = [mark, parts.filter((part) => part !== mark).join('|')];
    return variants.flatMap((variant) =>
      spread([...items.slice(0, at), variant, ...items.slice(at + 1)].join(' ')),
    );
  }
  return [pattern];
}

function compileItem(item: string, classes: Classes): readonly Step[] {
  const mark = MARKS[item];
  if (mark) return [{ kind: mark }];
  const gap = /^_(\d)$/u.exec(item);
  if (gap) {
    const any: Step = { kind: 'word', words: null, optional: true, repeats: false, crosses: false };
    return Array.from({ length: Number(gap[1]) }, () => any);
  }
  if (item === '%') return [{ kind: 'word', words: null, optional: false, repeats: false, crosses: false }];
  if (item.startsWith('!')) return [{ kind: 'not', words: wordsOf(item.slice(1), classes) }];
  const name = /^<(.+)>$/u.exec(item);
  if (name) return [{ kind: 'name', words: wordsOf(`{${name[1]}}`, classes) }];
  const parts = /^(\/?)(.+?)([?*]?)$/u.exec(item);
  const optional = parts?.[3] === '?' || parts?.[3] === '*';
  return [
    {
      kind: 'word',
      words: wordsOf(parts?.[2] ?? item, classes),
      optional,
      repeats: parts?.[3] === '*',
      crosses: parts?.[1] === '/',
    },
  ];
}

function wordsOf(text: string, classes: Classes): ReadonlySet<string> {
  const words = new Set<string>();
  for (const part of text.split('|')) {
    const name = /^\{(.+)\}$/u.exec(part)?.[1];
    if (name === undefined) words.add(part);
    else {
      const members = classes[name];
      if (!members) throw new Error(`The phrase data name an unknown class: ${name}`);
      for (const member of members) words.add(member);
    }
  }
  return words;
}
