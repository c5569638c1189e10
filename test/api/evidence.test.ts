import { expect, test } from 'vitest';
import { append } from '../../main/core/ledger/append.ts';
import { isHeld } from '../../main/core/ledger/proof.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { beginChain } from '../../main/core/ledger/witness.ts';
import { checkEvidenceFile } from '../../main/core/optOuts/evidence/evidenceFile.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { campaign, connection, conversation, message, senderNumber } from '../helpers/seed.ts';

const number = '+447700900123';

/**
 * A person who stopped, was opted in again, and was opted out by hand. Of the other people the file must
 * tell nothing.
 */
async function world(strangers = 20) {
  const api = testApi();
  const { core, clock } = api;
  const admin = api.newcomer('admin', 'Maya');
  const supervisor = api.newcomer('supervisor', 'Sam');
  const sender = senderNumber(core, {
    connectionId: connection(core, { profile: 'provider-2' }),
    number: '+447700900456',
  });
  const campaignId = campaign(core, { region: 'GB', name: 'Spring' });
  const id = conversation(core, {
    campaignId,
    number,
    senderNumberId: sender,
    firstName: 'Ivo',
    lastName: 'Lee',
  });
  const crowd = (count: number) => {
    for (let index = 0; index < count; index += 1) {
      core.write((tx) =>
        append(core, tx, { kind: 'hold', actorId: null, subject: `stranger-${index}`, payload: { index } }),
      );
    }
  };
  crowd(strangers);
  const said = message(core, { conversationId: id, number, body: 'Stop!', at: clock.now() - 3_000 });
  message(core, { conversationId: id, number, body: 'One more thing', direction: 'out', state: 'queued' });
  core.write((tx) =>
    optOut(core, tx, {
      subject: core.subject(number),
      number,
      cause: 'auto-keyword',
      actorId: null,
      reason: written(''),
      rule: 'keyword',
      matched: 'Stop!',
      conversationId: id,
      messageId: said,
      senderNumberId: sender,
      importId: null,
      saidAt: clock.now() - 3_000,
      receivedAt: clock.now() - 1_000,
    }),
  );
  crowd(7);
  clock.advance(60_000);
  await admin.client.person.optIn({ number, reason: 'they called' });
  clock.advance(60_000);
  await admin.client.person.optOut({ number, reason: 'letter' });
  crowd(strangers);
  return { ...api, admin, supervisor, sender, id, crowd, subject: core.subject(number) };
}

test('one page: asked, received, enforced, prevented, and who did what since', async () => {
  const { supervisor, subject } = await world();
  const { evidence, problems } = await supervisor.client.evidence.get({ of: '07700 900123' });
  expect(problems).toEqual([]);
  expect(evidence).toMatchObject({ subject, number, name: 'Ivo Lee', optedOut: true });
  const [first, second] = evidence.requests;
  expect(first).toMatchObject({
    evidence: 'Stop!',
    cause: 'auto-keyword',
    senderNumber: '+447700900456',
    cancelled: 1,
    leftAfter: 0,
    reversed: true,
  });
  expect(first && [first.receivedAt - first.saidAt, first.at - first.receivedAt]).toEqual([2_000, 1_000]);
  expect(first?.reversedAt).toBe((first?.at ?? 0) + 60_000);
  expect(second).toMatchObject({ cause: 'manual', by: 'Maya', reason: 'letter', reversed: false });
  expect(evidence.prevented).toMatchObject([{ body: 'One more thing', rule: 'opted-out' }]);
  expect(evidence.reversals).toMatchObject([{ by: 'Maya', reason: 'they called' }]);
  expect(evidence.deeds.map(({ text, by }) => `${text} / ${by ?? 'Heed'}`)).toEqual([
    'Opted out by the contact / Heed',
    'Opted in again / Maya',
    'Opted out by Maya / Maya',
  ]);
  expect(evidence.deeds[1]?.at).toBe((first?.at ?? 0) + 60_000);
  expect(evidence.texts.map((text) => text.body)).toEqual(['Stop!', 'One more thing']);
});

test('texts that left while an opt-out was in force are counted', async () => {
  const { supervisor, core, id, clock } = await world();
  const left = message(core, { conversationId: id, number, body: 'Oops', direction: 'out', state: 'sent' });
  run(writer(core), 'UPDATE message SET claimed_at = ? WHERE id = ?', clock.now() + 1, left);
  const { evidence } = await supervisor.client.evidence.get({ of: number });
  expect(evidence.requests.map((request) => request.leftAfter)).toEqual([0, 1]);
});

