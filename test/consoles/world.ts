import { afterEach } from 'vitest';
import type { LogAddress } from '../../main/core/consoles/log/address.ts';
import type { ChangeLog } from '../../main/core/consoles/log/changeLog.ts';
import { openLog } from '../../main/core/consoles/log/postgresLog.ts';
import { setUp } from '../../main/core/consoles/log/setUp.ts';
import { firstOf } from './firstOf.ts';
import { newDatabase } from './postgres.ts';

/** A log in a database of its own, and the consoles that have it in common. */

export type Member = ReturnType<typeof openLog> & { readonly id: string; readonly address: LogAddress };
export type Union = {
  readonly owner: LogAddress;
  readonly first: Member;
  /** Lets another console in. */
  readonly join: (id: string) => Promise<Member>;
};

const open: ChangeLog[] = [];
afterEach(async () => {
  for (const log of open.splice(0)) await log.close();
});

/** Closes with the test. */
export function memberAt(id: string, address: LogAddress): Member {
  const log = openLog(address);
  open.push(log);
  return { ...log, id, address };
}

/** For an hour. */
export const invitation = (id: string) => ({
  ...{ id, seconds: 3600 },
  ...{ sealedName: Buffer.from(id), sealedKey: Buffer.from(`key for ${id}`) },
});

/** An organisation with its first console, `a`. */
export async function newUnion(at?: LogAddress, organisation = 'org'): Promise<Union> {
  const owner = at ?? (await newDatabase());
  const first = memberAt('a', await setUp(owner, firstOf(organisation)));
  const join = async (id: string) => {
    const { user, ...code } = await first.invite(invitation(id));
    const invited = memberAt(id, { ...owner, user, ...code });
    const { password } = await invited.accept();
    await invited.close();
    const member = memberAt(id, { ...owner, user, password });
    await member.tellKey(1, Buffer.from(`public of ${id}`));
    return member;
  };
  return { owner, first, join };
}

/** Changes `from` to `to` with bytes that follow from who made them and their number. */
export const changesOf = (by: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, place) => ({
    number: from + place,
    sealed: Buffer.from(`${by} ${from + place}`),
  }));
