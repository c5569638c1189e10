import fc from 'fast-check';
import * as acts from './acts.ts';
import { compare } from './compare.ts';
import * as letters from './letters.ts';
import type { Model } from './model.ts';
import * as people from './people.ts';
import * as pictures from './pictures.ts';
import * as stories from './stories.ts';
import { DAY, MINUTE } from './types.ts';
import { WORDS, wordOf } from './words.ts';
import { CONTACTS } from './world.ts';

export type Command = fc.AsyncCommand<Model, acts.Scene>;
type Act = (model: Model, scene: acts.Scene) => void | Promise<void>;

/** A step of a history: a second passes, the act happens to both, and they are compared. */
function step(name: string, act: Act): Command {
  return {
    check: () => true,
    toString: () => name,
    async run(model, scene) {
      await scene.world.advance(1000);
      model.now = scene.world.clock.now();
      await act(model, scene);
      compare(model, scene.world);
    },
  };
}

const contact = fc.nat(CONTACTS - 1);
const which = fc.nat(1);
const createFault = fc.constantFrom(
  null,
  null,
  null,
  'status',
  'reset-before',
  'reset-after',
  'half-json',
  'html',
);
const AFTERWARDS = [null, null, 'STOP', 'Who is this?'] as const;
const listFault = fc.constantFrom(null, null, null, 'status', 'reset-after', 'half-json', 'html');

