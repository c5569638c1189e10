import type { ThreadEvent, ThreadMessage } from '../../../shared/contract/conversations.ts';
import type { OptOutCause } from '../../../shared/schema/causes.ts';
import { type GuardRule, RULES_OF_OPT_OUTS } from '../../../shared/schema/guardRules.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import type { MessageKind, MessageState, SoftRefusal } from '../../../shared/schema/words.ts';
import { causeText } from '../../../shared/text/causeText.ts';
import { guardSentence } from '../../../shared/text/guardText.ts';
import { t } from '../../../shared/text/say.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';
import { hadAutomatic, type Viewer, visibleTexts } from '../access/visible.ts';
import { isFolded, picturesIn, type SaidBefore } from '../pictures/pictures.ts';
import { isAbusive } from '../rules/abuse.ts';
import { readSettings } from '../settings/settings.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { enquiryEvents } from './enquiryEvents.ts';
import { UNDECIDED } from './messageRecord.ts';
import { reversalText } from './reversalText.ts';

type MessageRow = {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly kind: MessageKind;
  readonly body: string;
  readonly pictures: number;
  readonly state: MessageState;
  readonly rule: GuardRule | null;
  readonly detail: Stored;
  readonly error_code: string | null;
  readonly segments: number | null;
  readonly author_name: string | null;
  readonly sender_number: string | null;
  readonly matched: string | null;
  readonly soft_refusal: SoftRefusal | null;
  readonly automatic: 'help' | null;
  readonly at: number;
};

/** Rules that mention an opt-out or its block at the provider. */
const OF_AN_OPT_OUT: ReadonlySet<string> = new Set(RULES_OF_OPT_OUTS);

function detailOf(row: MessageRow, discreet: boolean): string {
  switch (row.state) {
    case 'queued':
      if (row.error_code === UNDECIDED) return t('timeline:thread.undecided');
      return row.rule ? guardSentence(row.rule) : '';
    case 'prevented':
    case 'cancelled':
    case 'dropped':
      return row.rule && !(discreet && OF_AN_OPT_OUT.has(row.rule))
        ? guardSentence(row.rule)
        : t('timeline:thread.takenBack');
    case 'failed':
      return (discreet ? '' : said(row.detail)) || t('timeline:thread.notDelivered');
    case 'unknown':
      return t('timeline:thread.unknown');
    default:
      return '';
  }
}

/** Whether the viewer is a texter and the number had an automatic opt-out, of which they must not learn. */
export function isDiscreet(db: Reader, viewer: Viewer, conversationId: string): boolean {
  if (viewer.role !== 'texter') return false;
  const row = one<{ had: number }>(
    db,
    `SELECT ${hadAutomatic('c')} AS had FROM conversation c WHERE c.id = ?`,
    conversationId,
  );
  return row?.had === 1;
}

/**
 * The texts of a conversation that the viewer may see, in order. The caller has checked that the conversation
 * is visible.
 */
export function threadMessages(
  db: Reader,
  viewer: Viewer,
  conversationId: string,
  messageId: string | null = null,
): ThreadMessage[] {
  const seen = visibleTexts(viewer);
  const discreet = isDiscreet(db, viewer, conversationId);
  const rows = all<MessageRow>(
    db,
    `SELECT m.id, m.direction, m.kind, m.body, m.pictures, m.state, m.rule, m.detail, m.error_code, m.segments, m.soft_refusal, m.automatic, a.name AS author_name,
       s.number AS sender_number, m.at,
       coalesce((SELECT o.matched FROM opt_out o WHERE o.subject = m.subject AND o.message_id = m.id LIMIT 1),
         (SELECT x.matched FROM action x WHERE x.subject = m.subject AND x.message_id = m.id LIMIT 1)) AS matched
     FROM message m LEFT JOIN account a ON a.id = m.author_id LEFT JOIN sender_number s ON s.id = m.sender_number_id
     WHERE m.conversation_id = ? AND ${seen.sql} AND ${messageId === null ? 'TRUE' : 'm.id = ?'} ORDER BY m.at, m.id`,
    conversationId,
    ...seen.values,
    ...(messageId === null ? [] : [messageId]),
  );
  const pictures = rows.some((row) => row.pictures > 0) ? picturesIn(db, conversationId) : null;
  const fold = readSettings(db).foldPictures;
  let before: SaidBefore = { words: false, abusive: false };
  return rows.map((row) => {
    const theirs = row.direction === 'in';
    const abusive = theirs && isAbusive(row.body);
    if (theirs) {
      before = { words: before.words || row.body.trim() !== '', abusive: before.abusive || abusive };
    }
    const text = textOf(row, viewer, discreet, abusive);
    if (row.pictures === 0) return text;
    const folded = theirs && isFolded(fold, before);
    return { ...text, pictures: (pictures?.get(row.id) ?? []).map((each) => ({ ...each, folded })) };
  });
}

function textOf(row: MessageRow, viewer: Viewer, discreet: boolean, abusive: boolean): ThreadMessage {
  return {
    id: row.id,
    direction: row.direction,
    kind: row.kind,
    body: row.body,
    state: row.state,
    detail: detailOf(row, discreet),
    rule: discreet && row.rule !== null && OF_AN_OPT_OUT.has(row.rule) ? null : row.rule,
    segments: row.segments,
    authorName: row.author_name,
    senderNumber: row.sender_number,
    matched: viewer.role === 'texter' || row.direction === 'out' ? null : row.matched || null,
    ...(abusive ? { abusive: true } : {}),
    ...(row.soft_refusal === null ? {} : { softRefusal: row.soft_refusal }),
    ...(row.automatic === null ? {} : { automatic: row.automatic }),
    at: row.at,
  };
}

