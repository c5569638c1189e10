import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StoredHanding } from '../../../main/core/conversations/handing.ts';
import { verify } from '../../../main/core/ledger/verify.ts';
import { quickPasswords } from '../../helpers/quickPasswords.ts';
import { unsayable } from '../../helpers/sentences.ts';
import * as acts from '../acts.ts';
import { compare } from '../compare.ts';
import { deliver } from '../letters.ts';
import { Model } from '../model.ts';
import * as people from '../people.ts';
import { DAY, MINUTE } from '../types.ts';
import { type Ground, openWorld } from '../world.ts';
import { type Day, MORNING, pass, perform } from './deeds.ts';
import { Hands, rowsOf } from './hands.ts';
import { AT, createOrganisation } from './organisation.ts';
import { type Plan, plansOf, SEATS, type Step } from './plan.ts';
import { figures, hidden } from './promises.ts';

const HANDING: StoredHanding = StoredHanding.parse({
  batch: 4,
  mostPerDay: 6,
  chosenOnly: false,
  idleMinutes: 30,
  answerMinutes: 60,
});

/** The console's own round: what came in, what is due, what leaves. */
async function round(day: Day, deaf: boolean): Promise<void> {
  const { model, scene, hands, world, faults } = day;
  if (!deaf) {
    await deliver(model, scene, 'new');
    await acts.poll(model, scene, faults.list);
    faults.list = null;
  }
  await acts.dispatch(model, scene, faults.create);
  faults.create = null;
  const before = rowsOf(world);
  await people.maintain(model, scene);
  hands.swept(before);
}

/** What must hold between any two steps. */
async function check(day: Day, whole: boolean): Promise<void> {
  const { world, model, hands, desks } = day;
  const rows = rowsOf(world);
  for (const row of rows) {
    assert.equal(row.texter, hands.holder(row.id), `contact ${row.contact} in ${row.which} is somebody's`);
    if (row.pool === null)
      assert.ok(!hands.mustBeOffered(row), `a reply waits unseen: ${JSON.stringify(row)}`);
    else assert.ok(row.state === 'to-answer' && row.opt === 'none');
  }
  if (!whole) return;
  compare(model, world);
  await hidden(world, model, desks);
  await figures(world, desks);
}

async function join(day: Day): Promise<void> {
  const { desks, world, hands } = day;
  const person = desks.people[day.joined];
  if (!person) return;
  await desks.join(person, day.token, [0, 1]);
  day.joined += 1;
  for (const which of [0, 1]) hands.dealt(rowsOf(world), which);
}

async function prepare(ground: Ground, plan: Plan): Promise<Day> {
  const world = await openWorld(ground, plan.region, undefined, MORNING);
  const model = new Model(plan.region, world.numbers, world.clock.now(), world.confirmation);
  const scene: acts.Scene = {
    world,
    seen: [0, 1].map(() => world.numbers.map(() => [])),
    texts: 0,
    byWorker: false,
    read: 0,
  };
  const desks = createOrganisation(world, SEATS);
  const { admin } = desks.console();
  const campaignIds = [0, 1].map(world.campaign);
  const { chosenOnly: _, ...handing } = HANDING;
  for (const campaignId of campaignIds) await admin.handing.set({ campaignId, handing });
  const { link } = await admin.invitation.createForCampaign({
    ...{ name: 'Doors', campaignIds, until: world.clock.now() + DAY, mostPeople: SEATS, atOnce: true },
  });
  const token = link.slice(`${AT}/#/join/`.length).split('/')[0] ?? '';
  acts.set(model, scene, { autoOptOut: true, firstResponseOnly: false }, 'opt-out');
  await acts.poll(model, scene, null);
  const hands = new Hands(model, desks.people, HANDING);
  const rest = { token, joined: 0, faults: { create: null, list: null } };
  return { world, model, scene, desks, hands, ...rest };
}

async function step(day: Day, { deeds, pass: minutes, deaf }: Step, whole: boolean): Promise<void> {
  for (const deed of deeds) {
    await pass(day, 1000);
    await perform(day, deed);
  }
  await pass(day, 6000);
  await round(day, deaf);
  await check(day, whole);
  await pass(day, minutes * MINUTE);
}

/** A day of forty desks at one console. `every`: after so many steps everything is compared. */
export async function liveDay(ground: Ground, plan: Plan, every: number): Promise<Model> {
  quickPasswords();
  const day = await prepare(ground, plan);
  const { world } = day;
  try {
    const joining = Math.max(1, Math.ceil((SEATS * 4) / plan.steps.length));
    for (const [at, each] of plan.steps.entries()) {
      for (let some = 0; some < joining && day.joined < SEATS; some += 1) await join(day);
      try {
        await step(day, each, at % every === every - 1);
      } catch (error) {
        if (error instanceof Error) error.message = `step ${at} ${JSON.stringify(each)}: ${error.message}`;
        throw error;
      }
    }
    await check(day, true);
    assert.deepEqual(verify(world.core().db).problems, []);
    assert.deepEqual(unsayable(world.core().db), []);
    return day.model;
  } finally {
    await world.close();
  }
}

/** Days from one seed. */
export const daysAtDesks = (seed: number, days: number, steps: number, hours = 24): Plan[] =>
  fc.sample(plansOf(steps, hours), { numRuns: days, seed });
