import { join } from 'node:path';
import { claim } from '../../main/core/outbox/claim.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { beginCapture, endCapture } from '../../main/core/store/capture/capture.ts';
import { castOf } from '../backup/cast.ts';
import { writeContacts } from './contactFile.ts';
import { importInto } from './importInto.ts';
import { compare, type Line, type Run } from './measure.ts';
import { type BenchCore, inFolder, openBench } from './stores.ts';

const sizes = {
  full: { texts: 200, contacts: 10_000, rounds: 9 },
  quick: { texts: 5, contacts: 200, rounds: 3 },
};

/** Switches noting on or off. */
function noting(core: BenchCore, on: boolean): void {
  core.write((tx) => (on ? beginCapture(tx.db) : endCapture(tx.db)));
}

/** What it costs to note what other consoles have to hear of, beside a store of one console. */
export async function captured(run: Run): Promise<Line[]> {
  const { texts, contacts, rounds } = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    const csv = join(folder, 'contacts.csv');
    writeContacts(csv, contacts);
    const core = openBench(join(folder, 'store'));
    try {
      const cast = castOf(core, 50, 'to-send');
      core.inbound.beat(core.ports.clock.now());
      const send = (on: boolean) => () => {
        noting(core, on);
        for (let count = 0; count < texts; count += 1) {
          const { id } = cast.person(count);
          core.write((tx) =>
            enqueue(core, tx, { conversationId: id, kind: 'reply', body: 'Thanks!', authorId: cast.texter }),
          );
          claim(core, () => true, 50);
        }
      };
      const bring = (on: boolean) => async () => {
        noting(core, on);
        await importInto(core, csv, contacts);
      };
      return [
        await compare({
          name: 'captured: a text queued and claimed, noted for other consoles, against one console',
          unit: 'µs/text',
          goal: 1.2,
          operations: texts,
          rounds,
          product: send(true),
          baseline: send(false),
        }),
        await compare({
          name: `captured: ${contacts.toLocaleString('en')} contacts from CSV, noted, against one console`,
          unit: 'ms/file',
          goal: 1.2,
          operations: 1,
          rounds: Math.min(rounds, 7),
          product: bring(true),
          baseline: bring(false),
        }),
      ];
    } finally {
      core.close();
    }
  });
}
