/** One step of a compiled pattern. */
export type Step =
  /**
   * Takes one word: one of `words`, or one of the `shape`; `words` null takes any. A capitalised word outside
   * `unnamed` is probably a name, and taken too. `optional`: the step may be skipped; `repeats`: it may be
   * taken again.
   */
  | {
      readonly kind: 'word';
      readonly words: ReadonlySet<string> | null;
      readonly shape: RegExp | null;
      readonly unnamed: ReadonlySet<string> | null;
      readonly optional: boolean;
      readonly repeats: boolean;
      readonly crosses: boolean;
    }
  /** Takes nothing: the next word must not be one of `words`. */
  | { readonly kind: 'not'; readonly words: ReadonlySet<string> }
  /**
   * Takes nothing: the word before must not be one of `words`, unless a comma or full stop stands between.
   */
  | { readonly kind: 'not-after'; readonly words: ReadonlySet<string> }
  /**
   * Takes nothing: a part of a sentence begins or ends, a sentence ends, the text begins or ends, or nothing
   * separates two words.
   */
  | { readonly kind: Mark };

type Mark = 'opens' | 'closes' | 'stops' | 'first' | 'last' | 'joined';

/** Any one word. */
const ANY = {
  kind: 'word',
  words: null,
  shape: null,
  unnamed: null,
  optional: false,
  repeats: false,
  crosses: false,
} as const satisfies Step;

type Classes = Readonly<Record<string, readonly string[]>>;

const MARKS: Readonly<Record<string, Mark>> = {
  '[': 'opens',
  ']': 'closes',
  '.': 'stops',
  '^': 'first',
  $: 'last',
  '~': 'joined',
};

/** Words that are recognised by their ending or their characters, where no list can be complete. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  '%ing': /.ing$/u,
  '%ism': /.(?:ism|isms|phobia)$/u,
  '%tion': /.(?:tion|tions|ity|ities|ence|ment|ments|age)$/u,
  '%number': /^\d+(?:st|nd|rd|th|x)?$/u,
};

/** `<common>`: any name, that is a capitalised word outside the class. */
const NAME = /^<(.+)>$/u;
const NO_WORDS: ReadonlySet<string> = new Set();

/**
 * Compiles a pattern of the data files. Items stand apart by spaces: `stop|quit` one of these words;
 * `{texts}` one of a class; `x?` may be missing; `x*` any number of times; `_3` up to three words of any
 * kind; `%` any one word; `%ing`, `%ism`, `%tion`, `%number` one of that shape; `!x|y` the next word is none
 * of these, `<!x|y` nor the one before; `<x>` a capitalised word outside class x; `/x` may begin a new
 * sentence; `~` nothing parts the words; `[` and `]` begin and end of a part of a sentence (a comma will do),
 * `.` the end of a sentence, `^` and `$` the begin and end of the whole text. Throws on an unknown class.
 */
export function compilePattern(pattern: string, classes: Classes): readonly (readonly Step[])[] {
  return spread(pattern).map((each) => each.split(' ').flatMap((item) => stepsOf(item, classes)));
}

/** `again|.` stands for two patterns: one with the word, one with the end of the sentence. */
function spread(pattern: string): readonly string[] {
  const items = pattern.split(' ');
  for (const [at, item] of items.entries()) {
    if (!item.includes('|')) continue;
    const parts = item.split('|');
    const mark = parts.find((part) => part in MARKS);
    if (mark === undefined) continue;
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
    const any: Step = { ...ANY, optional: true };
    return Array.from({ length: Number(gap[1]) }, () => any);
  }
  if (item === '%') return [ANY];
  if (item.startsWith('<!')) return [{ kind: 'not-after', words: wordsOf(item.slice(2), classes) }];
  if (item.startsWith('!')) return [{ kind: 'not', words: wordsOf(item.slice(1), classes) }];
  const parts = /^(\/?)(.+?)([?*]?)$/u.exec(item);
  const optional = parts?.[3] === '?' || parts?.[3] === '*';
  const alternatives = (parts?.[2] ?? item).split('|');
  const shape = alternatives.map((each) => SHAPES[each]).find((each) => each !== undefined) ?? null;
  const name = alternatives.map((each) => NAME.exec(each)?.[1]).find((each) => each !== undefined);
  const words = alternatives.filter((each) => !(each in SHAPES) && !NAME.test(each));
  return [
    {
      kind: 'word',
      words: words.length > 0 ? wordsOf(words.join('|'), classes) : NO_WORDS,
      shape,
      unnamed: name === undefined ? null : wordsOf(`{${name}}`, classes),
      optional,
      repeats: parts?.[3] === '*',
      crosses: parts?.[1] === '/',
    },
  ];
}

/** What has been made, by what is written: the same items and lists of words stand in many patterns. */
type Made = {
  readonly words: Map<string, ReadonlySet<string>>;
  readonly steps: Map<string, readonly Step[]>;
};
const made = new WeakMap<Classes, Made>();

function madeOf(classes: Classes): Made {
  const known = made.get(classes) ?? { words: new Map(), steps: new Map() };
  made.set(classes, known);
  return known;
}

function stepsOf(item: string, classes: Classes): readonly Step[] {
  const known = madeOf(classes).steps;
  const steps = known.get(item) ?? compileItem(item, classes);
  known.set(item, steps);
  return steps;
}

function wordsOf(text: string, classes: Classes): ReadonlySet<string> {
  const known = madeOf(classes).words;
  const words = known.get(text) ?? setOf(text, classes);
  known.set(text, words);
  return words;
}

function setOf(text: string, classes: Classes): ReadonlySet<string> {
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
