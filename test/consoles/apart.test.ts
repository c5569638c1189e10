import { expect, test } from 'vitest';
import { onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { closeCampaign, pauseCampaign, updateCampaign } from '../../main/core/campaigns/campaigns.ts';
import { timeApart, timesApart } from '../../main/core/consoles/apart/describe.ts';
import { recordReturn } from '../../main/core/consoles/apart/record.ts';
import { createExchange } from '../../main/core/consoles/exchange.ts';
import { writeSettings } from '../../main/core/decisions/writeSettings.ts';
import { append } from '../../main/core/ledger/append.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { all } from '../../main/core/store/statement.ts';
import { type LogMember, memberOn, membersOn, SEALING } from './members.ts';
import { memoryLog } from './memoryLog.ts';

/** What a console and the others tell of a time during which they did not hear each other. */

const MINUTE = 60_000;
const NAMES = new Map([
  ['V', 'Office'],
  ['W', 'Train'],
]);

/** Two consoles that have heard each other. */
async function together() {
  const log = memoryLog();
  const [office, train] = membersOn(log, ['V', 'W']) as [LogMember, LogMember];
  for (const { at } of [office, train])
    at.core.write((tx) =>
      append(at.core, tx, { kind: 'console-united', actorId: null, payload: { console: at.name } }),
    );
  const both = [office, train];
  /** Time goes by in which the office is never without the log. */
  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 4 * MINUTE) {
      for (const { at } of both) at.clock.advance(Math.min(left, 4 * MINUTE));
      await meet(office);
    }
  }
  for (let count = 0; count < 2; count += 1) for (const each of both) await meet(each);
  return { log, office, train, pass };
}

/** Brings and fetches, and tells where it was apart. */
async function meet({ name, at, courier }: LogMember): Promise<void> {
  const { heads } = await courier.send([]);
  await courier.receive(heads);
  const apart = courier.apart.over();
  if (apart) await recordReturn(at.core, name, apart, courier.apart.told);
}

const known = (own: LogMember) => ({ names: NAMES, own: own.name });
const listOn = (member: LogMember) => timesApart(member.at.core, known(member));
async function lastOn(member: LogMember) {
  const [latest] = listOn(member);
  return timeApart(member.at.core, known(member), latest?.id ?? '');
}
const setting = ({ at, cast }: LogMember, autoOptOut: boolean) =>
  at.core.write((tx) => writeSettings(at.core, tx, cast.admin, { autoOptOut }));
const rename = ({ at, cast }: LogMember, name: string) =>
  at.core.write((tx) => updateCampaign(at.core, tx, cast.admin, cast.campaignId, { name }));

test('what was done on both sides is told on both, after five minutes and not before', async () => {
  const { office, train, pass } = await together();
  train.acts.optOut(0);
  await pass(4 * MINUTE);
  await meet(train);
  await meet(office);
  expect(listOn(train)).toEqual([]);
  const since = train.at.clock.now();
  await pass(MINUTE);
  train.acts.optOut(1);
  train.acts.note(1);
  office.acts.optOut(2);
  await meet(office);
  await pass(60 * MINUTE);
  office.acts.note(3);
  office.acts.note(4);
  await meet(office);
  await meet(train);
  await train.send();
  await meet(office);
  expect(listOn(train)).toEqual([
    {
      id: expect.any(String),
      console: 'Train',
      self: true,
      since,
      until: train.at.clock.now(),
      there: { optOuts: 1, notes: 1 },
      elsewhere: { optOuts: 1, notes: 2 },
      decided: 0,
    },
  ]);
  expect(listOn(office)).toEqual(listOn(train).map((each) => ({ ...each, self: false })));
  expect(await lastOn(office)).toMatchObject({ decisions: [], stopped: [], left: [], more: false });
  // What comes together in the usual way afterwards is told of no more.
  await pass(MINUTE);
  office.acts.optOut(3);
  await meet(office);
  await meet(train);
  expect(listOn(train)).toHaveLength(1);
  for (const { at } of [office, train]) expect(verify(at.core.db).problems).toEqual([]);
});

