import assert from 'node:assert/strict';
import fc from 'fast-check';
import { verify } from '../../main/core/ledger/verify.ts';
import * as acts from './acts.ts';
import { compare } from './compare.ts';
import { DAY, MINUTE, Model } from './model.ts';
import { WORDS } from './words.ts';
import { CONTACTS, type Ground, openWorld } from './world.ts';

type Command = fc.AsyncCommand<Model, acts.Scene>;
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
const listFault = fc.constantFrom(null, null, null, 'status', 'reset-after', 'half-json', 'html');

function commands(): fc.Arbitrary<Command>[] {
  const say = fc
    .tuple(contact, which, fc.nat(WORDS.length - 1), fc.constantFrom(0, 0, 20_000, 6 * MINUTE))
    .map(([c, w, word, late]) =>
      step(`say(${c}, ${w}, ${JSON.stringify(WORDS[word]?.text)}, ${late})`, (m, s) =>
        acts.say(m, s, c, w, word, late),
      ),
    );
  const write = fc
    .tuple(contact, which, fc.constantFrom('initial' as const, 'reply' as const))
    .map(([c, w, kind]) => step(`write(${c}, ${w}, ${kind})`, (m, s) => acts.write(m, s, c, w, kind)));
  // Both windows press the key at once: whatever the first did counts for the second.
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
    .map((chosen) => step(`deliver(${chosen})`, (m, s) => acts.deliver(m, s, chosen)));
  const underWay = fc
    .tuple(fc.constantFrom('crash' as const, 'opt-out' as const, 'nothing' as const), contact)
    .map(([meanwhile, c]) =>
      step(`underWay(${meanwhile}, ${c})`, (m, s) => acts.underWay(m, s, meanwhile, c)),
    );
  const restart = fc.constant(
    step('restart()', async (m, s) => {
      await s.world.crash();
      m.restart();
    }),
  );
  const set = fc.tuple(fc.boolean(), fc.boolean()).map(([auto, first]) =>
    step(`set(auto ${auto}, first ${first})`, (m, s) => {
      s.world.set({ autoOptOut: auto, firstResponseOnly: first });
      m.auto = auto;
      m.firstOnly = first;
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
  // An admin has read what was lost, and tests the connection again.
  const repair = fc.constant(
    step('repair()', async (m, s) => {
      await s.world.repair();
      m.stopped = false;
    }),
  );
  const maintain = fc.constant(step('maintain()', acts.maintain));
  const byHand = contact.map((c) => step(`byHand(${c})`, (m, s) => acts.byHand(m, s, c)));
  const imported = contact.map((c) => step(`imported(${c})`, (m, s) => acts.imported(m, s, c)));
  const look = fc
    .tuple(which, contact)
    .map(([w, c]) => step(`look(${w}, ${c})`, (m, s) => acts.look(m, s, w, c)));
  const optIn = fc
    .tuple(which, contact)
    .map(([w, c]) => step(`optIn(${w}, ${c})`, (m, s) => acts.optIn(m, s, w, c)));
  const decide = fc
    .tuple(fc.nat(5), fc.boolean())
    .map(([chosen, stop]) => step(`decide(${chosen}, ${stop})`, (m, s) => acts.decide(m, s, chosen, stop)));
  // Twice in the list: what campaigns mostly do.
  return [
    ...[say, say, write, write, dispatch, dispatch, poll, poll, deliver, deliver],
    ...[twice, underWay, restart, set, pass, pass, repair, maintain, byHand, imported, look, optIn, decide],
  ];
}

/** Lives one history through on one profile. */
async function live(ground: Ground, region: 'US' | 'GB', history: Iterable<Command>): Promise<void> {
  const world = await openWorld(ground, region);
  try {
    const model = new Model(region, CONTACTS, world.clock.now(), world.confirmation);
    const scene: acts.Scene = { world, seen: [0, 1].map(() => world.numbers.map(() => [])), texts: 0 };
    // Twilio's replies are read once before anything may leave; Bandwidth's sweep begins where it first looked.
    await acts.poll(model, scene, null);
    await fc.asyncModelRun(() => ({ model, real: scene }), history);
    assert.deepEqual(verify(world.core().db).problems, []);
  } finally {
    await world.close();
  }
}

/** Random histories against model and product together. */
export function histories(ground: Ground, longest: number) {
  return fc.asyncProperty(
    fc.constantFrom('US' as const, 'GB' as const),
    fc.commands(commands(), { maxCommands: longest, size: 'max' }),
    (region, history) => live(ground, region, history),
  );
}