type OptOutRow = {
  id: string;
  cause: OptOutCause;
  automatic: number;
  actor_id: string | null;
  by: string | null;
  at: number;
};

function reversedText({ undo, by, reason }: { undo: number; by: string | null; reason: Stored }): string {
  return reversalText({ undo: undo === 1, by, reason: said(reason) });
}

function optOutEvents(db: Reader, viewer: Viewer, subject: string): ThreadEvent[] {
  const texter = viewer.role === 'texter';
  const optOuts = all<OptOutRow>(
    db,
    `SELECT o.id, o.cause, o.automatic, o.actor_id, a.name AS by, o.at FROM opt_out o LEFT JOIN account a ON a.id = o.actor_id
     WHERE o.subject = ? AND ${texter ? 'o.automatic = 0' : 'TRUE'}`,
    subject,
  );
  const reversals = all<{ id: string; by: string | null; undo: number; reason: Stored; at: number }>(
    db,
    `SELECT r.id, a.name AS by, r.undo, r.reason, r.at FROM reversal r LEFT JOIN account a ON a.id = r.actor_id
     WHERE r.subject = ? AND ${
       texter
         ? `NOT EXISTS (SELECT 1 FROM reversal_of f JOIN opt_out o ON o.id = f.opt_out_id
              WHERE f.reversal_id = r.id AND o.automatic = 1)`
         : 'TRUE'
     }`,
    subject,
  );
  const name = (by: string | null, id: string | null) => (id === viewer.id ? t('timeline:thread.you') : by);
  return [
    ...optOuts.map((row) => ({
      id: row.id,
      kind: 'opted-out' as const,
      text: t('timeline:thread.sentence', { line: causeText(row.cause, name(row.by, row.actor_id)) }),
      at: row.at,
    })),
    ...reversals.map((row) => ({
      id: row.id,
      kind: 'opted-in' as const,
      text: reversedText(row),
      at: row.at,
    })),
  ];
}

function preventedEvents(db: Reader, conversationId: string, discreet: boolean): ThreadEvent[] {
  return all<{ id: string; rule: GuardRule; at: number }>(
    db,
    'SELECT id, rule, at FROM prevented WHERE conversation_id = ? ORDER BY at',
    conversationId,
  )
    .filter((row) => !(discreet && OF_AN_OPT_OUT.has(row.rule)))
    .map((row) => ({
      id: row.id,
      kind: 'prevented',
      text: t('timeline:thread.prevented', { why: guardSentence(row.rule) }),
      at: row.at,
    }));
}

function holdEvents(db: Reader, conversationId: string): ThreadEvent[] {
  const rows = all<{
    id: string;
    opened_at: number;
    held_at: number | null;
    resolution: string | null;
    resolved_at: number | null;
    by: string | null;
  }>(
    db,
    `SELECT x.id, x.opened_at, x.held_at, x.resolution, x.resolved_at, a.name AS by FROM action x LEFT JOIN account a ON a.id = x.resolved_by
     WHERE x.conversation_id = ? AND x.holds = 1`,
    conversationId,
  );
  return rows.flatMap((row): ThreadEvent[] => {
    const held = {
      id: row.id,
      kind: 'on-hold' as const,
      text: t('timeline:thread.held'),
      ...(row.held_at === null ? { at: row.opened_at } : { at: row.held_at, askedAt: row.opened_at }),
    };
    const went = row.resolved_at !== null && (row.resolution === 'carry-on' || row.resolution === 'dismiss');
    if (!went) return [held];
    const text =
      row.by === null ? t('timeline:thread.carriedOn') : t('timeline:thread.carriedOnBy', { by: row.by });
    return [held, { id: `${row.id}/end`, kind: 'carried-on', text, at: row.resolved_at ?? row.opened_at }];
  });
}

function blockEvents(db: Reader, subject: string): ThreadEvent[] {
  const rows = all<{
    number: string;
    state: string;
    noted_at: number;
    cleared_at: number | null;
    id: string;
  }>(
    db,
    `SELECT s.id, s.number, b.state, b.noted_at, b.cleared_at FROM provider_block b
     JOIN sender_number s ON s.id = b.sender_number_id WHERE b.subject = ?`,
    subject,
  );
  return rows.map((row) =>
    row.state === 'cleared'
      ? {
          id: `${row.id}/cleared`,
          kind: 'provider-block-cleared',
          text: t('timeline:thread.blockLifted', { number: formatNumber(row.number) }),
          at: row.cleared_at ?? row.noted_at,
        }
      : {
          id: row.id,
          kind: 'provider-block',
          text: t('timeline:thread.blocked', { number: formatNumber(row.number) }),
          at: row.noted_at,
        },
  );
}

/** What happened between the texts, in order, as far as the viewer may know. */
export function threadEvents(
  db: Reader,
  viewer: Viewer,
  conversationId: string,
  subject: string,
): ThreadEvent[] {
  const discreet = isDiscreet(db, viewer, conversationId);
  return [
    ...optOutEvents(db, viewer, subject),
    ...preventedEvents(db, conversationId, discreet),
    ...holdEvents(db, conversationId),
    ...enquiryEvents(db, viewer, conversationId),
    ...(discreet ? [] : blockEvents(db, subject)),
  ].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}
