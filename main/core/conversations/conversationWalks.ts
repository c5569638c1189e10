import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import { ConversationState } from '../../../shared/schema/words.ts';
import { and, type Condition, listed, type Viewer } from '../access/visible.ts';
import { answeredSo } from './answerFilter.ts';
import { hasOutcome } from './contactOutcome.ts';
import { asksOptOut, factResidual } from './conversationFacts.ts';
import { type Searched, searched } from './conversationSearch.ts';
import { FAILED_FROM, FAILED_WHERE, LAST_FAILED } from './failed.ts';

/** One walk along an index in list order. A filter may need several; their rows are merged. */
type Walk = { readonly index: string; readonly where: Condition };

/** Rows `c` of conversation, as the part of a statement between FROM and ORDER BY. */
export type Source = { readonly from: string; readonly where: Condition; readonly inOrder: boolean };

/**
 * How the rows are found, other than by walking: a whole number by its subject; a few rows by their facts, or
 * by a search (`rows`), one by one. `failed`: the last text failed, and few texts failed in all.
 */
export type Known = {
  readonly subject: string | null;
  readonly facts: Condition | null;
  readonly rows: readonly number[] | null;
  readonly failed: boolean;
  /** Where a search finds them, in no order: for counting. */
  readonly found?: Searched | null;
};

const is = (sql: string, ...values: unknown[]): Condition => ({ sql, values });

/**
 * What a conversation `c` must be, beside being seen and found. `byFacts`: its facts were looked at already.
 */
export function residual(filter: ConversationFilter, byFacts = false): Condition[] {
  const parts: Condition[] = [];
  if (filter.campaignId !== undefined) parts.push(is('c.campaign_id = ?', filter.campaignId));
  if (filter.texterId !== undefined) parts.push(is('c.texter_id = ?', filter.texterId));
  if (filter.state !== undefined) parts.push(is('c.state = ?', filter.state));
  if (filter.optCause !== undefined)
    parts.push(is("c.opt_state <> 'none' AND c.opt_cause = ?", filter.optCause));
  if (filter.optedOut !== undefined) parts.push(is(`c.opt_state ${filter.optedOut ? '<>' : '='} 'none'`));
  if (filter.automatic !== undefined) {
    // The first half lets SQLite use the index of opted-out conversations.
    parts.push(
      is(
        filter.automatic
          ? "c.opt_state <> 'none' AND c.opt_state = 'automatic'"
          : "c.opt_state <> 'automatic'",
      ),
    );
  }
  if (filter.onHold !== undefined) parts.push(is(`c.hold_at IS ${filter.onHold ? 'NOT NULL' : 'NULL'}`));
  if (filter.failed !== undefined) parts.push(is(`${LAST_FAILED} = ${filter.failed ? 1 : 0}`));
  if (filter.tagId !== undefined) {
    parts.push(
      is(
        'EXISTS (SELECT 1 FROM conversation_tag g WHERE g.conversation_id = c.id AND g.tag_id = ? LIMIT 1)',
        filter.tagId,
      ),
    );
  }
  parts.push(...answeredSo(filter));
  if (filter.outcome !== undefined) parts.push(hasOutcome(filter.outcome));
  parts.push(...factResidual(filter, byFacts));
  return parts;
}

const OPTED_OUT = "c.opt_state <> 'none'";

/**
 * Walks whose index ends in list order, so that no page must be sorted. Chosen here, not by SQLite's planner,
 * which knows no figures of the store.
 */
