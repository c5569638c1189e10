/** Milliseconds between two looks at the line. */
const LOOK_EVERY = 1_000;

/** Milliseconds without a message until the other end is asked, and from there until the line is dead. */
const PATIENCE_WITH_SILENCE = { quiet: 10_000, answer: 8_000 };

/**
 * Notices a line that is dead without having been closed, as after a computer slept or a cable was pulled:
 * where nothing came for a while, `ask` asks the other end for a sign; `dead` is called where none comes. A
 * page in the background looks less often, so only time after a question counts. Returns a function that ends
 * it.
 */
export function watchSilence(
  line: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
  { ask, dead }: { ask(): void; dead(): void },
  patience = PATIENCE_WITH_SILENCE,
): () => void {
  let heardAt = performance.now();
  let askedAt: number | null = null;
  const hear = () => {
    heardAt = performance.now();
    askedAt = null;
  };
  const question = () => {
    if (askedAt !== null) return;
    askedAt = performance.now();
    ask();
  };
  const look = () => {
    const now = performance.now();
    if (askedAt === null) {
      if (now - heardAt >= patience.quiet) question();
    } else if (now - askedAt >= patience.answer) {
      end();
      dead();
    }
  };
  const timer = setInterval(look, Math.min(LOOK_EVERY, patience.answer));
  const end = () => {
    clearInterval(timer);
    line.removeEventListener('message', hear);
    globalThis.removeEventListener?.('offline', question);
  };
  line.addEventListener('message', hear);
  // The browser has lost its network: asks at once.
  globalThis.addEventListener?.('offline', question);
  return end;
}
