import { z } from 'zod';
import { RegistrationRead } from '../../../shared/contract/senders/checklist.ts';
import { servesRegion } from '../../../shared/providers/index.ts';
import { NOTHING, said, storedFrom } from '../../../shared/text/stored.ts';
import type { ConnectionRow } from '../connections/connections.ts';
import { type Adapter, ProviderError } from '../providers/provider.ts';
import type { Core } from '../store/context.ts';
import { setMeta } from '../store/meta.ts';
import { all, one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** Registrations are read anew after this time. Milliseconds. */
const DAY = 24 * 60 * 60_000;
const keyOf = (connectionId: string) => `registration/${connectionId}`;

/** What was read of a connection. `triedAt`: when it was last asked, also in vain. */
const Kept = RegistrationRead.pick({ at: true, numbers: true }).extend({
  triedAt: z.number(),
  trouble: z.unknown().transform(storedFrom),
});
type Kept = z.infer<typeof Kept>;

function kept(db: Reader, connectionId: string): Kept | null {
  const row = one<{ value: string }>(db, sql`SELECT value FROM meta WHERE key = ${keyOf(connectionId)}`);
  return row === undefined ? null : (Kept.safeParse(JSON.parse(row.value)).data ?? null);
}

type Asked = Pick<ConnectionRow, 'id' | 'provider' | 'profile'> & { readonly name: string };

/** Connections to a real provider whose numbers text to the US. */
const inUs = (db: Reader): Asked[] =>
  all<Asked>(db, 'SELECT id, provider, profile, name FROM connection ORDER BY name, id').filter(
    (each) => each.provider !== 'simulator' && servesRegion(each, 'US'),
  );

/** What providers told of the registration of each of our numbers, and when. */
export function registrationsRead(db: Reader): RegistrationRead[] {
  return inUs(db).flatMap(({ id, name }) => {
    const found = kept(db, id);
    if (found === null) return [];
    const { at, numbers, trouble } = found;
    return [{ connectionId: id, connection: name, at, numbers, trouble: said(trouble) }];
  });
}

/**
 * Asks the providers that tell where the registration stands: all of them, or those that were not asked for
 * a day. What was read before stays where a provider cannot be read now, with the reason.
 */
export async function readRegistrations(
  core: Core,
  adapterOf: (connectionId: string) => Adapter | null,
  signal: AbortSignal,
  which: 'all' | 'due',
): Promise<void> {
  for (const { id } of inUs(core.db)) {
    const before = kept(core.db, id);
    const adapter = adapterOf(id);
    if (adapter?.registration === undefined || signal.aborted) continue;
    if (which === 'due' && !core.sending.mine(id)) continue;
    if (which === 'due' && before !== null && core.ports.clock.now() < before.triedAt + DAY) continue;
    const numbers = all<{ number: string }>(
      core.db,
      sql`SELECT number FROM sender_number WHERE connection_id = ${id} AND active = 1 ORDER BY number`,
    ).map(({ number }) => number);
    if (numbers.length === 0) continue;
    let found: Pick<Kept, 'at' | 'numbers' | 'trouble'>;
    try {
      const read = await adapter.registration(numbers, signal);
      found = { at: core.ports.clock.now(), numbers: [...read], trouble: NOTHING };
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ProviderError)) throw error;
      found = { at: before?.at ?? null, numbers: before?.numbers ?? [], trouble: error.kept };
    }
    core.write((tx) => {
      setMeta(tx.db, keyOf(id), JSON.stringify({ ...found, triedAt: tx.now } satisfies Kept));
      tx.touch('connections');
    });
  }
}
