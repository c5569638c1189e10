import type { InvitationKind } from '../../../shared/contract/invitations.ts';
import type { Role } from '../../../shared/schema/words.ts';
import type { Tx } from '../store/context.ts';
import { run, sql } from '../store/statement.ts';
import { OVERSEERS } from '../store/tx.ts';

/**
 * The only writer of `invitation`, `invitation_campaign` and `join_request`. A link is known by the hash of
 * its token alone. A person who used it keeps a row: it counts as joined or waiting, so that a link is not
 * used by more people than it is for. A password arrives hashed and goes once the person is let in or not.
 */

export type NewInvitation = {
  readonly kind: InvitationKind;
  readonly role: Role;
  readonly name: string;
  readonly campaignIds: readonly string[];
  readonly mostPeople: number;
  readonly atOnce: boolean;
  /** UTC milliseconds. */
  readonly expiresAt: number;
};

/** Adds a link whose token has this hash; returns its id. */
export function addInvitation(tx: Tx, actorId: string, tokenHash: string, invitation: NewInvitation): string {
  const { kind, role, name, mostPeople, atOnce, expiresAt } = invitation;
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO invitation (id, kind, token_hash, role, name, most_people, at_once, created_by, created_at, expires_at)
      VALUES (${id}, ${kind}, ${tokenHash}, ${role}, ${name}, ${mostPeople}, ${atOnce ? 1 : 0}, ${actorId}, ${tx.now},
        ${expiresAt})`,
  );
  for (const campaignId of new Set(invitation.campaignIds)) {
    run(
      tx.db,
      sql`INSERT INTO invitation_campaign (invitation_id, campaign_id) VALUES (${id}, ${campaignId})`,
    );
  }
  tx.touch('accounts', OVERSEERS);
  return id;
}

/** The link is good for nobody any more; who joined by it stays, who waits is refused. */
export function revokeInvitation(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE invitation SET revoked_at = ${tx.now} WHERE id = ${id} AND revoked_at IS NULL`);
  run(
    tx.db,
    sql`UPDATE join_request SET state = 'refused', password = '', decided_at = ${tx.now}
      WHERE invitation_id = ${id} AND state = 'waiting'`,
  );
  tx.touch('accounts', OVERSEERS);
}

/** For a copied store, which would take each link once more than was promised. */
export function revokeAllInvitations(tx: Tx): void {
  run(tx.db, sql`UPDATE invitation SET revoked_at = ${tx.now} WHERE revoked_at IS NULL`);
  run(
    tx.db,
    sql`UPDATE join_request SET state = 'refused', password = '', decided_at = ${tx.now} WHERE state = 'waiting'`,
  );
}

type Asking = {
  readonly invitationId: string;
  readonly tokenHash: string;
  readonly name: string;
  readonly login: string;
};

/** A person used the link and has an account. */
export function noteJoined(tx: Tx, asking: Asking, accountId: string): void {
  const { invitationId, tokenHash, name, login } = asking;
  run(
    tx.db,
    sql`INSERT INTO join_request (id, invitation_id, token_hash, name, login, password, state, asked_at, decided_at, account_id)
      VALUES (${tx.id()}, ${invitationId}, ${tokenHash}, ${name}, ${login}, '', 'joined', ${tx.now}, ${tx.now},
        ${accountId})`,
  );
  tx.touch('accounts', OVERSEERS);
}

/** A person used the link and waits for an admin's yes. `password` is a hash. */
export function noteWaiting(tx: Tx, asking: Asking, password: string): void {
  const { invitationId, tokenHash, name, login } = asking;
  run(
    tx.db,
    sql`INSERT INTO join_request (id, invitation_id, token_hash, name, login, password, state, asked_at)
      VALUES (${tx.id()}, ${invitationId}, ${tokenHash}, ${name}, ${login}, ${password}, 'waiting', ${tx.now})`,
  );
  tx.touch('accounts', OVERSEERS);
}

/** Ends the waiting: with an account, or without one (null). */
export function settleRequest(tx: Tx, id: string, accountId: string | null): void {
  run(
    tx.db,
    sql`UPDATE join_request SET state = ${accountId === null ? 'refused' : 'joined'}, password = '',
        decided_at = ${tx.now}, account_id = ${accountId}
      WHERE id = ${id} AND state = 'waiting'`,
  );
  tx.touch('accounts', OVERSEERS);
}
