import type { Given } from '../../../../shared/questions/walk.ts';
import type { ClosedAs, ConversationState, OptState } from '../../../../shared/schema/words.ts';
import { CAST, type Deed, KINDS, type Kind, type LessonCode, taught } from './cast.ts';

/** One text: the trainee's words, or the first or second answer of the person (`exercise:says`). */
export type Said = {
  readonly at: number;
  readonly by: 'trainee' | 'person';
  readonly words: string;
  readonly line: 'initial' | 'reply' | 'first' | 'second';
};

export type Talk = {
  readonly kind: Kind;
  readonly state: ConversationState;
  readonly optState: OptState;
  /** Heed has found a request in words of their own: nothing is sent until they are opted out. */
  readonly held: boolean;
  readonly outcome: ClosedAs | null;
  readonly texts: readonly Said[];
  /** When they answer next; UTC milliseconds. */
  readonly due: number | null;
  /** By the code of a question. */
  readonly answers: ReadonlyMap<string, Given>;
  /** Whether each deed that decided something was right, in order. */
  readonly marks: readonly boolean[];
};

export type Lesson = {
  readonly code: LessonCode | 'begin' | 'sent' | 'hidden';
  readonly kind: Kind | null;
  readonly good: boolean;
};

export type Exercise = {
  readonly talks: Readonly<Record<Kind, Talk>>;
  /** The latest lesson, and how many there were, so that one that comes twice in a row is read out again. */
  readonly lesson: Lesson;
  readonly lessons: number;
  /** A plain STOP came, and the trainee has not yet put the explanation away. */
  readonly explainsStop: boolean;
  /** Who answered last. */
  readonly heard: Kind | null;
};

export type Act =
  | { readonly do: 'first'; readonly kind: Kind; readonly words: string; readonly at: number }
  | { readonly do: 'reply'; readonly kind: Kind; readonly words: string; readonly at: number }
  | { readonly do: 'record'; readonly kind: Kind; readonly question: string; readonly given: Given }
  | { readonly do: 'opt-out'; readonly kind: Kind }
  | { readonly do: 'close'; readonly kind: Kind; readonly as: ClosedAs }
  /** Opens what was closed, or takes an opt-out by hand back: as if the deed had not been. */
  | { readonly do: 'undo'; readonly kind: Kind }
  | { readonly do: 'understood' }
  | { readonly do: 'time'; readonly at: number };

const NEW: Omit<Talk, 'kind'> = {
  state: 'to-send',
  optState: 'none',
  held: false,
  outcome: null,
  texts: [],
  due: null,
  answers: new Map(),
  marks: [],
};

export function begin(): Exercise {
  const talks = Object.fromEntries(KINDS.map((kind) => [kind, { ...NEW, kind }])) as Exercise['talks'];
  const lesson = { code: 'begin', kind: null, good: true } as const;
  return { talks, lesson, lessons: 1, explainsStop: false, heard: null };
}

/** When time next changes something; null: it does not. UTC milliseconds. */
export function nextDue({ talks }: Exercise): number | null {
  const times = Object.values(talks).flatMap(({ due }) => (due === null ? [] : [due]));
  return times.length === 0 ? null : Math.min(...times);
}

/** Whether a text may be written: not to somebody who is opted out or held, nor where it is closed. */
export const mayWrite = ({ state, optState, held }: Talk): boolean =>
  optState === 'none' && !held && state !== 'closed';

/** What an act makes of the exercise. One that is not possible changes nothing. */
export function play(exercise: Exercise, act: Act): Exercise {
  if (act.do === 'understood') return { ...exercise, explainsStop: false };
  if (act.do === 'time') return hear(exercise, act.at);
  const talk = exercise.talks[act.kind];
  switch (act.do) {
    case 'first':
      if (talk.state !== 'to-send' || !mayWrite(talk)) return exercise;
      return teach(write(exercise, talk, act, 'initial'), { code: 'sent', kind: act.kind, good: true });
    case 'reply':
      if (talk.state === 'to-send' || !mayWrite(talk)) return exercise;
      return judge(write(exercise, talk, act, 'reply'), act.kind, 'reply');
    case 'record':
      if (talk.optState !== 'none') return exercise;
      return judge(
        put(exercise, { ...talk, answers: new Map(talk.answers).set(act.question, act.given) }),
        act.kind,
        'record',
      );
    case 'opt-out':
      if (talk.optState !== 'none') return exercise;
      return judge(
        put(exercise, { ...talk, state: 'closed', optState: 'manual', held: false, due: null }),
        act.kind,
        'opt-out',
      );
    case 'close':
      if (talk.state === 'closed' || talk.state === 'to-send') return exercise;
      return judge(
        put(exercise, { ...talk, state: 'closed', outcome: act.as, due: null }),
        act.kind,
        `close-${act.as}`,
      );
    case 'undo':
      return undo(exercise, talk);
  }
}

