import assert from 'node:assert/strict';
import { UnconfirmedError } from '../../main/core/base/warnings.ts';
import { scheduleCampaign } from '../../main/core/campaigns/schedule.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { one } from '../../main/core/store/statement.ts';
import type { WarningCode } from '../../shared/contract/base/warning.ts';
import type { Schedule } from '../../shared/contract/campaigns/schedule.ts';
import { deliver } from './letters.ts';
import type { Model } from './model.ts';
import { byHand } from './people.ts';
import type { Planned, Wire } from './types.ts';
import { WORDS } from './words.ts';
import type { World } from './world.ts';

/** What people, providers and time do in a history, done to the model and the product alike. */

const HOUR = 3_600_000;
/** Texts of one turn of the dispatcher. */
const AT_ONCE = 32;
const contactOf = (world: World, number: string) => world.numbers.indexOf(number);

export type Scene = {
  readonly world: World;
  /** Of both windows, the opt-outs that each saw last, by contact. */
  readonly seen: string[][][];
  texts: number;
  readonly byWorker: boolean;
  /** How many events of the mailbox were delivered as they came. */
  read: number;
};

/**
 * A contact texts; the event of it waits until it is delivered. `late`: they wrote it that many
 * milliseconds ago.
 */
export async function contactTexts(
  model: Model,
  { world }: Scene,
  contact: number,
  which: number,
  word: number,
  late: number,
): Promise<void> {
  const chosen = WORDS[word % WORDS.length];
  if (!chosen) throw new Error('No such word.');
  // Twilio stamps a reply on arrival; Bandwidth's events may come in any order. No two have the same
  // millisecond.
  const at = world.clock.now() - (world.region === 'GB' ? 0 : late) + (model.said.length % 900);
  const { id } = world.simulator.control.reply({
    from: world.numbers[contact] ?? '',
    to: world.senders[which] ?? '',
    body: chosen.text,
    media: chosen.pictures ?? 0,
    at,
  });
  model.said.push({ id, contact, which, word: chosen, at, known: false, gap: false });
  await world.posted();
}

/**
 * Heed reads Twilio's list, which has the words; Bandwidth's says only that something came in, five seconds
 * later. `fault`: this time the list cannot be read.
 */
export async function poll(model: Model, { world }: Scene, fault: string | null): Promise<void> {
  if (fault) world.simulator.control.fault({ path: 'list', kind: fault as 'html', status: 503 });
  await world.poll();
  if (fault) {
    // An answer that makes no sense still came from the provider, which was reached; its webhooks come as
    // before.
    if (world.region === 'GB' || fault === 'status' || fault === 'reset-after') model.wayIn.cut(model.now);
    return;
  }
  if (world.region === 'US') {
    for (const text of model.wayIn.swept(model.said, model.now)) model.missed(text);
    return;
  }
  model.wayIn.read(model.now);
  for (const text of model.said.toSorted((a, b) => a.at - b.at)) model.hear(text);
}

/** An admin changes settings. Turning auto opt-outs on settles waiting requests, in the way `how`. */
export function set(
  model: Model,
  { world }: Scene,
  to: { autoOptOut: boolean; firstResponseOnly: boolean },
  how: 'opt-out' | 'hold',
) {
  world.set(to, how);
  if (to.autoOptOut && !model.auto) model.turnOn(how);
  model.auto = to.autoOptOut;
  model.firstOnly = to.firstResponseOnly;
}

/** An admin sets how often one person may be texted. */
export function limit(model: Model, { world }: Scene, oftenLimit: Model['often']) {
  world.set({ oftenLimit });
  model.often = oftenLimit;
}

/** The wall clock in a zone, as a schedule names its moments. */
function onWall(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(at);
  return parts.replace(', ', 'T');
}

/** The next full hour after `by` milliseconds, past the hours in which clocks are changed. */
function hourAfter(zone: string, now: number, by: number): number {
  let at = Math.ceil((now + by) / HOUR) * HOUR;
  while (Number(onWall(zone, at).slice(11, 13)) < 4) at += HOUR;
  return at;
}

/**
 * An admin plans a campaign, in the contacts' own zone or in one of its own; `from`, `for`: after how many
 * milliseconds, and for how long. Null: nothing is planned any more.
 */
export function plan(
  model: Model,
  { world }: Scene,
  which: number,
  what: { kind: 'start' | 'pause' | 'end'; from: number; lasts: number; own: boolean } | null,
): void {
  // A test of a script has no schedule.
  if (model.test === which) return;
  const core = world.core();
  const id = world.campaign(which);
  const save = (schedule: Schedule | null) =>
    core.write((tx) =>
      scheduleCampaign(core, tx, world.adminId, id, schedule, [
        'schedule-ended',
        'schedule-start-quiet',
        'schedule-too-short',
      ]),
    );
  if (what === null) {
    save(null);
    model.planned[which] = null;
    return;
  }
  const theirs = world.region === 'US' ? 'America/New_York' : 'Europe/London';
  const zone = what.own ? theirs : 'America/Phoenix';
  const begin = hourAfter(zone, model.now, what.from);
  const end = hourAfter(zone, begin, what.lasts);
  const planned: Planned = {
    startsAt: what.kind === 'start' ? begin : null,
    endsAt: what.kind === 'pause' ? null : what.kind === 'start' ? end : begin,
    pause: what.kind === 'pause' ? [begin, end] : null,
  };
  const wall = (at: number | null) => (at === null ? null : onWall(zone, at));
  save({
    zone: what.own ? null : zone,
    startsAt: wall(planned.startsAt),
    endsAt: wall(planned.endsAt),
    pauses: planned.pause ? [{ from: onWall(zone, begin), until: onWall(zone, end) }] : [],
    closeAfterDays: null,
  });
  model.planned[which] = planned;
}

