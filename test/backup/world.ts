import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createBackupService } from '../../main/core/backup/backupService.ts';
import { openCopy, type Restored, refuseStrangers, uniteWhole } from '../../main/core/backup/restore.ts';
import type { UniteFile } from '../../main/core/backup/uniteStore.ts';
import { addNote } from '../../main/core/conversations/notes.ts';
import { closeAsWrongNumber } from '../../main/core/decisions/decideAction.ts';
import { receive } from '../../main/core/inbox/receive.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { optOut, reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { cancelMessage } from '../../main/core/outbox/cancel.ts';
import { claim } from '../../main/core/outbox/claim.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { settle } from '../../main/core/outbox/settle.ts';
import { noteNumberFact } from '../../main/core/people/facts.ts';
import { inForce } from '../../main/core/people/optedOut.ts';
import type { Core } from '../../main/core/store/context.ts';
import { all } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { fileCore } from '../helpers/fileCore.ts';
import { type Cast, castOf } from './cast.ts';

const OURS = '+12165550190';
export const PEOPLE = 8;

/** What may happen on a console. `name` tells the texts of two consoles apart at the provider. */
export function actsOn(core: Core, clock: { now(): number }, cast: Cast, name: string) {
  const { admin, texter, connectionId, senderNumberId, person } = cast;
  let serial = 0;
  return {
    initial(index: number) {
      const { id } = person(index);
      core.write((tx) =>
        enqueue(core, tx, { conversationId: id, kind: 'initial', body: `Hi ${index}`, authorId: texter }),
      );
    },
    /** Sends what is queued; the provider takes each text. Returns who got one. */
    send(): string[] {
      core.inbound.beat(clock.now());
      core.write((tx) => tx.db.prepare('UPDATE connection SET last_inbound_ok_at = ?').run(tx.now));
      const claimed = claim(core, () => true, 50);
      for (const each of claimed) {
        serial += 1;
        void settle(core, each, { kind: 'accepted', providerId: `out-${name}-${serial}` });
        // A transaction with this one piece is written at once; one of many pieces may run out of time on a
        // busy machine.
        core.together.now(() => undefined);
      }
      return claimed.map((each) => each.to);
    },
    /** Sends what is queued; the provider surely does not take it. */
    postpone(): void {
      core.inbound.beat(clock.now());
      core.write((tx) => tx.db.prepare('UPDATE connection SET last_inbound_ok_at = ?').run(tx.now));
      for (const each of claim(core, () => true, 50)) {
        void settle(core, each, { kind: 'retry', code: 'later', detail: written('Later.') });
        core.together.now(() => undefined);
      }
    },
    /** Somebody takes back what is queued for a person. */
    cancel(index: number): void {
      const queued = all<{ id: string }>(
        core.db,
        "SELECT id FROM message WHERE conversation_id = ? AND state = 'queued' AND kind <> 'confirmation'",
        person(index).id,
      );
      for (const { id } of queued)
        core.write((tx) => cancelMessage(core, tx, { id: admin, role: 'admin' }, id));
    },
    reply(index: number, body: string) {
      serial += 1;
      const adapter = { classify: () => 'failed' as const, vendor: 'bandwidth' as const };
      const text = {
        providerId: `in-${name}-${serial}`,
        from: person(index).number,
        to: OURS,
        body,
        providerTime: clock.now(),
      };
      receive(core, { connectionId, adapter }, { inbound: [text], providerTexts: [], statuses: [] });
    },
    optOut(index: number) {
      const { subject, number, id } = person(index);
      core.write((tx) =>
        optOut(core, tx, {
          subject,
          number,
          cause: 'manual',
          actorId: admin,
          reason: written('Asked'),
          rule: 'by-hand',
          matched: '',
          conversationId: id,
          messageId: null,
          senderNumberId,
          importId: null,
          saidAt: tx.now,
          receivedAt: tx.now,
        }),
      );
    },
    optIn(index: number) {
      const { subject } = person(index);
      const optOutIds = inForce(core.db, subject);
      if (optOutIds.length > 0)
        core.write((tx) =>
          reverseOptOuts(core, tx, {
            subject,
            optOutIds,
            actorId: admin,
            reason: written('Asked'),
            undo: false,
          }),
        );
    },
    wrongNumber(index: number) {
      core.write((tx) => closeAsWrongNumber(core, tx, person(index).id, admin));
    },
    dead(index: number) {
      const { subject, id: conversationId } = person(index);
      const fact = { conversationId, messageId: null, actorId: null };
      core.write((tx) => noteNumberFact(core, tx, { subject, kind: 'dead', code: '4720', ...fact }));
    },
    note(index: number) {
      const { id } = person(index);
      core.write((tx) => addNote(core, tx, { id: admin, role: 'admin' }, id, `A note about ${index}`));
    },
  };
}

/** Who is opted out, read from the rows. */
export const optedOutOn = (core: Core) =>
  new Set(
    all<{ subject: string }>(core.db, 'SELECT DISTINCT subject FROM opt_out WHERE reversed = 0').map(
      (row) => row.subject,
    ),
  );

/**
 * Does in this thread what a restore does on its own: there are so many unions here that starting threads
 * would take minutes.
 */
export function uniteHere(core: Core, { file, key, actorId, as, madeAt }: UniteFile): Restored {
  const dir = join(core.storeDir, '..', `theirs-${randomUUID()}`);
  const theirs = openCopy(dir, file, key);
  try {
    refuseStrangers(core.storeDir, core.key, theirs);
    const whole = verify(theirs).problems.length === 0;
    return uniteWhole(core, theirs, { actorId, as, madeAt, whole }, () => {});
  } finally {
    theirs.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A console on disk that runs a campaign of a few people, and what may happen to it. */
export function keepingWorld(options: Parameters<typeof fileCore>[0] = {}) {
  const file = fileCore(options);
  const { core, clock } = file;
  const cast = castOf(core, PEOPLE);
  const { admin, texter, connectionId, senderNumberId, campaignId, people, person } = cast;
  const backups = createBackupService(core);
  const tick = () => clock.advance(60_000);

  const acts = actsOn(core, clock, cast, 'a');
  return {
    ...file,
    admin,
    texter,
    connectionId,
    senderNumberId,
    campaignId,
    people,
    person,
    acts,
    backups,
    tick,
    cast,
    optedOut: () => optedOutOn(core),
    async remove() {
      await backups.stop();
      file.remove();
    },
  };
}