test('by subject, for a number that was erased; unknown and unreadable ones are refused in words', async () => {
  const { supervisor, core, subject } = await world();
  for (const table of ['conversation', 'message', 'opt_out'])
    run(writer(core), `UPDATE ${table} SET number = NULL`);
  expect((await supervisor.client.evidence.get({ of: subject })).evidence).toMatchObject({
    number: null,
    optedOut: true,
  });
  expect((await refusal(supervisor.client.evidence.get({ of: 'A'.repeat(14) }))).code).toBe('NOT_FOUND');
  expect((await refusal(supervisor.client.evidence.get({ of: 'nobody' }))).code).toBe('INVALID');
});

test('a number that nothing is known of has empty evidence, and its export is the first entry about it', async () => {
  const { supervisor } = await world();
  const found = await supervisor.client.evidence.get({ of: '+12025550177' });
  expect(found).toMatchObject({ problems: [], evidence: { optedOut: false, requests: [], deeds: [] } });
  const file = await supervisor.client.evidence.export({ of: '+12025550177' });
  expect(checkEvidenceFile(JSON.stringify(file))).toMatchObject({ problems: [], entries: 1 });
});

test('an export stands in the ledger, proves itself, and tells nothing of others', async () => {
  const { supervisor, admin, core, subject } = await world();
  const file = await supervisor.client.evidence.export({ of: number });
  expect(file.made).toMatchObject({ by: 'Sam', as: 'json' });
  expect(checkEvidenceFile(JSON.stringify(file))).toMatchObject({ problems: [], entries: 4 });
  // Another program may have written the JSON again, with other spaces and another order.
  const reordered = JSON.stringify(Object.fromEntries(Object.entries(file).reverse()), null, 3);
  expect(checkEvidenceFile(reordered).problems).toEqual([]);
  expect(JSON.stringify(file)).not.toContain('stranger');
  expect(
    all(
      core.db,
      "SELECT actor, subject, json_extract(payload, '$.as') AS \"as\" FROM ledger WHERE kind = 'evidence-exported'",
    ),
  ).toEqual([{ actor: supervisor.id, subject, as: 'json' }]);
  const printed = await admin.client.evidence.export({ of: number, as: 'print' });
  expect(printed.evidence.deeds.at(-1)).toMatchObject({
    text: 'This evidence was saved as a file',
    by: 'Sam',
  });
  const [before, after] = [file, printed].map(({ ledger }) => ledger.chains[0]);
  expect(printed.ledger.others).toEqual([]);
  expect(after?.length).toBe((before?.length ?? 0) + 1);
  expect(verify(core.db)).toMatchObject({
    problems: [],
    heads: [{ chain: core.device, position: after?.length, hash: after?.head }],
  });
});

test('the way to the head is short in a long ledger', async () => {
  const { supervisor } = await world(3_000);
  const file = await supervisor.client.evidence.export({ of: number });
  expect(file.ledger.chains).toHaveLength(1);
  expect(file.ledger.chains[0]?.length).toBeGreaterThan(6_000);
  expect(file.ledger.chains[0]?.steps.length).toBeLessThan(150);
  expect(checkEvidenceFile(JSON.stringify(file)).problems).toEqual([]);
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A value of the same kind that differs from the given one. */
function flip(value: null | boolean | number | string): Json {
  if (value === null) return 'x';
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  const last = value.at(-1);
  return value === '' ? 'x' : `${value.slice(0, -1)}${last === 'a' ? 'b' : 'a'}`;
}

/** Copies of the file, each with one value changed or one part left out. */
function* tampered(value: Json, path = ''): Generator<[string, Json]> {
  if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) {
      yield [`${path}[${index}] left out`, value.toSpliced(index, 1)];
      for (const [where, other] of tampered(part, `${path}[${index}]`))
        yield [where, value.with(index, other)];
    }
  } else if (typeof value === 'object' && value !== null) {
    yield [`${path} with more in it`, { ...value, more: 1 }];
    for (const [key, part] of Object.entries(value)) {
      const { [key]: _, ...without } = value;
      yield [`${path}.${key} left out`, without];
      for (const [where, other] of tampered(part, `${path}.${key}`))
        yield [where, { ...value, [key]: other }];
    }
  } else yield [path, flip(value)];
}

test('each field flipped, each part left out: the file is refused', async () => {
  const { supervisor } = await world(5);
  const file = await supervisor.client.evidence.export({ of: number });
  const copies = [...tampered(JSON.parse(JSON.stringify(file)))];
  expect(copies.length).toBeGreaterThan(300);
  const accepted = copies.filter(([, copy]) => checkEvidenceFile(JSON.stringify(copy)).problems.length === 0);
  expect(accepted.map(([where]) => where)).toEqual([]);
  expect(checkEvidenceFile('{').problems).toHaveLength(1);
  expect(checkEvidenceFile('{}').problems).toHaveLength(1);
});

