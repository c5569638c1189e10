import type { Viewer } from '../../main/core/access/visible.ts';
import { noTest, visible } from '../../main/core/access/visible.ts';
import type { CampaignCounts } from '../../main/core/conversations/counts.ts';
import { noCounts } from '../../main/core/conversations/counts.ts';
import type { Cohort } from '../../main/core/dashboard/cells.ts';
import { quantile } from '../../main/core/dashboard/groups.ts';
import { all } from '../../main/core/store/statement.ts';
import type { Reader } from '../../main/core/store/types.ts';

/**
 * Every figure counted over all rows, from texts and opt-outs alone: what the counters must equal. Nothing
 * here reads a counter or a table that triggers keep.
 */

const LEFT = ['sent', 'delivered', 'failed', 'unknown'];

type Text = {
  readonly id: string;
  readonly c: string;
  readonly direction: string;
  readonly kind: string;
  readonly state: string;
  readonly automatic: string | null;
  readonly provider_id: string | null;
  readonly error_code: string | null;
  readonly soft_refusal: string | null;
  readonly author_id: string | null;
  readonly sender_number_id: string | null;
  readonly at: number;
  readonly claimed_at: number | null;
};
type OptOut = {
  readonly id: string;
  readonly c: string;
  readonly cause: string;
  readonly at: number;
  readonly said_at: number;
  readonly message_id: string | null;
};

/** One contact who was texted first at `texted`. */
type Contact = {
  readonly conversation: string;
  readonly campaign: string;
  readonly texted: number;
  readonly state: string;
  readonly texter: string;
  readonly sender: string;
  readonly replied: boolean;
  readonly optedOut: { readonly at: number; readonly cause: string; readonly after: number | null } | null;
  readonly refusals: readonly string[];
  readonly unwilling: boolean;
};

/** All contacts who were texted, worked out from their texts and opt-outs. */
function contactsTexted(db: Reader): Contact[] {
  const texts = Map.groupBy(
    all<Text>(
      db,
      `SELECT id, conversation_id AS c, direction, kind, state, automatic, provider_id, error_code, soft_refusal, author_id,
         sender_number_id, at, claimed_at FROM message WHERE conversation_id IS NOT NULL`,
    ),
    ({ c }) => c,
  );
  const inbound = new Set(
    all<{ id: string }>(db, "SELECT id FROM message WHERE direction = 'in'").map(({ id }) => id),
  );
  const optOuts = Map.groupBy(
    all<OptOut>(
      db,
      `SELECT id, conversation_id AS c, cause, at, said_at, message_id FROM opt_out
       WHERE reversed = 0 AND conversation_id IS NOT NULL ORDER BY at, id`,
    ),
    ({ c }) => c,
  );
  const conversations = all<{ id: string; campaign: string }>(
    db,
    `SELECT c.id, c.campaign_id AS campaign FROM conversation c WHERE ${noTest()}`,
  );
  return conversations.flatMap(({ id, campaign }) => {
    const own = texts.get(id) ?? [];
    const surelyNot = (m: Text) => Number(m.state === 'failed' && m.provider_id === null);
    const time = (m: Text) => m.claimed_at ?? m.at;
    const [first] = own
      .filter((m) => m.direction === 'out' && ['initial', 'reply'].includes(m.kind))
      .filter((m) => m.automatic === null && LEFT.includes(m.state))
      .sort((a, b) => surelyNot(a) - surelyNot(b) || time(a) - time(b) || (a.id < b.id ? -1 : 1));
    if (first === undefined) return [];
    const out = optOuts.get(id)?.[0];
    const codes = own.flatMap((m) => (m.state === 'failed' && m.error_code !== null ? [m.error_code] : []));
    return [
      {
        conversation: id,
        campaign,
        texted: time(first),
        state: first.state,
        texter: first.author_id ?? '',
        sender: first.sender_number_id ?? '',
        replied: own.some((m) => m.kind === 'inbound'),
        optedOut: out
          ? {
              at: out.at,
              cause: out.cause,
              after: inbound.has(out.message_id ?? '') ? Math.max(0, out.at - out.said_at) : null,
            }
          : null,
        refusals: [...new Set(codes)],
        unwilling: own.some((m) => m.soft_refusal !== null),
      },
    ];
  });
}

