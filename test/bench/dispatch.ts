import { join } from 'node:path';
import { claim } from '../../main/core/outbox/claim.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { settle } from '../../main/core/outbox/settle.ts';
import { all } from '../../main/core/store/statement.ts';
import { writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import { type FromConsole, LATENCY, OURS, type Round, type Task } from './dispatch/protocol.ts';
import { beside, type Line, type Run } from './measure.ts';
import { endProcess, heard, startProcess } from './processes.ts';
import { type Prepared, preparer, type Recorder, record } from './recorder.ts';
import { type BenchCore, bulk, copyStore, inFolder, KEY, numberOf, openBench } from './stores.ts';

const sizes = {
  full: { contacts: 20_000, texts: 3000, rounds: 5, groups: 32 },
  quick: { contacts: 800, texts: 60, rounds: 2, groups: 1 },
};
/** Texts in a transaction of the bare loop. */
const GROUPS = [16, 64] as const;
/** Texts a second that are wanted. */
const WANTED = 200;

type Size = (typeof sizes)['full'];

/**
 * A launched campaign to which texts may leave over two connections, which together allow more than anybody
 * can send.
 */
function seedCampaign(core: BenchCore, baseUrl: string, contacts: number): Omit<Task, 'storeDir' | 'key'> {
  const texterId = seed.account(core, { role: 'texter' });
  const config = { baseUrl, profile: 'provider-1', ratePerSecond: 1000, gapGraceSeconds: 0 };
  const senders = OURS.map((number) =>
    seed.senderNumber(core, {
      connectionId: seed.connection(core, { profile: 'provider-1', config }),
      number,
    }),
  );
  const campaignId = seed.campaign(core);
  bulk(writer(core), ['conversation'], () => {
    for (let index = 0; index < contacts; index += 1)
      seed.conversation(core, {
        campaignId,
        number: numberOf(index),
        senderNumberId: senders[index % senders.length] ?? '',
        texterId,
        state: 'to-send',
      });
  });
  return { campaignId, texterId };
}

function queueFirst(core: BenchCore, task: Omit<Task, 'storeDir' | 'key'>, texts: number): void {
  core.write((tx) => {
    for (const { id } of all<{ id: string }>(
      core.db,
      'SELECT id FROM conversation WHERE campaign_id = ? ORDER BY number LIMIT ?',
      task.campaignId,
      texts,
    ))
      enqueue(core, tx, {
        conversationId: id,
        kind: 'initial',
        body: 'Will you vote?',
        authorId: task.texterId,
      });
  });
}

/** Claims a group on the watched store and settles it as sent. Returns both as bare statements. */
async function group(
  watched: BenchCore,
  recorder: Recorder,
  on: ReturnType<typeof preparer>,
  size: number,
): Promise<readonly [Prepared[], Prepared[]]> {
  recorder.take();
  const claimed = claim(watched, () => true, size);
  if (claimed.length !== size) throw new Error(`${claimed.length} texts were claimed instead of ${size}.`);
  const marks = on(recorder.take().writes);
  await Promise.all(
    claimed.map((one) =>
      settle(watched, one, { kind: 'accepted', providerId: `p-${one.messageId}`, segments: 1 }),
    ),
  );
  return [marks, on(recorder.take().writes)];
}

/**
 * How many texts leave in a second where the provider answers after a while, against a loop that writes the
 * same rows in groups and calls nobody: one transaction for the claims of a group, one for what became of
 * them.
 */
export function dispatch(run: Run): Promise<Line[]> {
  const size: Size = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    const provider = startProcess(new URL('./dispatch/provider.ts', import.meta.url));
    const children = [provider];
    const cores: BenchCore[] = [];
    try {
      run.note(`dispatch: making ${size.contacts.toLocaleString('en')} conversations`);
      const place = (name: string) => join(folder, name);
      const seeding = openBench(place('seed'));
      const made = seedCampaign(seeding, await heard<string>(provider), size.contacts);
      seeding.close();
      copyStore(place('seed'), place('product'));
      const again = openBench(place('seed'));
      queueFirst(again, made, (size.rounds + 1) * size.groups * GROUPS.reduce((sum, each) => sum + each, 0));
      again.close();
      const recorders: Recorder[] = [];
      for (const name of ['bare', 'watched']) copyStore(place('seed'), place(name));
      const bare = openBench(place('bare'));
      const watched = openBench(place('watched'), (db) => recorders.push(record(db)));
      cores.push(bare, watched);
      const [recorder] = recorders;
      if (!recorder) throw new Error('The connection was not watched.');
      writer(watched).pragma('synchronous = OFF');
      const on = preparer(writer(bare));
      const inTransaction = writer(bare).transaction((calls: readonly Prepared[]) => {
        for (const [statement, values] of calls) statement.run(...values);
      });

      const task: Task = { storeDir: place('product'), key: KEY, ...made };
      const program = startProcess(new URL('./dispatch/console.ts', import.meta.url), [JSON.stringify(task)]);
      children.push(program);
      await heard<FromConsole>(program);
      let from = 0;
      const sendSome = async (): Promise<number> => {
        program.send({ from, texts: size.texts } satisfies Round);
        from += size.texts;
        const answer = await heard<FromConsole>(program);
        return (answer.what === 'sent' ? answer.ms : Number.NaN) / size.texts;
      };
      const bareLoop = async (texts: number): Promise<number> => {
        const groups: (readonly [Prepared[], Prepared[]])[] = [];
        for (let each = 0; each < size.groups; each += 1)
          groups.push(await group(watched, recorder, on, texts));
        const began = performance.now();
        for (const [marks, outcomes] of groups) {
          inTransaction.immediate(marks);
          inTransaction.immediate(outcomes);
        }
        return (performance.now() - began) / (size.groups * texts);
      };

      run.note('dispatch: measuring');
      const sent: number[] = [];
      const bareTimes = new Map<number, number[]>(GROUPS.map((texts) => [texts, []]));
      for (let round = 0; round <= size.rounds; round += 1) {
        // Who goes first changes, and the first round is not counted.
        const product = async () => {
          const ms = await sendSome();
          if (round > 0) sent.push(ms);
          run.note(`dispatch: ${(1000 / ms).toFixed(0)} texts/s`);
        };
        if (round % 2 === 0) await product();
        for (const texts of GROUPS) {
          const ms = await bareLoop(texts);
          if (round > 0) bareTimes.get(texts)?.push(ms);
          run.note(`dispatch: bare loop in groups of ${texts}: ${(1000 / ms).toFixed(0)} texts/s`);
        }
        if (round % 2 === 1) await product();
      }
      const what = `a text that the provider takes after ${LATENCY} ms`;
      return [
        beside(
          `dispatch: texts a second that are wanted, against those that left at ${LATENCY} ms`,
          'texts/s',
          WANTED,
          sent.map((ms) => 1000 / ms),
        ),
        ...GROUPS.map((texts) =>
          beside(
            `dispatch: ${what}, against a bare loop of claims and outcomes in groups of ${texts}`,
            'ms/text',
            sent,
            bareTimes.get(texts) ?? [],
            2,
          ),
        ),
      ];
    } finally {
      for (const core of cores) core.close();
      await Promise.all(children.map(endProcess));
    }
  });
}
