import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CAST, KINDS, type Kind } from '../../renderer/views/messenger/exercise/cast.ts';
import {
  type Act,
  begin,
  type Exercise,
  isOver,
  mayWrite,
  nextDue,
  play,
  verdictOn,
} from '../../renderer/views/messenger/exercise/play.ts';
import { scriptFrom } from '../../renderer/views/messenger/exercise/script.ts';
import { threadOf } from '../../renderer/views/messenger/exercise/thread.ts';

/** All first texts at second 0, and everybody has answered. */
function answered(): Exercise {
  const texted = KINDS.reduce((was, kind) => play(was, { do: 'first', kind, words: 'Hi', at: 0 }), begin());
  return play(texted, { do: 'time', at: 60_000 });
}
const after = (...acts: Act[]) => acts.reduce(play, answered());
const reply = (kind: Kind): Act => ({ do: 'reply', kind, words: 'Thanks!', at: 61_000 });
const close = (kind: Kind, as: 'done' | 'refused' | 'wrong-number'): Act => ({ do: 'close', kind, as });

test('people answer in their own time, one never', () => {
  const texted = KINDS.reduce((was, kind) => play(was, { do: 'first', kind, words: 'Hi', at: 0 }), begin());
  expect(nextDue(texted)).toBe(4000);
  const early = play(texted, { do: 'time', at: 3999 });
  expect(early).toEqual(texted);
  const { talks } = answered();
  const states = Object.fromEntries(KINDS.map((kind) => [kind, talks[kind].state]));
  expect(states).toEqual({
    ...Object.fromEntries(KINDS.map((kind) => [kind, 'to-answer'])),
    stop: 'closed',
    silence: 'waiting',
  });
});

test('a STOP hides the conversation at once, says why, and can be neither answered nor undone', () => {
  const was = answered();
  expect(was.talks.stop.optState).toBe('automatic');
  expect(was.explainsStop).toBe(true);
  expect(play(was, { do: 'understood' }).explainsStop).toBe(false);
  for (const act of [reply('stop'), close('stop', 'done'), { do: 'opt-out', kind: 'stop' } as const])
    expect(play(was, act)).toBe(was);
  expect(play(was, { do: 'undo', kind: 'stop' })).toBe(was);
});

test('a request that Heed holds takes no reply; one that it does not find has to be noticed', () => {
  const was = answered();
  expect(was.talks.asks.held).toBe(true);
  expect(play(was, reply('asks'))).toBe(was);
  expect(after({ do: 'opt-out', kind: 'asks' }).lesson).toEqual({ code: 'marked', kind: 'asks', good: true });
  expect(was.talks.hints.held).toBe(false);
  const wroteBack = after(reply('hints'));
  expect(wroteBack.lesson).toMatchObject({ code: 'askedToStop', good: false });
  const mended = play(play(wroteBack, { do: 'time', at: 70_000 }), { do: 'opt-out', kind: 'hints' });
  expect(mended.talks.hints.texts.at(-1)?.line).toBe('second');
  expect(verdictOn(mended.talks.hints)).toBe('mended');
  for (const kind of ['asks', 'hints'] as const)
    expect(after(close(kind, 'done')).lesson).toMatchObject({ code: 'closedRequest', good: false });
});

test('each deed teaches what fits', () => {
  const lessons: [Act, string, boolean][] = [
    [reply('yes'), 'answered', true],
    [{ do: 'opt-out', kind: 'yes' }, 'notAsked', false],
    [reply('anger'), 'kind', true],
    [{ do: 'opt-out', kind: 'anger' }, 'calmed', true],
    [reply('wrong'), 'closeInstead', false],
    [close('wrong', 'wrong-number'), 'wrongNumber', true],
    [{ do: 'opt-out', kind: 'wrong' }, 'wrongNotOut', false],
    [close('no', 'refused'), 'closed', true],
    [close('no', 'wrong-number'), 'notWrong', false],
    [close('question', 'done'), 'unanswered', false],
    [reply('language'), 'language', true],
  ];
  for (const [act, code, good] of lessons)
    expect([code, after(act).lesson]).toEqual([code, expect.objectContaining({ code, good })]);
});

