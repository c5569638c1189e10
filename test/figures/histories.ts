import assert from 'node:assert/strict';
import fc from 'fast-check';
import { copyStore } from '../../main/core/backup/wholeFile.ts';
import { CoreError } from '../../main/core/base/errors.ts';
import { startContactImport } from '../../main/core/campaigns/contactImport.ts';
import { handOut } from '../../main/core/campaigns/handOut.ts';
import { removeImported } from '../../main/core/conversations/conversationRecord.ts';
import { setTag } from '../../main/core/conversations/tags.ts';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { receive } from '../../main/core/inbox/receive.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { miscounted } from '../../main/core/store/recount.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { keepingWorld, PEOPLE, uniteHere } from '../backup/world.ts';
import { type Client, testApi } from '../helpers/api.ts';
import { FILE_KEY } from '../helpers/fileCore.ts';
import { bytesOf, mapped, usNumber } from '../lists/csvFiles.ts';
import { figuresAgree } from './agree.ts';

/** Zones whose days begin on the hour, at half past and at a quarter to, and change their clocks. */
export const ZONES = [
  'UTC',
  'Asia/Kathmandu',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Europe/London',
] as const;
const HOUR = 3_600_000;

const who = fc.nat(PEOPLE - 1);
const Step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('initial' as const, 'opt-out' as const, 'opt-in' as const, 'wrong' as const),
      who,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('reply' as const),
      who,
      body: fc.constantFrom('STOP', 'Yes', 'take me off your list please', 'START', 'not interested'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('send' as const, 'copy' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('status' as const),
      nth: fc.nat(9),
      code: fc.constantFrom(null, '4720', '4770'),
    }),
  },
  fc.record({ do: fc.constantFrom('erase' as const, 'give' as const, 'close' as const), who }),
  fc.record({ do: fc.constantFrom('restore' as const, 'unite' as const), nth: fc.nat(5) }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      who,
      // None: the answer is taken back.
      choices: fc.subarray(['yes', 'no', 'maybe']),
    }),
  },
  fc.record({ do: fc.constant('tag' as const), who, on: fc.boolean() }),
  fc.record({ do: fc.constant('import' as const), first: fc.nat(20) }),
  fc.record({ do: fc.constantFrom('archive' as const, 'undo-import' as const, 'hand-out' as const) }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      by: fc.constantFrom(1000, 20 * 60_000, 5 * HOUR, 24 * HOUR, 9 * 24 * HOUR, -26 * HOUR),
    }),
  },
);
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never;
type World = ReturnType<typeof keepingWorld>;

/** What the product refuses changes nothing. */
const tried = (call: Promise<unknown>) => call.catch(() => undefined);
function attempt(deed: () => unknown): void {
  try {
    deed();
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
  }
}

