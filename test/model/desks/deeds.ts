import assert from 'node:assert/strict';
import { dayBegan } from '../../../main/core/dashboard/today.ts';
import * as acts from '../acts.ts';
import { deliver } from '../letters.ts';
import type { Model } from '../model.ts';
import * as people from '../people.ts';
import { MINUTE } from '../types.ts';
import type { World } from '../world.ts';
import { type Hands, type Row, rowsOf } from './hands.ts';
import type { Line, Organisation, Person } from './organisation.ts';
import { type Deed, seatAt } from './plan.ts';

/** Wednesday, 4 March 2026, 11:00 UTC: six in the morning in Washington. */
export const MORNING = Date.UTC(2026, 2, 4, 11);

export type Day = {
  readonly world: World;
  readonly model: Model;
  readonly scene: acts.Scene;
  readonly desks: Organisation;
  readonly hands: Hands;
  token: string;
  joined: number;
  /** A fault of the provider, for the next look at it. */
  readonly faults: { create: string | null; list: string | null };
};

/** The console died and was started again; what providers had to say is read anew. */
async function startAgain({ world, model, desks }: Day): Promise<void> {
  await world.crash();
  model.wayIn.restart(model.now);
  desks.reopened();
}

export async function pass({ world, model }: Day, by: number): Promise<void> {
  await world.advance(by);
  model.now = world.clock.now();
}

function present({ desks, joined, world }: Day, seat: number): Person | null {
  const minute = Math.floor((world.clock.now() - MORNING) / MINUTE);
  return desks.people[seatAt(minute, seat, joined)] ?? null;
}

const isTexter = (person: Person) => person.active && person.role === 'texter';

/** A conversation of a person's own, as their list shows it; null: they have none of that kind. */
async function first(day: Day, person: Person, which: number, state: 'to-send' | 'to-answer') {
  const { world, desks, hands } = day;
  if (!person.member.has(which)) return null;
  const campaignId = world.campaign(which);
  const { items } = await desks.client(person).conversation.list({ campaignId, state, limit: 200 });
  for (const item of items) assert.equal(hands.holder(item.id), person.id, 'a contact is in one hand');
  const id = items[0]?.id;
  return rowsOf(world).find((row) => row.id === id) ?? null;
}

/** What a call that writes a text must end with. */
function queued(
  day: Day,
  row: Row,
  kind: 'initial' | 'reply',
  ended: { ok: boolean; code?: string },
): boolean {
  const expected = day.model.refuses(row.contact, row.which, kind);
  const told = `${kind} to ${row.contact} in ${row.which}: ${JSON.stringify(ended)}`;
  if (expected !== 'open') assert.equal(ended.ok, !expected, told);
  if (!ended.ok) assert.equal(ended.code, 'GUARD', told);
  return ended.ok;
}

/** Somebody begins with a contact; whoever has none left asks for some. */
async function begin(day: Day, person: Person, which: number, line: Line): Promise<void> {
  const { model, desks, hands } = day;
  const mine = () => first(day, person, which, 'to-send');
  let row = await mine();
  if (row === null) {
    await hand(day, person, { do: 'ask', seat: person.seat, which, line });
    row = await mine();
  }
  if (row === null) return;
  const send = await desks.call(
    person,
    line,
    (client) => client.conversation.sendInitial({ id: row.id, confirmed: ['stop-waiting'] }),
    () => startAgain(day),
  );
  if (!queued(day, row, 'initial', send) || !send.ok) return;
  const text = model.queue(send.value.message.body, row.contact, which, 'initial');
  text.waitedAt = model.now;
  hands.wrote(person.id ?? '', row, text);
}