test('a mistake that is taken back is none', () => {
  const back = after(close('question', 'done'), { do: 'undo', kind: 'question' });
  expect(back.talks.question).toEqual(answered().talks.question);
  const silent = after({ do: 'opt-out', kind: 'silence' }, { do: 'undo', kind: 'silence' });
  expect(silent.talks.silence).toEqual(answered().talks.silence);
  const held = after({ do: 'opt-out', kind: 'asks' }, { do: 'undo', kind: 'asks' });
  expect(held.talks.asks.held).toBe(true);
});

test('whoever does everything right is done, and the summary says so', () => {
  const right = play(
    after(
      reply('yes'),
      reply('question'),
      reply('anger'),
      close('wrong', 'wrong-number'),
      { do: 'opt-out', kind: 'asks' },
      reply('language'),
      reply('no'),
      { do: 'opt-out', kind: 'hints' },
    ),
    { do: 'time', at: 90_000 },
  );
  expect(isOver(right)).toBe(true);
  expect(KINDS.map((kind) => verdictOn(right.talks[kind]))).toEqual(
    KINDS.map((kind) => (kind === 'stop' || kind === 'silence' ? 'nothing' : 'right')),
  );
  expect(isOver(answered())).toBe(false);
});

const AnyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    do: fc.constantFrom('first', 'reply'),
    kind: fc.constantFrom(...KINDS),
    words: fc.string(),
    at: fc.nat(90_000),
  }),
  fc.record({ do: fc.constantFrom('opt-out', 'undo'), kind: fc.constantFrom(...KINDS) }),
  fc.record({
    do: fc.constant('close' as const),
    kind: fc.constantFrom(...KINDS),
    as: fc.constantFrom('done', 'refused', 'wrong-number'),
  }),
  fc.record({ do: fc.constant('time' as const), at: fc.nat(120_000) }),
);

test('whatever a trainee does, nobody who is opted out or held gets a text, and a STOP stays', () => {
  fc.assert(
    fc.property(fc.array(AnyAct, { maxLength: 60 }), (acts) => {
      let exercise = begin();
      for (const act of acts) {
        const next = play(exercise, act);
        for (const kind of KINDS) {
          const [was, is] = [exercise.talks[kind], next.talks[kind]];
          const wrote = is.texts.filter(({ by }) => by === 'trainee').length;
          if (!mayWrite(was)) expect(wrote).toBe(was.texts.filter(({ by }) => by === 'trainee').length);
          if (was.optState === 'automatic') expect(is).toBe(was);
        }
        exercise = next;
      }
    }),
  );
});

test('the campaign’s own text and questions are practised with, filled for made-up people', () => {
  const trainee = { id: 'a', name: 'Ana', organisation: 'Harbor Tenants' };
  const own = scriptFrom(
    {
      name: 'Rents',
      script: 'Hi {firstName}, {texterName} of {organisation}. Vote at {Polling place}?',
      replies: [],
    },
    [],
  );
  const { talks } = begin();
  expect(threadOf(talks.yes, own, trainee).initialDraft).toBe(
    'Hi Rosa, Ana of Harbor Tenants. Vote at (Polling place)?',
  );
  const madeUp = threadOf(talks.yes, scriptFrom(undefined, []), trainee);
  expect(madeUp.initialDraft).toContain('Harbor Tenants');
  expect(madeUp.questions.current).toBe('coming');
  expect(new Set(KINDS.map((kind) => CAST[kind].number)).size).toBe(KINDS.length);
  expect(threadOf(answered().talks.asks, own, trainee).canSend).toMatchObject({ ok: false, rule: 'on-hold' });
});
