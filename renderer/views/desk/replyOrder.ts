const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

type Reply = { readonly title: string; readonly text: string };

/**
 * 0: the title begins with it; 1: a word of the title does; 2: it stands anywhere in the title; 3: a word of
 * the text; 4: anywhere there.
 */
function rank(reply: Reply, wanted: string): number | null {
  const [title, text] = [plain(reply.title), plain(reply.text)];
  const beginsWord = (within: string) =>
    within.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted));
  if (title.startsWith(wanted)) return 0;
  if (beginsWord(title)) return 1;
  if (title.includes(wanted)) return 2;
  if (beginsWord(text)) return 3;
  return text.includes(wanted) ? 4 : null;
}

/**
 * The canned replies that fit what was typed behind the slash, the likeliest first; within one rank as the
 * campaign lists them. Accents and capitals make no difference. Nothing typed yet: all of them.
 */
export function findReplies<T extends Reply>(all: readonly T[], typed: string): T[] {
  const wanted = plain(typed.trim());
  if (wanted === '') return [...all];
  return all
    .flatMap((reply) => {
      const at = rank(reply, wanted);
      return at === null ? [] : [{ reply, at }];
    })
    .sort((one, other) => one.at - other.at)
    .map(({ reply }) => reply);
}
