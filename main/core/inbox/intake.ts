import type { Connections } from '../connections/connections.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { comeAgain, type DoorCall, plainAnswer } from '../providers/door.ts';
import { noteRefused, type Taking, takeLater, takeSome, taking } from './webhook.ts';

/** Whether a call may bring a wish to stop: a reply, or a failed text, whose number may be blocked. */
const isUrgent = ({ batch }: DoorCall) =>
  batch.inbound.length > 0 || batch.statuses.some((event) => event.status === 'failed');

/**
 * Takes in calls from the webhook port while the store is open: replies at once and first, statuses together
 * with outcomes of texts. Each call is answered after its commit. If it cannot be stored, the provider is
 * asked to call again, and nothing leaves until replies were read again, since a STOP may be among them.
 * Returns a function that ends it.
 */
export function startIntake(core: OpenedCore, connections: Connections): () => void {
  const { door } = core.ports;
  if (door === undefined) return () => {};
  const replies: Taking[] = [];
  let planned = false;
  let ended = false;

  function plan(): void {
    if (planned) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      if (!ended) repliesFirst();
    });
  }

  function refuse(calls: readonly DoorCall[], error: unknown): void {
    const trouble = core.report(error);
    const now = core.ports.clock.now();
    if (trouble === null)
      core.ports.log.error('webhook-failed', { name: error instanceof Error ? error.name : 'unknown' });
    for (const { id, connectionId } of calls) {
      if (trouble?.code === 'held') core.inbound.missed(connectionId, now);
      else if (trouble !== null) core.inbound.cut(connectionId, now);
      door?.answer(
        id,
        trouble === null
          ? plainAnswer(500, 'Heed could not take this.')
          : comeAgain('The store cannot be written.'),
      );
    }
  }

  function receiveAll(): void {
    for (const call of door?.take() ?? []) {
      const each = taking(core, connections, call);
      if (isUrgent(call)) replies.push(each);
      else
        takeLater(core, each).then(
          (answer) => door?.answer(call.id, answer),
          (error: unknown) => refuse([call], error),
        );
    }
  }

  function repliesFirst(): boolean {
    receiveAll();
    if (replies.length === 0) return true;
    try {
      const answers = takeSome(core, replies);
      for (const [{ call }, answer] of answers) door?.answer(call.id, answer);
      replies.splice(0, replies.length, ...replies.filter((each) => !answers.has(each)));
    } catch (error) {
      refuse(
        replies.splice(0).map(({ call }) => call),
        error,
      );
    }
    if (replies.length > 0) plan();
    return replies.length === 0;
  }

  core.onRepliesFirst(repliesFirst);
  door.attend({
    arrived: plan,
    refused: (connectionId, why, count) => noteRefused(core, connectionId, why, count),
    broken: () => {
      // A call that the broken thread had read may have been a STOP.
      for (const { id } of connections.rows())
        if (connections.adapterOf(id)?.inbound === 'webhook') core.inbound.missed(id, core.ports.clock.now());
    },
  });
  return () => {
    ended = true;
    core.onRepliesFirst(null);
    door.admit(null);
    door.attend(null);
    for (const { call } of replies.splice(0)) door.answer(call.id, comeAgain('The store is not open.'));
  };
}