async function answer(day: Day, person: Person, deed: Extract<Deed, { do: 'answer' }>): Promise<void> {
  const { model, desks, scene } = day;
  const row = await first(day, person, deed.which, 'to-answer');
  if (row === null) return;
  scene.texts += 1;
  const body = `Text ${scene.texts}`;
  const send = await desks.call(
    person,
    deed.line,
    (client) =>
      client.conversation.send({ id: row.id, body, holdSeconds: deed.hold, confirmed: ['stop-waiting'] }),
    () => startAgain(day),
  );
  if (!queued(day, row, 'reply', send) || !send.ok) return;
  const text = model.queue(body, row.contact, deed.which, 'reply', deed.hold);
  text.waitedAt = model.now;
  if (deed.after === 'stop') await says(day, row.contact, deed.which, 0, false);
  if (deed.after !== 'take back') return;
  const { id } = send.value.message;
  const back = await desks.call(
    person,
    'lost',
    (client) => client.conversation.cancel({ id }),
    () => startAgain(day),
  );
  assert.equal(back.ok, true, 'what is queued can be taken back');
  text.state = 'stopped';
}

async function says(day: Day, contact: number, which: number, word: number, late: boolean): Promise<void> {
  const { model, scene, world } = day;
  await acts.contactTexts(model, scene, contact, which, word, 0);
  if (late) return;
  // Its webhook comes at once; what is not there yet when the list is read would count as lost.
  await deliver(model, scene, 'new');
  if (world.region === 'GB') await acts.poll(model, scene, null);
}

/** Texters ask for contacts, are done, and take replies of others. */
async function hand(
  day: Day,
  person: Person,
  deed: Extract<Deed, { do: 'ask' | 'done' | 'take' }>,
): Promise<void> {
  const { world, model, desks, hands } = day;
  const { which } = deed;
  const campaignId = world.campaign(which);
  const died = () => startAgain(day);
  const before = rowsOf(world);
  const id = person.id ?? '';
  if (deed.do === 'ask') {
    const expected = hands.asks(before, person, which, dayBegan(model.now));
    const asked = await desks.call(person, deed.line, (client) => client.handing.ask({ campaignId }), died);
    if ('code' in expected) {
      assert.equal(asked.ok ? 'OK' : asked.code, expected.code, `${person.login} asks`);
      return;
    }
    assert.equal(asked.ok && asked.value.given, expected.ids.length, `${person.login} asks`);
    for (const each of expected.ids) hands.give(each, id);
  } else if (deed.do === 'done') {
    const member = person.member.has(which);
    const done = await desks.call(person, deed.line, (client) => client.handing.done({ campaignId }), died);
    assert.equal(done.ok, member);
    if (done.ok) assert.equal(done.value.returned, hands.givesBack(before, id, which));
  } else {
    const expected = hands.takes(before, id, which);
    const took = await desks.call(person, deed.line, (client) => client.handing.take({ campaignId }), died);
    const may = person.member.has(which) && !model.paused.has(which);
    assert.equal(took.ok, may);
    if (!took.ok) return;
    assert.equal(took.value.conversationId, expected?.id ?? null, 'the reply that waits longest');
    if (expected) hands.give(expected.id, id);
  }
}

async function optOut(day: Day, person: Person, which: number, line: Line): Promise<void> {
  const row = await first(day, person, which, 'to-answer');
  if (row === null) return;
  const done = await day.desks.call(
    person,
    line,
    (client) => client.conversation.optOut({ id: row.id, reason: 'Asked to.', confirmed: [] }),
    () => startAgain(day),
  );
  assert.equal(done.ok, true, JSON.stringify(done));
  day.model.optOut(row.contact, false);
}

/** Somebody who was texted, so that most of what is said is an answer. */
function whoSays({ model, world }: Day, deed: Extract<Deed, { do: 'says' }>): readonly [number, number] {
  const texted = model.texts.filter(({ kind, state }) => kind === 'initial' && state === 'sent');
  const text = deed.texted ? texted[deed.contact % Math.max(1, texted.length)] : undefined;
  return text ? [text.contact, text.which] : [deed.contact % world.numbers.length, deed.which];
}