test('an entry in between that is passed off as somebody else’s is missed', async () => {
  const { supervisor, core } = await world(5);
  const file = await supervisor.client.evidence.export({ of: number });
  const { entryDigest } = await import('../../main/core/ledger/chain.ts');
  const [proof] = file.ledger.chains;
  if (!proof) throw new Error('There is no chain in the file.');
  const steps = proof.steps.map((step, index) =>
    index > 0 && 'entry' in step && step.entry.kind === 'opt-out-reversed'
      ? {
          position: step.position,
          previous: step.previous,
          skip: step.skip,
          digest: entryDigest(step.entry, step.nth),
        }
      : step,
  );
  const { problems } = checkEvidenceFile(
    JSON.stringify({ ...file, ledger: { chains: [{ ...proof, steps }], others: [] } }),
  );
  expect(problems.join(' ')).toMatch(/was left out/);
  core.close();
});

test('what somebody changed in the store shows on the page', async () => {
  const { supervisor, core } = await world();
  const problems = async () => (await supervisor.client.evidence.get({ of: number })).problems;
  run(writer(core), "UPDATE opt_out SET received_at = received_at + 1000 WHERE cause = 'auto-keyword'");
  expect(await problems()).toEqual([expect.stringMatching(/^Cause or times of the opt-out/)]);
  run(writer(core), "UPDATE opt_out SET received_at = received_at - 1000 WHERE cause = 'auto-keyword'");
  expect(await problems()).toEqual([]);
  writer(core).exec('DROP TRIGGER ledger_no_update');
  run(writer(core), "UPDATE ledger SET actor = 'heed' WHERE kind = 'opt-out-reversed'");
  expect(await problems()).not.toEqual([]);
});

/** Three chains: the person's first entries, one with none about them, and the one that is written now. */
async function threeChains() {
  const found = await world(5);
  const { core } = found;
  core.write((tx) => beginChain(core, tx, true));
  core.write((tx) => beginChain(core, tx, true));
  await found.admin.client.person.optIn({ number, reason: 'on the phone' });
  return found;
}

test('entries in several chains are proved in each; of a chain without any the file says so, and its store proves it', async () => {
  const { supervisor, core, subject } = await threeChains();
  const shown = await supervisor.client.evidence.get({ of: number });
  expect(shown.problems).toEqual([]);
  expect(shown.ledger.chains).toHaveLength(2);
  const file = await supervisor.client.evidence.export({ of: number });
  expect(checkEvidenceFile(JSON.stringify(file))).toMatchObject({ problems: [], entries: 5 });
  expect(file.ledger.others).toHaveLength(1);
  expect(isHeld(core.db, file.ledger, subject)).toBe(true);
  expect(new Set(file.evidence.deeds.map(({ chain }) => chain)).size).toBe(2);
  // In the order of time, whichever chain they are in.
  expect(file.evidence.deeds.map(({ kind }) => kind)).toEqual([
    'opt-out',
    'opt-out-reversed',
    'opt-out',
    'opt-out-reversed',
  ]);
  const copies = [...tampered(JSON.parse(JSON.stringify(file)))];
  const accepted = copies.filter(([, copy]) => checkEvidenceFile(JSON.stringify(copy)).problems.length === 0);
  expect(accepted.map(([where]) => where)).toEqual([]);
});

test('a chain that is passed off as one without entries, shortened, or there twice, is noticed', async () => {
  const { supervisor, core, subject } = await threeChains();
  const file = await supervisor.client.evidence.export({ of: number });
  const { chains, others } = file.ledger;
  const own = chains.find((proof) => proof.chain === core.device);
  const former = chains.find((proof) => proof !== own);
  if (!own || !former) throw new Error('There are not two chains.');
  const { chain, length, head, steps } = former;
  const refused = (ledger: typeof file.ledger) =>
    expect(checkEvidenceFile(JSON.stringify({ ...file, ledger })).problems).not.toEqual([]);
  const none = { chains: [own], others: [...others, { chain, position: length, hash: head }] };
  refused(none);
  expect(isHeld(core.db, none, subject)).toBe(false);
  const [, second] = steps;
  const shorter = {
    chain,
    length: second?.position ?? 0,
    head: steps[0]?.previous ?? '',
    steps: steps.slice(1),
  };
  refused({ chains: [own, shorter], others });
  refused({ chains: [own, own, former], others });
  refused({ chains: [own, former, former], others });
  expect(
    isHeld(core.db, { ...file.ledger, others: [{ chain: 'x', position: 1, hash: head }] }, subject),
  ).toBe(false);
});