/** All that may happen in a history; what is frequent in real life is more frequent here. */
export function commands(): fc.Arbitrary<Command>[] {
  const contactTexts = fc
    .tuple(contact, which, fc.nat(WORDS.length - 1), fc.constantFrom(0, 0, 20_000, 6 * MINUTE))
    .map(([c, w, word, late]) =>
      step(`contactTexts(${c}, ${w}, ${JSON.stringify(WORDS[word]?.text)}, ${late})`, (m, s) =>
        acts.contactTexts(m, s, c, w, word, late),
      ),
    );
  // The usual case: a contact texts, and Heed gets it within a moment.
  const heard = fc
    .tuple(contact, which, fc.nat(WORDS.length - 1), fc.boolean())
    .map(([c, w, word, called]) =>
      step(`heard(${c}, ${w}, ${JSON.stringify(WORDS[word]?.text)}, called ${called})`, (m, s) =>
        acts.hear(m, s, c, w, word, called),
      ),
    );
  // A contact changes their mind.
  const stopThenStart = fc.tuple(contact, which).map(([c, w]) =>
    step(`stopThenStart(${c}, ${w})`, async (m, s) => {
      await acts.hear(m, s, c, w, wordOf('STOP'));
      await acts.hear(m, s, c, w, wordOf('START'));
    }),
  );
  const pair = (name: string, story: (m: Model, s: acts.Scene, c: number, w: number) => Promise<void>) =>
    fc.tuple(contact, which).map(([c, w]) => step(`${name}(${c}, ${w})`, (m, s) => story(m, s, c, w)));
  const tried = pair('tried', stories.tried);
  const saidLater = pair('saidLater', stories.saidLater);
  const halfADay = pair('halfADay', stories.halfADay);
  const tooLate = pair('tooLate', stories.tooLate);
  // A contact seems to ask to stop, and nobody decides about it for three weeks.
  const forgotten = fc.tuple(contact, which).map(([c, w]) =>
    step(`forgotten(${c}, ${w})`, async (m, s) => {
      await acts.hear(m, s, c, w, wordOf('Please take me off your list'));
      compare(m, s.world);
      await s.world.advance(20 * DAY);
      m.now = s.world.clock.now();
      await people.maintain(m, s);
    }),
  );
  const interrupted = pair('interrupted', stories.interrupted);
  // Heed starts again with texts in its queue.
  const comeBack = fc.constant(
    step('comeBack()', async (m, s) => {
      await s.world.crash();
      m.wayIn.restart(m.now);
      await acts.poll(m, s, null);
      await acts.dispatch(m, s, null);
    }),
  );
  const write = fc
    .tuple(contact, which, fc.constantFrom('initial' as const, 'reply' as const))
    .map(([c, w, kind]) => step(`write(${c}, ${w}, ${kind})`, (m, s) => acts.write(m, s, c, w, kind)));
  // Two windows send at once: what the first one did counts for the second.
  const twice = fc.tuple(contact, which).map(([c, w]) =>
    step(`writeTwice(${c}, ${w})`, (m, s) => {
      acts.write(m, s, c, w, 'initial');
      acts.write(m, s, c, w, 'initial');
    }),
  );
  const dispatch = createFault.map((fault) =>
    step(`dispatch(${fault})`, (m, s) => acts.dispatch(m, s, fault)),
  );
  const poll = listFault.map((fault) => step(`poll(${fault})`, (m, s) => acts.poll(m, s, fault)));
  const deliver = fc
    .oneof(fc.nat(30), fc.constant('all' as const))
    .map((chosen) => step(`deliver(${chosen})`, (m, s) => letters.deliver(m, s, chosen)));
  const forge = fc
    .tuple(fc.nat(30), fc.boolean())
    .map(([chosen, tampered]) =>
      step(`forge(${chosen}, tampered ${tampered})`, (m, s) => letters.forge(m, s, chosen, tampered)),
    );
  const wrongNumber = fc
    .tuple(
      contact,
      which,
      fc.constantFrom(null, 'Please take me off your list'),
      fc.constantFrom(...AFTERWARDS),
    )
    .map(([c, w, before, then]) =>
      step(`wrongNumber(${c}, ${w}, ${before}, ${then})`, (m, s) =>
        stories.wrongNumber(m, s, c, w, before, then),
      ),
    );
  const underWay = fc
    .tuple(fc.constantFrom('crash' as const, 'opt-out' as const, 'nothing' as const), contact)
    .map(([meanwhile, c]) =>
      step(`underWay(${meanwhile}, ${c})`, (m, s) => acts.underWay(m, s, meanwhile, c)),
    );
  const restart = fc.constant(
    step('restart()', async (m, s) => {
      await s.world.crash();
      m.wayIn.restart(m.now);
    }),
  );
  const set = fc
    .tuple(fc.boolean(), fc.boolean(), fc.constantFrom('opt-out' as const, 'hold' as const))
    .map(([auto, first, how]) =>
      step(`set(auto ${auto}, first ${first}, waiting ${how})`, (m, s) => {
        acts.set(m, s, { autoOptOut: auto, firstResponseOnly: first }, how);
      }),
    );
  const limit = fc
    .constantFrom(null, { days: 7, most: 1 }, { days: 1, most: 1 }, { days: 30, most: 2 })
    .map((to) => step(`limit(${JSON.stringify(to)})`, (m, s) => acts.limit(m, s, to)));
  const whatIsPlanned = fc.option(
    fc.record({
      kind: fc.constantFrom('start' as const, 'pause' as const, 'end' as const),
      from: fc.constantFrom(-2 * DAY, -MINUTE, MINUTE, 120 * MINUTE, DAY),
      lasts: fc.constantFrom(60 * MINUTE, DAY, 3 * DAY),
      own: fc.boolean(),
    }),
    { freq: 6 },
  );
  const plan = fc
    .tuple(which, whatIsPlanned)
    .map(([w, what]) => step(`plan(${w}, ${JSON.stringify(what)})`, (m, s) => acts.plan(m, s, w, what)));
  // What is written before a moment of the schedule is looked at before it and after it.
  const over = fc.tuple(contact, which, whatIsPlanned, fc.boolean()).map(([c, w, what, told]) =>
    step(`over(${c}, ${w}, ${JSON.stringify(what)}, told ${told})`, async (m, s) => {
      acts.write(m, s, c, w, 'initial');
      if (told) await acts.hear(m, s, c, w, wordOf('Who is this?'));
      acts.plan(m, s, w, what);
      acts.write(m, s, c, w, 'reply');
      for (const by of [0, 120 * MINUTE, DAY]) {
        await s.world.advance(by);
        m.now = s.world.clock.now();
        await acts.poll(m, s, null);
        await acts.dispatch(m, s, null);
      }
    }),
  );
  // Two campaigns want the same person at the same moment, and only one of them may text them.
  const both = contact.map((c) =>
    step(`both(${c})`, async (m, s) => {
      acts.limit(m, s, { days: 7, most: 1 });
      acts.write(m, s, c, 0, 'initial');
      acts.write(m, s, c, 1, 'initial');
      await acts.poll(m, s, null);
      await acts.dispatch(m, s, null);
    }),
  );
  const pass = fc
    .constantFrom(10_000, 10_000, 3 * MINUTE, 6 * MINUTE, 60 * MINUTE, DAY / 2, 20 * DAY)
    .map((by) =>
      step(`pass(${by})`, async (m, s) => {
        await s.world.advance(by);
        m.now = s.world.clock.now();
      }),
    );
  // An admin has read elsewhere what was lost, and tests the connection again.
  const repair = fc.constant(
    step('repair()', async (m, s) => {
      await s.world.repair();
      m.wayIn.stopped = false;
    }),
  );
  const maintain = fc.constant(step('maintain()', people.maintain));
  const byHand = contact.map((c) => step(`byHand(${c})`, (m, s) => people.byHand(m, s, c)));
  const imported = contact.map((c) => step(`imported(${c})`, (m, s) => people.imported(m, s, c)));
  const look = fc
    .tuple(which, contact)
    .map(([w, c]) => step(`look(${w}, ${c})`, (m, s) => people.look(m, s, w, c)));
  const optIn = fc
    .tuple(which, contact)
    .map(([w, c]) => step(`optIn(${w}, ${c})`, (m, s) => people.optIn(m, s, w, c)));
  // One window still shows the state before another opt-out came.
  const slip = contact.map((c) => step(`slip(${c})`, (m, s) => stories.slip(m, s, c)));
  const failsLater = fc
    .tuple(contact, which, fc.boolean())
    .map(([c, w, refused]) =>
      step(`failsLater(${c}, ${w}, refused ${refused})`, (m, s) => stories.failsLater(m, s, c, w, refused)),
    );
  const optInLate = fc.tuple(which, contact).map(([w, c]) =>
    step(`optInLate(${w}, ${c})`, async (m, s) => {
      people.byHand(m, s, c);
      people.look(m, s, w, c);
      await people.imported(m, s, c);
      people.optIn(m, s, w, c);
    }),
  );
  const decide = fc
    .tuple(fc.nat(5), fc.nat(11))
    .map(([chosen, end]) => step(`decide(${chosen}, ${end})`, (m, s) => people.decide(m, s, chosen, end)));
  const fetchPictures = fc
    .constantFrom(null, null, 'later' as const, 'gone' as const)
    .map((fault) => step(`fetchPictures(${fault})`, (m, s) => pictures.fetchPictures(m, s, fault)));
  const writeWithPicture = fc
    .tuple(contact, which, fc.constantFrom('initial' as const, 'reply' as const))
    .map(([c, w, kind]) =>
      step(`writeWithPicture(${c}, ${w}, ${kind})`, (m, s) => {
        pictures.writeWithPicture(m, s, c, w, kind, kind === 'initial' ? 'gif' : 'jpeg');
      }),
    );
  const notStored = pair('notStored', pictures.notStored);
  const stopWhileStored = pair('stopWhileStored', pictures.stopWhileStored);
  // What happens most in a campaign.
  const often = [contactTexts, heard, write, dispatch, poll, deliver];
  const strung = [
    stopThenStart,
    saidLater,
    halfADay,
    tried,
    tooLate,
    interrupted,
    comeBack,
    forgotten,
    optInLate,
    failsLater,
    slip,
    notStored,
    stopWhileStored,
    wrongNumber,
    both,
    over,
    over,
  ];
  const rest = [
    twice,
    fetchPictures,
    writeWithPicture,
    underWay,
    restart,
    set,
    limit,
    plan,
    pass,
    pass,
    repair,
    maintain,
    byHand,
    imported,
    look,
    optIn,
    decide,
    decide,
    forge,
  ];
  return [...often, ...often, ...strung, ...rest];
}