/**
 * A contact texts, and Heed gets it within a moment: by reading Twilio's list, unless its webhook is
 * quicker.
 */
export async function hear(
  model: Model,
  scene: Scene,
  contact: number,
  which: number,
  word: number,
  called = false,
) {
  await contactTexts(model, scene, contact, which, word, 0);
  if (scene.world.region === 'GB' && !called) await poll(model, scene, null);
  else await deliver(model, scene, 'all');
}

/**
 * A person writes a text. The product may refuse only what the design lets it refuse, and must refuse what
 * the design forbids.
 */
export function write(
  model: Model,
  scene: Scene,
  contact: number,
  which: number,
  kind: 'initial' | 'reply',
): void {
  const { world } = scene;
  scene.texts += 1;
  const body = `Text ${scene.texts}`;
  const core = world.core();
  const conversationId = world.conversation(contact, which);
  const expected = model.refuses(contact, which, kind);
  const send = (confirmed: WarningCode[]) =>
    core.write((tx) =>
      enqueue(core, tx, { conversationId, kind, body, authorId: world.texterId, confirmed }),
    );
  // A person who is not told that a request to stop waits must not be able to text.
  if (expected === false && model.waits(contact)) assert.throws(() => send([]), UnconfirmedError);
  const result = send(['stop-waiting']);
  if (expected !== 'open')
    assert.equal(result.ok, !expected, `${kind} to ${contact} in ${which}: ${JSON.stringify(result)}`);
  if (!result.ok) return;
  model.queue(body, contact, which, kind);
  // The product knows at once that the text has to wait, so the queue looks at it later.
  if (result.waits !== null)
    for (const text of model.texts) if (text.body === body) text.waitedAt = model.now;
}

function wires(world: World, from: number): Wire[] {
  const taken = new Map<string, number>();
  return world.wire.creates.slice(from).map(({ to, body, pictures, ended }) => {
    const before = taken.get(`${to} ${body}`) ?? 0;
    taken.set(`${to} ${body}`, before + 1);
    return { body, contact: contactOf(world, to), pictures, ended, took: false };
  });
}

function onPhones(world: World): Map<string, number> {
  const shown = new Map<string, number>();
  for (const number of world.numbers) {
    for (const text of world.simulator.control.contact(number)) {
      const key = `${contactOf(world, number)} ${text.body}`;
      if (text.sentBy === 'account') shown.set(key, (shown.get(key) ?? 0) + 1);
    }
  }
  return shown;
}

/** The dispatcher looks at the queue; `fault` happens to one request. */
export async function dispatch(model: Model, { world }: Scene, fault: string | null): Promise<void> {
  const stores = fault !== 'not-stored';
  if (!stores) world.simulator.control.fault({ path: 'media', kind: 'status', status: 503 });
  else if (fault)
    world.simulator.control.fault({
      path: 'create',
      kind: fault as 'html',
      status: fault === 'status' ? 429 : 500,
    });
  const due = stores ? model.due() : model.dueUnlessPictures();
  const from = world.wire.creates.length;
  const before = onPhones(world);
  // A turn takes so many at once; the next goes on.
  while ((await world.dispatcher().turn()) >= AT_ONCE);
  world.simulator.control.clearFaults();
  settle(model, world, due, from, before, false);
}

export function settle(
  model: Model,
  world: World,
  due: ReturnType<Model['due']>,
  from: number,
  before: ReadonlyMap<string, number>,
  deaf: boolean,
): void {
  const after = onPhones(world);
  const left = wires(world, from);
  for (const wire of left) {
    const key = `${wire.contact} ${wire.body}`;
    wire.took = (after.get(key) ?? 0) > (before.get(key) ?? 0);
  }
  assert.deepEqual(model.leave(due, left, deaf), []);
}

/** Texts are being sent, and something happens before their answers come. */
export async function underWay(
  model: Model,
  scene: Scene,
  meanwhile: 'crash' | 'opt-out' | 'nothing',
  contact: number,
): Promise<void> {
  const { world } = scene;
  const { control } = world.simulator;
  const due = model.due();
  const from = world.wire.creates.length;
  const before = onPhones(world);
  control.fault({ path: 'create', kind: 'delay', delayMs: 500, times: 100 });
  const waiting = control.faults().find((fault) => fault.kind === 'delay');
  const hundred = waiting?.times ?? 0;
  let over = false;
  const turn = world
    .dispatcher()
    .turn()
    .finally(() => {
      over = true;
    });
  const { n } = one<{ n: number }>(
    world.core().db,
    "SELECT count(*) AS n FROM message WHERE state = 'sending'",
  ) ?? {
    n: 0,
  };
  while (!over && hundred - (control.faults().find((fault) => fault.kind === 'delay')?.times ?? 0) < n) {
    await new Promise(setImmediate);
  }
  const flying = [...due.may];
  if (meanwhile === 'crash') await world.crash();
  for (const text of flying) text.state = 'sending';
  if (meanwhile === 'opt-out') byHand(model, scene, contact);
  await world.advance(500);
  model.now = world.clock.now();
  await turn;
  for (const text of flying) if (text.state === 'sending') text.state = 'queued';
  control.clearFaults();
  settle(model, world, due, from, before, meanwhile === 'crash');
  if (meanwhile === 'crash') model.wayIn.restart(model.now);
}
