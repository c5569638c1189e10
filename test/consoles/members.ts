import { createCourier } from '../../main/core/consoles/courier.ts';
import type { Heads } from '../../main/core/consoles/log/changeLog.ts';
import { positions } from '../../main/core/consoles/positionRecord.ts';
import { oneKey, type Sealing } from '../../main/core/consoles/seal.ts';
import { organisation } from '../backup/organisation.ts';
import type { MemoryLog } from './memoryLog.ts';

export const SEALING: Sealing = { organisation: 'org-1', keys: oneKey(Buffer.alloc(32, 7)) };

type Member = ReturnType<typeof organisation>[number];

/** A console of an organisation with its way to a log. */
export function memberOn(
  log: MemoryLog,
  member: Member,
  sealing = SEALING,
  port = log.openFor(member.at.name),
  rows?: number,
) {
  const { name, core } = member.at;
  const courier = createCourier({ core, log: port, sealing, console: name, ...(rows && { rows }) });
  return {
    ...member,
    name,
    courier,
    send: () => courier.send([]),
    /** Applies all that the log has now, or less. */
    receive: (upTo: Heads = log.heads()) => courier.receive(upTo),
    isCurrent: () =>
      !courier.waits() &&
      [...log.heads()].every(([other, n]) => other === name || (positions(core.db).get(other) ?? 0) === n),
  };
}
export type LogMember = ReturnType<typeof memberOn>;

/** The same console, whose changes have only so many rows. */
export const rowsOf = (log: MemoryLog, member: Member, rows: number): LogMember =>
  memberOn(log, member, SEALING, undefined, rows);

/** Consoles that have the same store to begin with. */
export const membersOn = (log: MemoryLog, names: readonly string[], people?: number): LogMember[] =>
  organisation(names, people).map((member) => memberOn(log, member));

/** Until everybody has heard everything, the answers to it too. */
export async function untilQuiet(members: readonly LogMember[]): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    for (const member of members) await member.send();
    for (const member of members) {
      member.at.clock.advance(61_000);
      await member.receive();
    }
    if (members.every((member) => member.isCurrent())) return;
  }
  throw new Error('The consoles do not come to an end.');
}
