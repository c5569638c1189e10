import assert from 'node:assert/strict';
import { CoreError } from '../../main/core/base/errors.ts';
import { createImports } from '../../main/core/campaigns/imports.ts';
import { resolveAction } from '../../main/core/decisions/decideAction.ts';
import { optOutByHand } from '../../main/core/decisions/optOutByHand.ts';
import { optOut, reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { inForce } from '../../main/core/people/optedOut.ts';
import { all, one } from '../../main/core/store/statement.ts';
import type { ActionResolution } from '../../shared/contract/people.ts';
import { written } from '../../shared/text/stored.ts';
import type { Scene } from './acts.ts';
import { openActions } from './compare.ts';
import type { Model } from './model.ts';
import type { World } from './world.ts';

/** What people decide in a history, done to the model and the product alike. */

export function me(world: World, role: 'texter' | 'admin') {
  const id = role === 'admin' ? world.adminId : world.texterId;
  return { id, login: role, name: role, role } as const;
}

export function byHand(model: Model, scene: Scene, contact: number): void {
  optOutNow(model, scene, contact);
}

export function optOutNow(model: Model, { world }: Scene, contact: number) {
  const core = world.core();
  const number = world.numbers[contact] ?? '';
  const { optOutId } = core.write((tx) =>
    optOutByHand(core, tx, me(world, 'texter'), {
      subject: core.subject(number),
      number,
      conversationId: null,
      senderNumberId: null,
      reason: 'Asked by telephone.',
    }),
  );
  return { optOutId, fact: model.optOut(contact, false) };
}

/**
 * A list of opt-outs is imported: by the file's thread where histories are long, else row by row, which is
 * quicker.
 */
export async function imported(model: Model, { world, byWorker }: Scene, contact: number): Promise<void> {
  const core = world.core();
  const number = world.numbers[contact] ?? '';
  if (byWorker) {
    const imports = createImports(core);
    const source = { bytes: Buffer.from(`phone\n${number}\n${number}\n`) };
    const job = imports.optOuts({ source, column: 0, region: world.region, accountId: world.adminId });
    assert.equal((await imports.ended(job.id)).result?.imported, 1);
    model.optOut(contact, false);
    return;
  }
  core.write((tx) =>
    optOut(core, tx, {
      ...{ subject: core.subject(number), number, cause: 'import', actorId: world.adminId },
      ...{
        reason: written(''),
        rule: 'import',
        matched: '',
        conversationId: null,
        messageId: null,
        senderNumberId: null,
      },
      ...{ importId: null, saidAt: tx.now, receivedAt: tx.now },
    }),
  );
  model.optOut(contact, false);
}

export function look(model: Model, { world, seen }: Scene, window: number, contact: number): void {
  const core = world.core();
  const [windowSeen, modelSeen] = [seen[window], model.windows[window]];
  if (!windowSeen || !modelSeen) return;
  windowSeen[contact] = inForce(core.db, core.subject(world.numbers[contact] ?? ''));
  modelSeen[contact] = model.person(contact).optOuts.filter((fact) => !fact.reversed);
}

/** An admin opts in the opt-outs that their window saw last, however old its view is. */
export function optIn(model: Model, { world, seen }: Scene, window: number, contact: number): void {
  const core = world.core();
  const subject = core.subject(world.numbers[contact] ?? '');
  const optOutIds = (seen[window]?.[contact] ?? []).filter((id) => inForce(core.db, subject).includes(id));
  if (optOutIds.length === 0) return;
  core.write((tx) =>
    reverseOptOuts(core, tx, {
      subject,
      optOutIds,
      actorId: world.adminId,
      reason: written('Asked to.'),
      undo: false,
    }),
  );
  model.optIn(window, contact);
}

type Open = ReturnType<typeof openActions>[number];

/** The decisions that a person may take about each kind of action in the model. */
const ENDS: Readonly<Record<string, readonly ActionResolution[]>> = {
  'opt-out-by-hand': ['opt-out', 'dismiss'],
  'likely-opt-out': ['opt-out', 'carry-on', 'dismiss'],
  lost: ['opt-out', 'carry-on', 'dismiss'],
  'asked-to-resume': ['dismiss'],
  'wrong-number': ['close-wrong-number', 'opt-out', 'dismiss', 'close-wrong-number'],
  'send-outcome-unknown': ['not-sent', 'send-again'],
};

/** A person decides one of the open actions. */
export function decide(model: Model, scene: Scene, chosen: number, end: number): void {
  const open = openActions(scene.world);
  const action = open[chosen % Math.max(1, open.length)];
  if (!action) return;
  const ends = ENDS[action.key.split('/')[0] ?? ''] ?? [];
  const resolution = ends[end % ends.length];
  if (resolution) resolve(model, scene, action, resolution);
}

/** A person decides in one window, and again in another that does not know of it. */
export function resolve(model: Model, { world }: Scene, action: Open, resolution: ActionResolution): void {
  const core = world.core();
  const [, contact = '', which = ''] = action.key.split('/');
  const about = one<{ body: string }>(
    core.db,
    'SELECT m.body FROM action a JOIN message m ON m.id = a.message_id WHERE a.id = ?',
    action.id,
  );
  const act = () =>
    core.write((tx) =>
      resolveAction(core, tx, {
        actionId: action.id,
        resolution,
        reason: 'Decided.',
        // Texts that were written before leave with the decision.
        confirmed: ['texts-waiting'],
        actorId: world.adminId,
      }),
    );
  act();
  assert.throws(act, CoreError, 'decided once');
  if (resolution === 'not-sent' || resolution === 'send-again') {
    const again = resolution === 'send-again';
    for (const text of model.texts) {
      if (text.body !== about?.body || text.contact !== Number(contact) || text.state !== 'unknown') continue;
      text.state = again ? 'queued' : 'failed';
      text.sends += again ? 1 : 0;
      text.waitedAt = null;
    }
    return;
  }
  model.actions.delete(action.key);
  if (resolution === 'opt-out') model.optOut(Number(contact), false);
  else if (resolution === 'close-wrong-number') model.closeAsWrongNumber(Number(contact), Number(which));
}

/** Heed asks providers about unknown outcomes, and closes what is overdue. */
export async function maintain(model: Model, { world }: Scene): Promise<void> {
  await world.maintain();
  model.overdue();
  const core = world.core();
  const stuck = all<{ body: string }>(
    core.db,
    `SELECT m.body FROM message m WHERE m.state = 'unknown' AND m.claimed_at < ?
       AND NOT EXISTS (SELECT 1 FROM action a WHERE a.message_id = m.id AND a.kind = 'send-outcome-unknown')`,
    model.now - 130_000,
  );
  assert.deepEqual(stuck, [], 'an unknown outcome is settled or asked of a person');
}
