import {
  Invitation,
  type InvitationKind,
  type InvitationState,
  type JoinRequest,
} from '../../../shared/contract/invitations.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { all, one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** How many links the list shows, newest first. */
const MOST_LISTED = 500;

export type InvitationRow = {
  readonly id: string;
  readonly kind: InvitationKind;
  readonly role: Role;
  readonly name: string;
  readonly most_people: number;
  readonly at_once: number;
  readonly created_at: number;
  readonly expires_at: number;
  readonly revoked_at: number | null;
  readonly by: string;
  /** 1: whoever made it is still an admin. */
  readonly by_admin: number;
  readonly joined: number;
  readonly waiting: number;
};

const COLUMNS = `i.id, i.kind, i.role, i.name, i.most_people, i.at_once, i.created_at, i.expires_at, i.revoked_at,
  a.name AS by, a.active = 1 AND a.role = 'admin' AS by_admin,
  (SELECT count(*) FROM join_request j WHERE j.invitation_id = i.id AND j.state = 'joined') AS joined,
  (SELECT count(*) FROM join_request j WHERE j.invitation_id = i.id AND j.state = 'waiting') AS waiting`;
const FROM = 'FROM invitation i JOIN account a ON a.id = i.created_by';

/**
 * Whether a link is good at a moment. Who was refused gives their place back. A link of somebody who is no
 * admin any more lets nobody in: it would be their way back.
 */
export function stateOf(row: InvitationRow, now: number): InvitationState {
  if (row.revoked_at !== null || row.by_admin === 0) return 'revoked';
  if (row.joined + row.waiting >= row.most_people) return 'used';
  return row.expires_at <= now ? 'expired' : 'open';
}

type CampaignName = { readonly id: string; readonly name: string };

/** The campaigns of each link, by its id. */
function campaignsOf(db: Reader): Map<string, CampaignName[]> {
  const rows = all<CampaignName & { invitation: string }>(
    db,
    `SELECT x.invitation_id AS invitation, k.id, k.name FROM invitation_campaign x JOIN campaign k ON k.id = x.campaign_id
     ORDER BY k.name, k.id`,
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.invitation)].map(([id, of]) => [
      id,
      of.map(({ id: campaign, name }) => ({ id: campaign, name })),
    ]),
  );
}

export function listInvitations(db: Reader, now: number): Invitation[] {
  const campaigns = campaignsOf(db);
  const rows = all<InvitationRow>(
    db,
    `SELECT ${COLUMNS} ${FROM} ORDER BY i.created_at DESC, i.id DESC LIMIT ?`,
    MOST_LISTED,
  );
  return rows.map((row) =>
    Invitation.parse({
      id: row.id,
      kind: row.kind,
      role: row.role,
      name: row.name,
      campaigns: campaigns.get(row.id) ?? [],
      mostPeople: row.most_people,
      atOnce: row.at_once === 1,
      createdBy: row.by,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      joined: row.joined,
      waiting: row.waiting,
      state: stateOf(row, now),
    }),
  );
}

/** The link whose token has this hash. */
export const invitationByToken = (db: Reader, tokenHash: string): InvitationRow | undefined =>
  one<InvitationRow>(db, `SELECT ${COLUMNS} ${FROM} WHERE i.token_hash = ?`, tokenHash);

export const invitationById = (db: Reader, id: string): InvitationRow | undefined =>
  one<InvitationRow>(db, `SELECT ${COLUMNS} ${FROM} WHERE i.id = ?`, id);

/** The ids of a link's campaigns in which people can still be texted. */
export const openCampaignsOf = (db: Reader, invitationId: string): string[] =>
  all<{ id: string }>(
    db,
    sql`SELECT k.id FROM invitation_campaign x JOIN campaign k ON k.id = x.campaign_id
      WHERE x.invitation_id = ${invitationId} AND k.state <> 'closed' ORDER BY k.id`,
  ).map(({ id }) => id);

/** Who waits for a yes, oldest first. */
export function listJoinRequests(db: Reader): JoinRequest[] {
  const campaigns = campaignsOf(db);
  const rows = all<Omit<JoinRequest, 'campaigns'> & { invitation: string }>(
    db,
    `SELECT j.id, j.name, j.login, i.name AS link, j.asked_at AS askedAt, i.id AS invitation
     FROM join_request j JOIN invitation i ON i.id = j.invitation_id
     WHERE j.state = 'waiting' ORDER BY j.asked_at, j.id`,
  );
  return rows.map(({ invitation, ...row }) => ({ ...row, campaigns: campaigns.get(invitation) ?? [] }));
}
