import type { Me } from '../../../shared/contract/access/session.ts';
import type { InvitationSeen } from '../../../shared/contract/invitations.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { addAccount } from '../access/accountRecord.ts';
import { hashOf, newToken } from '../access/bearerToken.ts';
import type { Caller } from '../access/context.ts';
import { startSession } from '../access/sessions.ts';
import { lockedError } from '../accounts/locked.ts';
import { hashPassword } from '../accounts/password.ts';
import { setTour } from '../accounts/tourRecord.ts';
import { doorLimit, giveBack, type Limit, takeTry } from '../accounts/tries.ts';
import { CoreError } from '../base/errors.ts';
import { addTexter } from '../conversations/campaignRecord.ts';
import { shareOut } from '../conversations/shareOut.ts';
import { append } from '../ledger/append.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { noteJoined, noteWaiting, settleRequest } from './invitationRecord.ts';
import { type InvitationRow, invitationByToken, openCampaignsOf, stateOf } from './invitations.ts';

/** What the holder of a link may know. Of one that is good for nothing, the organisation's name alone. */
export function look(core: Core, token: string): InvitationSeen {
  const { organisation } = readSettings(core.db);
  const row = invitationByToken(core.db, hashOf(token));
  const state = row ? stateOf(row, core.ports.clock.now()) : 'unknown';
  if (!row || state !== 'open')
    return { state, organisation: row ? organisation : '', role: null, name: '', by: '', atOnce: true };
  return {
    state,
    organisation,
    role: row.role,
    name: row.kind === 'person' ? row.name : '',
    by: row.by,
    atOnce: row.at_once === 1,
  };
}

/** The link, where it is good at this moment. @throws CoreError CONFLICT that says kindly why it is not */
function goodLink(db: Reader, tokenHash: string, now: number): InvitationRow {
  const row = invitationByToken(db, tokenHash);
  if (!row) throw new CoreError('CONFLICT', t('invitations:link.unknown'));
  const state = stateOf(row, now);
  if (state !== 'open') throw new CoreError('CONFLICT', t(`invitations:link.${state}`));
  return row;
}

/** Adds the account, with its campaigns. @throws CoreError CONFLICT where the login is taken */
function admitAs(
  core: Core,
  tx: Tx,
  row: { readonly id: string; readonly role: Role },
  person: { readonly name: string; readonly login: string; readonly password: string },
  /** Null: the person by themselves. */
  actorId: string | null,
): Me {
  const { name, login, password } = person;
  if (one(tx.db, 'SELECT 1 FROM account WHERE login = ?', login))
    throw new CoreError('CONFLICT', t('core:account.loginTaken'));
  const id = addAccount(tx, { name, login, role: row.role, password });
  for (const campaignId of openCampaignsOf(tx.db, row.id)) {
    addTexter(tx, campaignId, id);
    shareOut(core, tx, campaignId);
  }
  // Nobody sits beside them to show them round.
  setTour(tx, id, { step: 0, done: false });
  append(core, tx, {
    kind: 'joined',
    actorId: actorId ?? id,
    payload: { account: id, role: row.role, invitation: row.id },
  });
  tx.touch('accounts', { texters: [id] });
  tx.touch('campaigns', { texters: [id] });
  return { id, login, name, role: row.role };
}

export type Joining = {
  readonly token: string;
  readonly name: string;
  readonly login: string;
  readonly password: string;
};

export type Joined =
  /** `session` is the token of the sign-in that began; null: none did, since nobody would have it. */
  { readonly me: Me; readonly session: string | null } | { readonly request: string };

/**
 * Joins by a link: signed in at once (a window or a desk; a program signs in afterwards), or waiting for an
 * admin's yes. A refusal counts as a wrong try at the caller's door, since it may tell which logins there
 * are. @throws CoreError CONFLICT where the link is good for nothing, or the login is taken; LOCKED after too
 * many tries
 */
export async function accept(core: Core, caller: Caller, joining: Joining): Promise<Joined> {
  const { now } = core.ports.clock;
  const tried = takeTry(core, [doorLimit(core, caller)]);
  if (!tried.ok) throw lockedError(now(), tried.lockedUntil);
  try {
    return await join(core, caller, joining, tried.limits);
  } catch (error) {
    if (error instanceof CoreError && tried.lockedUntil !== null) throw lockedError(now(), tried.lockedUntil);
    throw error;
  }
}

/** The link is looked at again in the transaction, so that no two people join by the last place of it. */
async function join(core: Core, caller: Caller, joining: Joining, tried: readonly Limit[]): Promise<Joined> {
  const { name, login } = joining;
  const tokenHash = hashOf(joining.token);
  // First, so that a link that is good for nothing costs no hashing.
  goodLink(core.db, tokenHash, core.ports.clock.now());
  const password = await hashPassword(joining.password, core.ports.random);
  const request = newToken(core);
  return core.write((tx): Joined => {
    const row = goodLink(tx.db, tokenHash, tx.now);
    const asking = { invitationId: row.id, tokenHash: hashOf(request), name, login };
    if (row.at_once === 1) {
      const me = admitAs(core, tx, row, { name, login, password }, null);
      noteJoined(tx, asking, me.id);
      giveBack(tx, tried);
      return {
        me,
        session: caller.kind === 'bearer' ? null : startSession(core, tx, me.id, caller, true),
      };
    }
    const taken =
      one(tx.db, 'SELECT 1 FROM account WHERE login = ?', login) ??
      one(tx.db, sql`SELECT 1 FROM join_request WHERE state = 'waiting' AND login = ${login}`);
    if (taken) throw new CoreError('CONFLICT', t('core:account.loginTaken'));
    noteWaiting(tx, asking, password);
    giveBack(tx, tried);
    append(core, tx, { kind: 'join-asked', actorId: null, payload: { invitation: row.id } });
    return { request };
  });
}

/** How a request stands, by what the person's window asks with. @throws CoreError NOT_FOUND */
export function answerTo(core: Core, request: string): 'waiting' | 'joined' | 'refused' {
  const row = one<{ state: 'waiting' | 'joined' | 'refused' }>(
    core.db,
    sql`SELECT state FROM join_request WHERE token_hash = ${hashOf(request)}`,
  );
  if (!row) throw new CoreError('NOT_FOUND', t('invitations:refused.noRequest'));
  return row.state;
}

/**
 * An admin lets somebody in who waits, also where the link has ended since, or does not.
 * @throws CoreError NOT_FOUND where nobody waits so; CONFLICT where the login was taken meanwhile
 */
export function decide(core: Core, tx: Tx, actorId: string, id: string, yes: boolean): void {
  const row = one<{ invitation: string; role: Role; name: string; login: string; password: string }>(
    tx.db,
    sql`SELECT j.invitation_id AS invitation, i.role, j.name, j.login, j.password FROM join_request j
      JOIN invitation i ON i.id = j.invitation_id WHERE j.id = ${id} AND j.state = 'waiting'`,
  );
  if (!row) throw new CoreError('NOT_FOUND', t('invitations:refused.decided'));
  const invitation = { id: row.invitation, role: row.role };
  const account = yes ? admitAs(core, tx, invitation, row, actorId).id : null;
  settleRequest(tx, id, account);
  if (!yes)
    append(core, tx, { kind: 'join-refused', actorId, payload: { invitation: row.invitation, request: id } });
}