test('rounds that overlap tell it once', async () => {
  const { log, train, pass } = await together();
  train.acts.optOut(0);
  await pass(60 * MINUTE);
  const { core } = train.at;
  const exchange = createExchange({
    ...{ core, sealing: SEALING, console: train.name },
    log: {
      ...log.openFor(train.name),
      onNews: () => () => undefined,
      applied: async () => undefined,
      consoles: async () => [],
    },
    clean: async () => undefined,
    renew: async () => undefined,
  });
  await Promise.all([exchange.now(), exchange.now(), exchange.now()]);
  expect(listOn(train)).toHaveLength(1);
});

test('where nobody did anything nothing is told, and of an idle one the others tell nothing', async () => {
  const { office, train, pass } = await together();
  await pass(60 * MINUTE);
  await meet(train);
  expect(listOn(train)).toEqual([]);
  await pass(60 * MINUTE);
  office.acts.optOut(1);
  await meet(office);
  await meet(train);
  await train.send();
  await meet(office);
  const own = listOn(office).filter(({ self }) => !self);
  expect(own).toEqual([]);
  expect(listOn(train)).toMatchObject([{ self: true, there: {}, elsewhere: { optOuts: 1 } }]);
});

test.each(['Office', 'Train'])(
  'an opt-out that the opt-in had not seen holds: opted out at %s',
  async (where) => {
    const { office, train, pass } = await together();
    office.acts.optOut(1);
    await meet(office);
    await meet(train);
    await meet(office);
    const [stops, lets] = where === 'Office' ? [office, train] : [train, office];
    await pass(10 * MINUTE);
    // Both in their own way: one opts in, the other opts out anew, as after another STOP.
    lets.acts.optIn(1);
    await pass(MINUTE);
    stops.acts.optOut(1);
    // Undone where it was made: nobody else has a say in it.
    stops.acts.optOut(2);
    stops.acts.optIn(2);
    await meet(office);
    await meet(train);
    await train.send();
    await meet(office);
    for (const each of [office, train]) {
      const { decisions, decided } = await lastOn(each);
      expect(decided).toBe(1);
      expect(decisions).toMatchObject([
        {
          kind: 'person',
          rule: 'stays-out',
          link: { number: office.cast.person(1).number },
          sides: [
            { console: where, said: 'Opted out', counts: true },
            { console: where === 'Office' ? 'Train' : 'Office', said: 'Opted in', counts: false },
          ],
        },
      ]);
      expect(
        all(
          each.at.db,
          'SELECT 1 FROM opt_out WHERE subject = ? AND reversed = 0',
          each.cast.person(1).subject,
        ),
      ).toHaveLength(1);
    }
  },
);

test('of settings and campaigns the later change counts; what both did alike was no question', async () => {
  const { office, train, pass } = await together();
  await pass(10 * MINUTE);
  rename(train, 'From the train');
  await pass(MINUTE);
  rename(office, 'From the office');
  setting(office, false);
  setting(train, false);
  await meet(office);
  await meet(train);
  await train.send();
  await meet(office);
  for (const each of [office, train]) {
    expect((await lastOn(each)).decisions).toMatchObject([
      {
        kind: 'campaign',
        rule: 'later',
        about: 'From the office',
        sides: [
          { console: 'Office', said: 'Name', counts: true },
          { console: 'Train', said: 'Name', counts: false },
        ],
      },
    ]);
    expect(all(each.at.db, 'SELECT name FROM campaign')).toEqual([{ name: 'From the office' }]);
  }
  // Whoever had heard of the one change and then made another leaves nothing to decide.
  await pass(10 * MINUTE);
  rename(office, 'Again');
  await meet(office);
  await meet(train);
  rename(train, 'Once more');
  await meet(train);
  expect((await lastOn(train)).decisions).toEqual([]);
});