async function direct(day: Day, deed: Deed): Promise<void> {
  const { world, model, scene, desks, hands } = day;
  const { admin } = desks.console();
  switch (deed.do) {
    case 'settings':
      acts.set(model, scene, { autoOptOut: deed.auto, firstResponseOnly: false }, deed.how);
      return;
    case 'pause': {
      const id = world.campaign(deed.which);
      if (model.paused.delete(deed.which)) {
        await admin.campaign.launch({ id, confirmed: ['script-no-organisation'] });
        hands.dealt(rowsOf(world), deed.which);
      } else {
        await admin.campaign.pause({ id });
        model.paused.add(deed.which);
      }
      return;
    }
    case 'script': {
      scene.texts += 1;
      const script = `Hi {firstName}, campaign ${deed.which} again, ${scene.texts}. Reply STOP to opt out.`;
      await admin.campaign.update({ id: world.campaign(deed.which), script });
      return;
    }
    case 'assign': {
      const person = present(day, deed.seat);
      const contact = deed.contact % world.numbers.length;
      if (!person?.id || !isTexter(person)) return;
      const id = world.conversation(contact, deed.which);
      await admin.conversation.assign({ id, texterId: person.id });
      hands.give(id, person.id);
      person.member.add(deed.which);
      return;
    }
    case 'account': {
      const person = present(day, deed.seat);
      if (!person?.id) return;
      const role = deed.to === 'closed' ? person.role : deed.to;
      await admin.account.update({ id: person.id, active: deed.to !== 'closed', role });
      person.active = deed.to !== 'closed';
      person.role = role;
      return;
    }
    case 'member': {
      const person = present(day, deed.seat);
      if (!person?.id || !isTexter(person)) return;
      const leaves = person.member.has(deed.which);
      const stay = desks.people.filter(
        (each) => isTexter(each) && each.id !== null && each !== person && each.member.has(deed.which),
      );
      const next = leaves ? stay : [...stay, person];
      if (next.length === 0) return;
      await admin.campaign.assign({
        id: world.campaign(deed.which),
        texterIds: next.flatMap(({ id }) => (id === null ? [] : [id])),
      });
      for (const each of desks.people) {
        if (next.includes(each)) each.member.add(deed.which);
        else each.member.delete(deed.which);
      }
      hands.dealt(rowsOf(world), deed.which);
      return;
    }
    case 'decide':
      return people.decide(model, scene, deed.chosen, deed.end);
    case 'by-hand':
      return people.byHand(model, scene, deed.contact % world.numbers.length);
    case 'imported':
      return people.imported(model, scene, deed.contact % world.numbers.length);
    case 'opt-in': {
      const out = world.numbers.flatMap((_number, who) => (model.optedOut(who) ? [who] : []));
      const contact = out[deed.contact % Math.max(1, out.length)];
      if (contact === undefined) return;
      people.look(model, scene, 0, contact);
      return people.optIn(model, scene, 0, contact);
    }
    default:
      return;
  }
}

/** Has a person, a contact or the world do something. */
export async function perform(day: Day, deed: Deed): Promise<void> {
  const { model, scene, desks, world } = day;
  switch (deed.do) {
    case 'ask':
    case 'done':
    case 'take':
    case 'begin':
    case 'answer':
    case 'opt-out': {
      const person = present(day, deed.seat);
      if (person === null || !(await desks.signedIn(person))) return;
      if (!isTexter(person)) {
        const campaignId = world.campaign(deed.which);
        await assert.rejects(desks.client(person).handing.ask({ campaignId }), { code: 'FORBIDDEN' });
        return;
      }
      if (deed.do === 'answer') return answer(day, person, deed);
      if (deed.do === 'opt-out') return optOut(day, person, deed.which, deed.line);
      if (deed.do !== 'begin') return hand(day, person, deed);
      for (let some = 0; some < deed.some; some += 1) await begin(day, person, deed.which, deed.line);
      return;
    }
    case 'says': {
      const [contact, which] = whoSays(day, deed);
      return says(day, contact, which, deed.word, deed.late);
    }
    case 'in-flight':
      await acts.underWay(model, scene, deed.meanwhile, deed.contact % world.numbers.length);
      if (deed.meanwhile === 'crash') desks.reopened();
      return;
    case 'crash':
      return startAgain(day);
    case 'sleep':
      return pass(day, deed.minutes * MINUTE);
    case 'fault':
      day.faults[deed.path] = deed.kind;
      return;
    default:
      return direct(day, deed);
  }
}