const put = (exercise: Exercise, talk: Talk): Exercise => ({
  ...exercise,
  talks: { ...exercise.talks, [talk.kind]: talk },
});

const teach = (exercise: Exercise, lesson: Lesson): Exercise => ({
  ...exercise,
  lesson,
  lessons: exercise.lessons + 1,
});

const SECOND = 1000;

function write(
  exercise: Exercise,
  talk: Talk,
  { words, at }: { readonly words: string; readonly at: number },
  line: 'initial' | 'reply',
): Exercise {
  const { answersAfter, secondAfter } = CAST[talk.kind];
  const said = talk.texts.filter(({ by }) => by === 'person').length;
  const after = line === 'initial' ? answersAfter : said === 1 ? secondAfter : null;
  return put(exercise, {
    ...talk,
    state: 'waiting',
    texts: [...talk.texts, { at, by: 'trainee', words, line }],
    due: after === null ? talk.due : at + after * SECOND,
  });
}

const hasAnswered = ({ texts }: Talk): boolean => texts.some(({ by }) => by === 'person');

function judge(exercise: Exercise, kind: Kind, deed: Deed): Exercise {
  const talk = exercise.talks[kind];
  const { lesson, good } = taught(kind, deed, hasAnswered(talk));
  // An answer that was written down decides nothing by itself.
  const marked = deed === 'record' ? exercise : put(exercise, { ...talk, marks: [...talk.marks, good] });
  return teach(marked, { code: lesson, kind, good });
}

/** A deed is taken back with its mark: whoever notices a mistake has learned it. */
function undo(exercise: Exercise, talk: Talk): Exercise {
  if (talk.state !== 'closed' || talk.optState === 'automatic') return exercise;
  const last = talk.texts.at(-1);
  const state = last === undefined ? 'to-send' : last.by === 'person' ? 'to-answer' : 'waiting';
  const { answersAfter } = CAST[talk.kind];
  const due = state === 'waiting' && !hasAnswered(talk) && answersAfter !== null ? (last?.at ?? 0) : null;
  return put(exercise, {
    ...talk,
    state,
    optState: 'none',
    outcome: null,
    held: talk.kind === 'asks' && hasAnswered(talk),
    due,
    marks: talk.marks.slice(0, -1),
  });
}

function hear(exercise: Exercise, now: number): Exercise {
  return KINDS.filter((kind) => (exercise.talks[kind].due ?? Number.POSITIVE_INFINITY) <= now).reduce(
    (was, kind) => answered(was, was.talks[kind]),
    exercise,
  );
}

function answered(exercise: Exercise, talk: Talk): Exercise {
  const line = hasAnswered(talk) ? ('second' as const) : ('first' as const);
  const text: Said = { at: talk.due ?? 0, by: 'person', words: '', line };
  const heard = { ...talk, state: 'to-answer' as const, texts: [...talk.texts, text], due: null };
  if (talk.kind === 'stop') {
    const out = put(exercise, { ...heard, state: 'closed', optState: 'automatic' });
    return { ...teach(out, { code: 'hidden', kind: 'stop', good: true }), explainsStop: true };
  }
  return { ...put(exercise, { ...heard, held: talk.kind === 'asks' }), heard: talk.kind };
}

/** right: as it should be; mended: in the end; wrong: not so; open: not yet; nothing: nothing was to do. */
export type Verdict = 'right' | 'mended' | 'wrong' | 'open' | 'nothing';

export function verdictOn({ kind, state, marks }: Talk): Verdict {
  if (marks.length === 0) return state !== 'to-send' && kind === 'silence' ? 'nothing' : hidden(kind, state);
  if (marks.at(-1) === false) return 'wrong';
  return marks.includes(false) ? 'mended' : 'right';
}

const hidden = (kind: Kind, state: ConversationState): Verdict =>
  kind === 'stop' && state === 'closed' ? 'nothing' : 'open';

/** Whether nothing is left to do. */
export const isOver = ({ talks }: Exercise): boolean =>
  Object.values(talks).every((talk) => talk.due === null && verdictOn(talk) !== 'open');