test('a campaign that was closed stays closed, whatever was done with it elsewhere later', async () => {
  const { office, train, pass } = await together();
  await pass(10 * MINUTE);
  const act = ({ at, cast }: LogMember, what: typeof pauseCampaign) =>
    at.core.write((tx) => what(at.core, tx, cast.admin, cast.campaignId));
  act(train, closeCampaign);
  await pass(MINUTE);
  act(office, pauseCampaign);
  await meet(office);
  await meet(train);
  await train.send();
  await meet(office);
  for (const each of [office, train]) {
    expect((await lastOn(each)).decisions).toMatchObject([
      {
        kind: 'campaignState',
        rule: 'closed',
        sides: [
          { console: 'Train', said: 'Closed', counts: true },
          { console: 'Office', said: 'Paused', counts: false },
        ],
      },
    ]);
    expect(all(each.at.db, 'SELECT state FROM campaign')).toEqual([{ state: 'closed' }]);
  }
});

test('texts that an opt-out of the other side stopped, and those that left too early, are named', async () => {
  const { office, train, pass } = await together();
  office.acts.initial(0);
  await meet(office);
  await meet(train);
  await meet(office);
  await pass(10 * MINUTE);
  train.acts.optOut(0);
  train.acts.optOut(1);
  train.acts.optOut(2);
  await pass(MINUTE);
  office.acts.initial(1);
  expect(office.acts.send()).toContain(office.cast.person(1).number);
  office.acts.initial(2);
  await meet(train);
  await train.send();
  await meet(office);
  expect(office.acts.send()).toEqual([]);
  await meet(office);
  await meet(train);
  for (const each of [office, train]) {
    const { stopped, left } = await lastOn(each);
    const { person } = each.cast;
    // The first text to person 0 had left before its cancelling was known.
    expect(left.map(({ link }) => link.number).sort()).toEqual([person(0).number, person(1).number].sort());
    expect(left[0]).toMatchObject({ console: 'Train', campaign: expect.any(String) });
    expect(stopped.map(({ link }) => link.number)).toContain(person(2).number);
  }
});

test('of somebody who was erased nothing is told any more, at either console', async () => {
  const { office, train, pass } = await together();
  office.acts.optOut(1);
  await meet(office);
  await meet(train);
  await pass(10 * MINUTE);
  train.acts.optIn(1);
  office.acts.optOut(1);
  await meet(office);
  await meet(train);
  expect((await lastOn(train)).decisions).toHaveLength(1);
  train.erase(1);
  await meet(train);
  await meet(office);
  for (const each of [office, train]) {
    const told = await lastOn(each);
    expect(told.decisions).toEqual([]);
    expect(JSON.stringify(told)).not.toContain(each.cast.person(1).number);
  }
});

test.each(['consoles.appended', 'consoles.applying', 'before it is told'])(
  'a console that dies while it comes back tells all of it all the same: %s',
  async (point) => {
    const { log, office, train, pass } = await together();
    await pass(10 * MINUTE);
    for (const who of [0, 1]) {
      office.acts.optOut(who);
      await meet(office);
    }
    train.acts.optOut(2);
    onFaultPoint((at) => {
      if (at === point) throw new Error('killed');
    });
    try {
      const { heads } = await train.send();
      await train.receive(heads);
    } catch (error) {
      expect(String(error)).toContain('killed');
    } finally {
      onFaultPoint(null);
    }
    await pass(MINUTE);
    const again = memberOn(log, train);
    await meet(again);
    await meet(again);
    expect(listOn(again)).toMatchObject([{ there: { optOuts: 1 }, elsewhere: { optOuts: 2 } }]);
  },
);

test('a console that was closed over night tells in the morning; after 90 days it is not shown', async () => {
  const { log, office, train, pass } = await together();
  train.courier.apart.close();
  await pass(8 * 60 * MINUTE);
  office.acts.optOut(1);
  await meet(office);
  const morning = memberOn(log, train);
  morning.acts.optOut(2);
  await meet(morning);
  expect(listOn(morning)).toMatchObject([{ there: { optOuts: 1 }, elsewhere: { optOuts: 1 } }]);
  morning.at.clock.advance(91 * 24 * 60 * MINUTE);
  expect(listOn(morning)).toEqual([]);
});