function walks(viewer: Viewer, filter: ConversationFilter): Walk[] {
  const states = filter.state ? [filter.state] : ConversationState.options;
  const texterId = viewer.role === 'texter' ? viewer.id : filter.texterId;
  const byTexter = () =>
    states.map((state) => (filter.campaignId === undefined ? allCampaigns(state) : oneCampaign(state)));
  const oneCampaign = (state: ConversationState) => ({
    index: 'conversation_texter_campaign',
    where: is(
      "c.opt_state <> 'automatic' AND c.texter_id = ? AND c.campaign_id = ? AND c.state = ?",
      texterId,
      filter.campaignId,
      state,
    ),
  });
  const allCampaigns = (state: ConversationState) => ({
    index: 'conversation_texter',
    where: is("c.opt_state <> 'automatic' AND c.texter_id = ? AND c.state = ?", texterId, state),
  });
  if (viewer.role === 'texter') return byTexter();
  if (filter.onHold || filter.outcome === 'on-hold')
    return [{ index: 'conversation_hold', where: is('c.hold_at IS NOT NULL') }];
  if (filter.optCause) {
    return [
      { index: 'conversation_opted_out', where: is(`${OPTED_OUT} AND c.opt_cause = ?`, filter.optCause) },
    ];
  }
  const hidden = {
    index: 'conversation_hidden',
    where: is("c.opt_state = 'automatic' AND c.texter_id = ?", texterId),
  };
  if (filter.automatic && texterId !== undefined) return [hidden];
  if (filter.optedOut || filter.automatic || filter.outcome === 'opted-out' || asksOptOut(filter))
    return [
      filter.campaignId === undefined
        ? { index: 'conversation_opted_out_recent', where: is(OPTED_OUT) }
        : {
            index: 'conversation_opted_out_campaign',
            where: is(`${OPTED_OUT} AND c.campaign_id = ?`, filter.campaignId),
          },
    ];
  if (texterId !== undefined) {
    // The texters' index leaves out automatic opt-outs; an admin sees them as well.
    return filter.optedOut === false || filter.automatic === false ? byTexter() : [...byTexter(), hidden];
  }
  if (filter.campaignId !== undefined) {
    return states.map((state) => ({
      index: 'conversation_campaign',
      where: is('c.campaign_id = ? AND c.state = ?', filter.campaignId, state),
    }));
  }
  if (filter.state) return [{ index: 'conversation_state', where: is('c.state = ?', filter.state) }];
  return [{ index: 'conversation_recent', where: is('TRUE') }];
}

/**
 * Where the conversations that fit are found: rows that the viewer may see, each exactly once. `after`: what
 * comes behind a cursor.
 */
export function sourcesOf(
  viewer: Viewer,
  asked: ConversationFilter,
  known: Known,
  after: readonly Condition[] = [],
): Source[] {
  const { search, ...filter } = asked;
  const { subject, facts, rows } = known;
  const text = search?.trim() ?? '';
  const byFacts = facts !== null && subject === null;
  const fitting = residual(filter, byFacts);
  // Whether a row is a test wants the row itself, which most of those that do not fit then need not be read.
  const conditions =
    viewer.role === 'texter'
      ? [listed(viewer), ...fitting, ...after]
      : [...after, ...fitting, listed(viewer)];
  if (text !== '' && subject === null) conditions.push(searched(text));
  if (byFacts) {
    return [
      {
        from: `conversation_fact f INDEXED BY conversation_fact_texted CROSS JOIN conversation c ON c.id = f.conversation_id`,
        where: and(facts, ...conditions),
        inOrder: false,
      },
    ];
  }
  if (rows !== null && subject === null) {
    const found = is('c.seq IN (SELECT value FROM json_each(?))', JSON.stringify(rows));
    // By their numbers alone: with figures of the store SQLite may walk another condition’s index.
    return [{ from: 'conversation c NOT INDEXED', where: and(found, ...conditions), inOrder: false }];
  }
  if (known.failed && subject === null) {
    const { failed: _, ...others } = filter;
    const where = and(is(FAILED_WHERE), listed(viewer), ...residual(others, false), ...after);
    return [{ from: FAILED_FROM, where, inOrder: false }];
  }
  if (known.found && subject === null)
    return [{ from: known.found.from, where: and(known.found.where, ...conditions), inOrder: false }];
  const chosen =
    subject !== null
      ? [{ index: 'conversation_subject', where: is('c.subject = ?', subject) }]
      : walks(viewer, filter);
  return chosen.map(({ index, where }) => ({
    from: `conversation c INDEXED BY ${index}`,
    where: and(where, ...conditions),
    inOrder: true,
  }));
}