async function play(world: World, admin: () => Client, copies: string[], step: Step): Promise<void> {
  const { core, acts, person, campaignId } = world;
  switch (step.do) {
    case 'initial':
      return acts.initial(step.who);
    case 'opt-out':
      return acts.optOut(step.who);
    case 'opt-in':
      return acts.optIn(step.who);
    case 'wrong':
      return acts.wrongNumber(step.who);
    case 'reply':
      return acts.reply(step.who, step.body);
    case 'send':
      return void acts.send();
    case 'status': {
      const sent = all<{ id: string }>(
        core.db,
        "SELECT provider_id AS id FROM message WHERE state = 'sent' AND provider_id IS NOT NULL ORDER BY id",
      );
      const providerId = sent[step.nth % Math.max(1, sent.length)]?.id;
      if (providerId === undefined) return;
      const at = world.clock.now();
      const status =
        step.code === null
          ? { providerId, status: 'delivered' as const, at }
          : { providerId, status: 'failed' as const, errorCode: step.code, at };
      const adapter = { classify: () => 'failed' as const, vendor: 'bandwidth' as const };
      const source = { connectionId: world.connectionId, adapter };
      receive(core, source, { inbound: [], providerTexts: [], statuses: [status] });
      return;
    }
    case 'erase': {
      const { subject } = person(step.who);
      attempt(() =>
        core.write((tx) => erasePerson(core, tx, { subject, reason: 'asked', actorId: world.admin })),
      );
      return;
    }
    case 'give':
      await tried(admin().conversation.assign({ id: person(step.who).id, texterId: world.admin }));
      return;
    case 'close':
      await tried(admin().conversation.close({ id: person(step.who).id, outcome: 'done' }));
      return;
    case 'copy': {
      const file = `${world.dir}/copy-${copies.length}.db`;
      copyStore(`${core.storeDir}/${STORE_FILE}`, FILE_KEY, file);
      copies.push(file);
      return;
    }
    case 'restore':
    case 'unite': {
      const file = copies[step.nth % Math.max(1, copies.length)];
      if (file === undefined) return;
      const as = step.do === 'restore' ? 'restore' : 'import';
      uniteHere(core, { file, key: FILE_KEY, actorId: world.admin, as, madeAt: 0 });
      return;
    }
    case 'answer': {
      const { choices } = step;
      const of = { conversationId: person(step.who).id, question: 'help' };
      const { answers } = admin();
      await tried(choices.length === 0 ? answers.clear(of) : answers.record({ ...of, choices }));
      return;
    }
    case 'tag':
      attempt(() =>
        core.write((tx) =>
          setTag(
            core,
            tx,
            { id: world.admin, role: 'admin' },
            { conversationId: person(step.who).id, tagId: 'tag', on: step.on },
          ),
        ),
      );
      return;
    case 'import': {
      const rows = [0, 1, 2].map((index) => usNumber(500 + step.first + index));
      const source = bytesOf(`phone\n${rows.join('\n')}\n`);
      const add = async () =>
        startContactImport(core, { campaignId, source, mapping: mapped(0), accountId: null }).done;
      await tried(add());
      return;
    }
    case 'undo-import': {
      const [job] = all<{ id: string }>(
        core.db,
        'SELECT id FROM job ORDER BY created_at DESC, id DESC LIMIT 1',
      );
      if (job) core.write((tx) => removeImported(tx, job.id, 2));
      return;
    }
    case 'archive':
      await tried(admin().campaign.close({ id: campaignId }));
      await tried(admin().campaign.archive({ id: campaignId }));
      return;
    case 'hand-out':
      await tried(admin().handing.set({ campaignId, handing: { batch: 2 } }));
      attempt(() =>
        core.write((tx) => handOut(core, tx, { id: world.texter, role: 'texter' }, campaignId, 0)),
      );
      return;
    case 'clock':
      world.clock.advance(step.by);
  }
}

/** A question of which several choices may be answered, and a tag. */
function ask({ core, campaignId }: World): void {
  core.write(({ db }) => {
    run(db, "INSERT INTO tag (id, name, tone, rev) VALUES ('tag', 'Tag', 'ok', '')");
    run(
      db,
      `INSERT INTO question (id, campaign_id, code, name, text, kind, reply, next, position, rev)
       VALUES ('question', ?, 'help', 'Help', 'Can you help?', 'many', '', 'end', 0, '')`,
      campaignId,
    );
    for (const code of ['yes', 'no', 'maybe'])
      run(
        db,
        `INSERT INTO choice (id, question_id, code, label, key, reply, position, rev)
         VALUES ('choice-' || ?, 'question', ?, ?, ?, '', 0, '')`,
        ...[code, code, code, code.charAt(0)],
      );
  });
}

/** One history, with what must hold between its steps and at its end. */
async function live(steps: readonly Step[], zone: string): Promise<void> {
  const world = keepingWorld();
  const api = testApi({ made: world });
  // Signed in anew each time, since a session that nobody uses ends.
  const admin = () => api.as(world.admin);
  const copies: string[] = [];
  ask(world);
  const hold = () => figuresAgree(world.core.db, world.clock.now(), zone);
  try {
    for (const [index, step] of steps.entries()) {
      world.tick();
      await play(world, admin, copies, step);
      assert.deepEqual(miscounted(world.core.db), [], JSON.stringify(step));
      if (index % 8 === 7) hold();
    }
    hold();
  } finally {
    await world.remove();
  }
}

/** Random histories of a console, its back-ups and its unions. */
export const counterHistories = (longest: number) =>
  fc.asyncProperty(fc.array(Step, { minLength: 5, maxLength: longest }), fc.constantFrom(...ZONES), live);
