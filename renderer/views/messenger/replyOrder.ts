const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export type Offered = {
  readonly folder: string;
  readonly title: string;
  readonly text: string;
  /** Code of the question at which it is offered first. */
  readonly question: string | null;
  readonly uses: { readonly own: number; readonly all: number };
};

/** `heading`: a folder, the likely ones, or null where one list has all. */
export type Section<T> = {
  readonly heading: 'likely' | 'other' | { folder: string } | null;
  readonly replies: T[];
};

/** How many likely replies are shown before the folders. */
const LIKELY = 5;

/**
 * 0: the title begins with it; 1: a word of the title does; 2: it stands anywhere in the title; 3: the folder
 * begins with it; 4: a word of the text does; 5: anywhere there.
 */
function rank(reply: Offered, wanted: string): number | null {
  const [title, text, folder] = [plain(reply.title), plain(reply.text), plain(reply.folder)];
  const beginsWord = (within: string) =>
    within.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted));
  if (title.startsWith(wanted)) return 0;
  if (beginsWord(title)) return 1;
  if (title.includes(wanted)) return 2;
  if (folder.startsWith(wanted)) return 3;
  if (beginsWord(text)) return 4;
  return text.includes(wanted) ? 5 : null;
}

/**
 * The replies of the current question first, then those that this person uses most, then those that
 * everybody does.
 */
function byUse(question: string | null) {
  const fits = (reply: Offered) => (question !== null && reply.question === question ? 1 : 0);
  return (one: Offered, other: Offered) =>
    fits(other) - fits(one) || other.uses.own - one.uses.own || other.uses.all - one.uses.all;
}

/**
 * The canned replies that fit what was typed behind the slash, the likeliest first; within one rank by use.
 * Accents and capitals make no difference. Nothing typed yet: the likely ones (of the current question, and
 * those used most), then all others folder by folder, as the campaign lists them.
 * `question`: code of the one that is asked now.
 */
export function findReplies<T extends Offered>(
  all: readonly T[],
  typed: string,
  question: string | null = null,
): Section<T>[] {
  const wanted = plain(typed.trim());
  const ordered = all.toSorted(byUse(question));
  if (wanted !== '') {
    const found = ordered.flatMap((reply) => {
      const at = rank(reply, wanted);
      return at === null ? [] : [{ reply, at }];
    });
    const replies = found.sort((one, other) => one.at - other.at).map(({ reply }) => reply);
    return replies.length === 0 ? [] : [{ heading: null, replies }];
  }
  const likely = ordered
    .filter((reply) => reply.uses.all > 0 || (question !== null && reply.question === question))
    .slice(0, LIKELY);
  const left = all.filter((reply) => !likely.includes(reply));
  const folders = [...new Set(left.map(({ folder }) => folder))];
  const plainList = likely.length === 0 && folders.every((folder) => folder === '');
  const sections: Section<T>[] = [
    { heading: 'likely', replies: likely },
    ...folders.map(
      (folder): Section<T> => ({
        heading: plainList ? null : folder === '' ? 'other' : { folder },
        replies: left.filter((reply) => reply.folder === folder),
      }),
    ),
  ];
  return sections.filter(({ replies }) => replies.length > 0);
}