const tallyOf = (contacts: readonly Contact[]) => ({
  texted: contacts.length,
  replied: contacts.filter(({ replied }) => replied).length,
  optedOut: contacts.filter(({ optedOut }) => optedOut !== null).length,
});
const grouped = (contacts: readonly Contact[], keyOf: (contact: Contact) => string) =>
  Object.fromEntries([...Map.groupBy(contacts, keyOf)].map(([key, of]) => [key, tallyOf(of)]));
const counted = (keys: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(keys, (key) => key)].map(([key, of]) => [key, of.length]));

/** What a dashboard shows of a cohort, in a plain shape. `days`: the spans of its chart. */
export function cohortInFull(
  db: Reader,
  { span, campaignId }: Cohort,
  days: readonly { readonly from: number; readonly to: number }[],
) {
  const everybody = contactsTexted(db).filter(
    ({ campaign }) => campaignId === null || campaign === campaignId,
  );
  const within = (at: number) => at >= span.from && at < span.to;
  const contacts = everybody.filter(({ texted }) => within(texted));
  const after = contacts.flatMap(({ optedOut }) => optedOut?.after ?? []).sort((a, b) => a - b);
  const [held] = all<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM conversation c WHERE ${noTest()} AND ${campaignId === null ? 'TRUE' : 'c.campaign_id = ?'}`,
    ...(campaignId === null ? [] : [campaignId]),
  );
  return {
    whole: tallyOf(contacts),
    contacts: held?.n ?? 0,
    campaigns: grouped(contacts, ({ campaign }) => campaign),
    texters: grouped(contacts, ({ texter }) => texter || 'none'),
    senders: grouped(contacts, ({ sender }) => sender || 'none'),
    states: counted(contacts.map(({ state }) => state)),
    causes: counted(contacts.flatMap(({ optedOut }) => optedOut?.cause ?? [])),
    refusals: counted(contacts.flatMap(({ refusals }) => refusals)),
    softRefused: contacts.filter(({ unwilling }) => unwilling).length,
    made: everybody.filter(({ texted, optedOut }) => optedOut && within(optedOut.at) && texted < span.to)
      .length,
    soFar: everybody.filter(({ texted }) => texted < span.to).length,
    days: days.map(({ from, to }) =>
      tallyOf(everybody.filter(({ texted }) => texted >= from && texted < to)),
    ),
    enforced: {
      known: after.length,
      median: quantile(after, 0.5),
      p95: quantile(after, 0.95),
      withinFiveMinutes: after.filter((ms) => ms <= 300_000).length,
    },
  };
}

type Row = {
  readonly campaign: string;
  readonly state: string;
  readonly opt: string;
  readonly texter: string | null;
  readonly hold: number | null;
};

/** Counts of conversations by campaign as the viewer may know them. */
export function countsInFull(db: Reader, viewer: Viewer): Map<string, CampaignCounts> {
  const seen = visible(viewer);
  const rows = all<Row>(
    db,
    `SELECT c.campaign_id AS campaign, c.state, c.opt_state AS opt, c.texter_id AS texter, c.hold_at AS hold
     FROM conversation c WHERE ${seen.sql} AND ${noTest()}`,
    ...seen.values,
  );
  const overseer = viewer.role !== 'texter';
  return new Map(
    [...Map.groupBy(rows, ({ campaign }) => campaign)].map(([id, own]) => {
      const n = (fits: (row: Row) => boolean) => own.filter(fits).length;
      return [
        id,
        {
          ...noCounts(),
          contacts: own.length,
          toSend: n(({ state }) => state === 'to-send'),
          toAnswer: n(({ state }) => state === 'to-answer'),
          waiting: n(({ state }) => state === 'waiting'),
          closed: n(({ state }) => state === 'closed'),
          onHold: n(({ hold }) => hold !== null),
          optedOut: overseer ? n(({ opt }) => opt !== 'none') : 0,
          unassigned: overseer
            ? n(({ texter, state, opt }) => texter === null && state === 'to-send' && opt !== 'automatic')
            : 0,
        },
      ];
    }),
  );
}
