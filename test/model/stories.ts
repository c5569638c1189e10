import { undoOptOut } from '../../main/core/decisions/optOutByHand.ts';
import { dispatch, hear, poll, type Scene, set, underWay, write } from './acts.ts';
import { openActions } from './compare.ts';
import { deliver } from './letters.ts';
import type { Model } from './model.ts';
import { me, optOutNow, resolve } from './people.ts';
import { DAY, MINUTE } from './types.ts';
import { wordOf } from './words.ts';

/** Acts of several steps that random steps would seldom string together. */

/**
 * What a provider reports of a text some time after it took it: blocked by the person, by the carrier, or
 * just failed.
 */
const LATER = {
  US: [4775, 4750],
  GB: [21610, 30003],
} as const;

/**
 * The provider takes a text and reports its failure later. `refused`: it says that this person has asked it
 * to stop.
 */
export async function failsLater(
  model: Model,
  scene: Scene,
  contact: number,
  which: number,
  refused: boolean,
): Promise<void> {
  const { world } = scene;
  const { control } = world.simulator;
  write(model, scene, contact, which, 'reply');
  const { may, must } = model.due();
  const mine = [...may].filter((due) => due.contact === contact);
  const [text] = mine;
  const number = world.numbers[contact] ?? '';
  const blocked = control.blocks().some((block) => block.contact === number);
  if (mine.length !== 1 || text === undefined || !must.has(text) || blocked) return;
  control.outcome({ kind: 'failed', code: LATER[world.region][refused ? 0 : 1], to: number });
  await dispatch(model, scene, null);
  await pass(model, scene, 1000);
  // It never reached the phone.
  text.took -= 1;
  if (world.region === 'GB') await poll(model, scene, null);
  else await deliver(model, scene, 'all');
  model.failedLater(text, refused);
}

/**
 * A person opts somebody out by hand and undoes it at once: the actions that the opt-out had settled are
 * open again.
 */
export function slip(model: Model, scene: Scene, contact: number): void {
  const { world } = scene;
  const before = model.snapshot(contact);
  const { fact, optOutId } = optOutNow(model, scene, contact);
  const core = world.core();
  core.write((tx) => undoOptOut(core, tx, me(world, 'texter'), optOutId));
  fact.reversed = true;
  if (!model.optedOut(contact)) model.restore(before);
}

/**
 * A contact says that it is the wrong number, perhaps after words that may have meant "stop", and a person
 * closes the conversation: nothing more is sent there, while the other campaign goes on. Then the contact
 * writes `then`.
 */
export async function wrongNumber(
  model: Model,
  scene: Scene,
  contact: number,
  which: number,
  before: string | null,
  then: string | null,
): Promise<void> {
  const { world } = scene;
  write(model, scene, contact, which, 'reply');
  if (before !== null) await hear(model, scene, contact, which, wordOf(before));
  await hear(model, scene, contact, which, wordOf('wrong number'));
  const action = openActions(world).find(({ key }) => key === `wrong-number/${contact}/${which}`);
  if (!action) return;
  resolve(model, scene, action, 'close-wrong-number');
  write(model, scene, contact, which, 'reply');
  write(model, scene, contact, 1 - which, 'reply');
  if (then === null) return;
  await pass(model, scene, 1000);
  await hear(model, scene, contact, which, wordOf(then));
}

/**
 * With auto opt-outs off, Heed tries where the provider may block; the provider's refusal then creates the
 * opt-out (rule 7).
 */
export async function tried(model: Model, scene: Scene, contact: number, which: number): Promise<void> {
  set(model, scene, { autoOptOut: false, firstResponseOnly: model.firstOnly }, 'opt-out');
  await hear(model, scene, contact, which, wordOf('STOP'));
  write(model, scene, contact, which, 'reply');
  await dispatch(model, scene, null);
}

async function pass(model: Model, { world }: Scene, by: number): Promise<void> {
  await world.advance(by);
  model.now = world.clock.now();
}

/** Not their first response (rule 2); Twilio's times are whole seconds. */
export async function saidLater(model: Model, scene: Scene, contact: number, which: number): Promise<void> {
  set(model, scene, { autoOptOut: true, firstResponseOnly: true }, 'opt-out');
  await hear(model, scene, contact, which, wordOf('Who is this?'));
  await pass(model, scene, 2000);
  await hear(model, scene, contact, which, wordOf('STOP'));
}

/** A text that was written by day is looked at by night. */
export async function halfADay(model: Model, scene: Scene, contact: number, which: number): Promise<void> {
  write(model, scene, contact, which, 'reply');
  await pass(model, scene, DAY / 2);
  await poll(model, scene, null);
  await dispatch(model, scene, null);
}

/** The queue is looked at only after the five minutes of a confirmation. */
export async function tooLate(model: Model, scene: Scene, contact: number, which: number): Promise<void> {
  set(model, scene, { autoOptOut: true, firstResponseOnly: false }, 'opt-out');
  await hear(model, scene, contact, which, wordOf('STOP!'));
  await pass(model, scene, 6 * MINUTE);
  await dispatch(model, scene, null);
}

/** Heed dies with a text under way, which may have left. */
export async function interrupted(model: Model, scene: Scene, contact: number, which: number): Promise<void> {
  write(model, scene, contact, which, 'reply');
  await underWay(model, scene, 'crash', contact);
}
