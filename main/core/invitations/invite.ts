import type { DesksState } from '../../../shared/contract/desks.ts';
import { csvCell } from '../../../shared/text/csvCell.ts';
import { t } from '../../../shared/text/say.ts';
import { typedName } from '../../../shared/text/typedName.ts';
import { hashOf, newToken } from '../access/bearerToken.ts';
import { CoreError } from '../base/errors.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { addInvitation, type NewInvitation, revokeInvitation } from './invitationRecord.ts';
import { invitationById } from './invitations.ts';

const DAY = 86_400_000;
/** As many people as are invited at once. */
const MOST_LINES = 500;
const LONGEST_NAME = 120;
/** A campaign's link holds for a season, not for ever. Days. */
const LONGEST_LINK = 180;

/** When a link for so many days ends. */
export const inDays = (core: Core, days: number): number => core.ports.clock.now() + days * DAY;

/**
 * What stands before a token in a link. A certificate that Heed makes is known by its public key, so the link
 * has its fingerprint too. Both stand behind the `#`, which browsers send to nobody.
 * @throws CoreError CONFLICT where no other computer can come in, since the link would lead nowhere
 */
export function linkTo({ settings, certificate }: DesksState): (token: string) => string {
  if (!settings.on || !URL.canParse(settings.url))
    throw new CoreError('CONFLICT', t('invitations:refused.desksOff'));
  const pin = settings.way === 'heed-certificate' && certificate ? compact(certificate.pin) : null;
  const { origin } = new URL(settings.url);
  return (token) => `${origin}/#/join/${token}${pin === null ? '' : `/${pin}`}`;
}

/** A fingerprint in pairs of hexadecimal digits, as base64url. */
const compact = (pairs: string): string =>
  Buffer.from(pairs.replaceAll(':', ''), 'hex').toString('base64url');

type Made = { readonly id: string; readonly token: string };

function add(core: Core, tx: Tx, actorId: string, invitation: NewInvitation): Made {
  for (const id of invitation.campaignIds) {
    if (campaignOf(tx.db, id).state === 'closed')
      throw new CoreError('CONFLICT', t('invitations:refused.closed'));
  }
  const token = newToken(core);
  const id = addInvitation(tx, actorId, hashOf(token), invitation);
  append(core, tx, {
    kind: 'invited',
    actorId,
    payload: {
      invitation: id,
      for: invitation.kind,
      role: invitation.role,
      most: invitation.mostPeople,
      atOnce: invitation.atOnce,
      until: invitation.expiresAt,
    },
  });
  return { id, token };
}

type ForOne = Pick<NewInvitation, 'name' | 'role' | 'campaignIds' | 'expiresAt'>;

/** Only a texter belongs to campaigns; the others see all of them. */
const person = ({ role, campaignIds, ...rest }: ForOne): NewInvitation => ({
  ...rest,
  kind: 'person',
  role,
  campaignIds: role === 'texter' ? campaignIds : [],
  mostPeople: 1,
  atOnce: true,
});

/** A link for one person. @throws CoreError NOT_FOUND, CONFLICT for a campaign that is none or is closed */
export const invite = (core: Core, actorId: string, who: ForOne): Made =>
  core.write((tx) => add(core, tx, actorId, person(who)));

/**
 * A link for each line, all or none. The file has the names and links, for a mail merge.
 * @throws CoreError INVALID for no line, too many, or one that is too long
 */
export function inviteMany(
  core: Core,
  actorId: string,
  text: string,
  each: Omit<ForOne, 'name'>,
  link: (token: string) => string,
): { made: { id: string; name: string; link: string }[]; csv: string } {
  const names = text
    .split(/\r?\n/)
    .map((line) => typedName(line).trim())
    .filter((line) => line !== '');
  if (names.length === 0) throw new CoreError('INVALID', t('invitations:refused.none'));
  if (names.length > MOST_LINES)
    throw new CoreError('INVALID', t('invitations:refused.many', { most: MOST_LINES }));
  const long = names.find((name) => name.length > LONGEST_NAME);
  if (long !== undefined)
    throw new CoreError('INVALID', t('invitations:refused.long', { most: LONGEST_NAME }));
  const made = core.write((tx) =>
    names.map((name) => {
      const { id, token } = add(core, tx, actorId, person({ ...each, name }));
      return { id, name, link: link(token) };
    }),
  );
  const rows = [
    [t('invitations:csv.name'), t('invitations:csv.link')],
    ...made.map((row) => [row.name, row.link]),
  ];
  return { made, csv: `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n` };
}

/** A link for many. @throws CoreError INVALID for an end that has passed or lies too far off */
export function inviteForCampaign(
  core: Core,
  actorId: string,
  who: Pick<NewInvitation, 'name' | 'campaignIds' | 'mostPeople' | 'atOnce'> & { readonly until: number },
): Made {
  const { until, ...rest } = who;
  const now = core.ports.clock.now();
  if (until <= now) throw new CoreError('INVALID', t('invitations:refused.past'));
  if (until > now + LONGEST_LINK * DAY)
    throw new CoreError('INVALID', t('invitations:refused.far', { days: LONGEST_LINK }));
  return core.write((tx) =>
    add(core, tx, actorId, { ...rest, kind: 'campaign', role: 'texter', expiresAt: until }),
  );
}

/** Takes a link back, and refuses who waits by it. @throws CoreError NOT_FOUND */
export function takeBack(core: Core, tx: Tx, actorId: string, id: string): void {
  const row = invitationById(tx.db, id);
  if (!row) throw new CoreError('NOT_FOUND', t('invitations:refused.gone'));
  if (row.revoked_at !== null) return;
  revokeInvitation(tx, id);
  append(core, tx, {
    kind: 'invitation-revoked',
    actorId,
    payload: { invitation: id, waiting: row.waiting },
  });
}
