import { openAction } from '../../main/core/actions/actionRecord.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { all } from '../../main/core/store/statement.ts';
import type { OptOutCause } from '../../shared/schema/causes.ts';
import type { Role } from '../../shared/schema/words.ts';
import { type Stored, written } from '../../shared/text/stored.ts';
import { type Client, testApi } from './api.ts';
import { campaign, conversation, fictionNumber, message } from './seed.ts';

type Member = { readonly id: string; readonly client: Client };

export const DAY = 86_400_000;

/** A campaign with a texter, a supervisor and an admin; contacts are opted out as a test needs them. */
export function reviewWorld() {
  const api = testApi();
  const { core, clock } = api;
  /** Signs in anew for each call, since days pass and a session would have ended. */
  const member = (role: Role, name: string): Member => {
    const { id } = api.newcomer(role, name);
    return {
      id,
      get client() {
        return api.as(id);
      },
    };
  };
  const texter = member('texter', 'Ana');
  const supervisor = member('supervisor', 'Sol');
  const admin = member('admin', 'Maya');
  const campaignId = campaign(core, { name: 'Rent cap', texterIds: [texter.id] });
  let serial = 0;
  const contact = (text = 'Stop') => {
    serial += 1;
    const number = fictionNumber('US', serial);
    const id = conversation(core, {
      campaignId,
      number,
      texterId: texter.id,
      state: 'to-answer',
      firstName: `Con${serial}`,
    });
    const messageId = message(core, { conversationId: id, number, body: text });
    clock.advance(1_000);
    return { id, number, messageId, subject: core.subject(number) };
  };
  const leave = (
    of: ReturnType<typeof contact>,
    how: {
      cause?: OptOutCause;
      rule?: string;
      matched?: string;
      actorId?: string | null;
    } = {},
  ) =>
    core.write(
      (tx) =>
        optOut(core, tx, {
          subject: of.subject,
          number: of.number,
          cause: how.cause ?? 'auto-keyword',
          actorId: how.actorId ?? null,
          reason: written(''),
          rule: how.rule ?? 'keyword',
          matched: how.matched ?? 'Stop',
          conversationId: of.id,
          messageId: of.messageId,
          senderNumberId: null,
          importId: null,
          saidAt: tx.now - 1_000,
          receivedAt: tx.now - 500,
        }).optOutId,
    );
  const asksToStop = (of: ReturnType<typeof contact>) =>
    core.write((tx) =>
      openAction(core, tx, {
        kind: 'likely-opt-out',
        subject: of.subject,
        conversationId: of.id,
        messageId: of.messageId,
        rule: 'phrase:take-me-off',
        matched: 'take me off',
        detail: written(''),
        holds: true,
        dueAt: tx.now + 10 * DAY,
      }),
    );
  const open = (kind: string) =>
    all<{ id: string; detail: Stored }>(
      core.db,
      "SELECT id, detail FROM action WHERE kind = ? AND state = 'open'",
      kind,
    );
  /** A texter who has none of the conversations. */
  const stranger = () => member('texter', 'Ben');
  return { core, clock, texter, supervisor, admin, stranger, contact, leave, asksToStop, open };
}
