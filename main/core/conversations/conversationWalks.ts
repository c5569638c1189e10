import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type { ContactOutcome } from '../../../shared/results/outcome.ts';
import { ConversationState } from '../../../shared/schema/words.ts';
import { and, type Condition, listed, type Viewer } from '../access/visible.ts';
import { answeredSo } from './answerFilter.ts';
import { hasOutcome } from './contactOutcome.ts';
import { asksOptOut, type Facts, factResidual } from './conversationFacts.ts';
import { type Searched, searched } from './conversationSearch.ts';
import { LAST_FAILED } from './failed.ts';

/** One walk along an index in list order. A filter may need several; their rows are merged. */
type Walk = { readonly index: string; readonly where: Condition };

/**
 * Rows `c` of conversation, as the part of a statement between FROM and ORDER BY; `at` and `id`: the columns
 * by which lists are sorted.
 */
export type Source = {
  readonly from: string;
  readonly where: Condition;
  readonly inOrder: boolean;
  readonly at: string;
  readonly id: string;
};

/**
 * How the rows are found, other than by walking: a whole number by its subject; a few rows by their facts, or
 * by a search (`rows`), one by one; by a mark.
 */
export type Known = {
  readonly subject: string | null;
  readonly facts: Facts | null;
  readonly rows: readonly number[] | null;
  readonly mark: string | null;
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

/** How a conversation was closed whose contact has this outcome. */
const CLOSED_AS: Partial<Record<ContactOutcome, string>> = {
  'wrong-number': 'wrong-number',
  deceased: 'wrong-number',
  refused: 'refused',
};

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
  const ownOptedOut = {
    index: 'conversation_own_opted_out',
    where: is("c.opt_state = 'manual' AND c.texter_id = ?", texterId),
  };
  if (viewer.role === 'texter') {
    if (filter.onHold) {
      const held = "c.hold_at IS NOT NULL AND c.opt_state <> 'automatic' AND c.texter_id = ?";
      return [{ index: 'conversation_own_hold', where: is(held, texterId) }];
    }
    return filter.optedOut ? [ownOptedOut] : byTexter();
  }
  if (filter.onHold || filter.outcome === 'on-hold')
    return [{ index: 'conversation_hold', where: is('c.hold_at IS NOT NULL') }];
  const closedAs = filter.outcome && CLOSED_AS[filter.outcome];
  if (closedAs) {
    const where = is("c.outcome IN ('wrong-number', 'refused') AND c.outcome = ?", closedAs);
    return [{ index: 'conversation_closed_as', where }];
  }
  if (filter.optCause && filter.campaignId === undefined) {
    return [
      { index: 'conversation_opted_out', where: is(`${OPTED_OUT} AND c.opt_cause = ?`, filter.optCause) },
    ];
  }
  const hidden = {
    index: 'conversation_hidden',
    where: is("c.opt_state = 'automatic' AND c.texter_id = ?", texterId),
  };
  if (filter.automatic && texterId !== undefined) return [hidden];
  const optedOut = filter.optedOut || filter.optCause || filter.outcome === 'opted-out' || asksOptOut(filter);
  if (optedOut && texterId !== undefined) return [ownOptedOut, hidden];
  if (optedOut || filter.automatic)
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

const BY_ROW = { at: 'c.sort_at', id: 'c.id' } as const;
const BY_MARK = { at: 'k.sort_at', id: 'k.conversation_id' } as const;

/** What comes behind a place in the list. */
export type Behind = (by: { readonly at: string; readonly id: string }) => readonly Condition[];

/** Where the conversations are found that fit and that the viewer may see. `behind`: what a cursor left. */
export function sourcesOf(
  viewer: Viewer,
  asked: ConversationFilter,
  known: Known,
  behind: Behind = () => [],
): Source[] {
  const { search, ...filter } = asked;
  const { subject, facts, rows, mark } = known;
  const text = search?.trim() ?? '';
  const byFacts = facts !== null && subject === null;
  const fitting = residual(filter, byFacts);
  const conditions = (after: readonly Condition[]) => [
    // Whether a row is a test wants the row itself, which most of those that do not fit need not be read for.
    ...(viewer.role === 'texter'
      ? [listed(viewer), ...fitting, ...after]
      : [...after, ...fitting, listed(viewer)]),
    ...(text !== '' && subject === null ? [searched(text)] : []),
  ];
  const sorted = (from: string, ...where: readonly Condition[]): Source[] => [
    { ...BY_ROW, from, where: and(...where, ...conditions(behind(BY_ROW))), inOrder: false },
  ];
  if (byFacts) {
    const from = `conversation_fact f INDEXED BY ${facts.index} CROSS JOIN conversation c ON c.id = f.conversation_id`;
    return sorted(from, facts);
  }
  // By their numbers alone: with figures of the store SQLite may walk another condition’s index.
  if (rows !== null && subject === null)
    return sorted(
      'conversation c NOT INDEXED',
      is('c.seq IN (SELECT value FROM json_each(?))', JSON.stringify(rows)),
    );
  if (mark !== null && subject === null) {
    const own = viewer.role === 'texter';
    const index = own ? 'conversation_mark_own' : 'conversation_mark_all';
    const from = `conversation_mark k INDEXED BY ${index} CROSS JOIN conversation c ON c.id = k.conversation_id`;
    const mine = own ? [is('k.reader_id = ?', viewer.id)] : [];
    const where = and(...mine, is('k.mark = ?', mark), ...behind(BY_MARK), ...conditions([]));
    return [{ ...BY_MARK, from, where, inOrder: true }];
  }
  if (known.found && subject === null) return sorted(known.found.from, known.found.where);
  const chosen =
    subject !== null
      ? [{ index: 'conversation_subject', where: is('c.subject = ?', subject) }]
      : walks(viewer, filter);
  const rest = conditions(behind(BY_ROW));
  return chosen.map(({ index, where }) => ({
    ...BY_ROW,
    from: `conversation c INDEXED BY ${index}`,
    where: and(where, ...rest),
    inOrder: true,
  }));
}
