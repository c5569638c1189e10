import { join } from 'node:path';
import type { Viewer } from '../../main/core/access/visible.ts';
import { listConversations } from '../../main/core/conversations/conversationList.ts';
import { all } from '../../main/core/store/statement.ts';
import type { ConversationFilter } from '../../shared/contract/conversations.ts';
import { NOON } from '../helpers/core.ts';
import { makeLarge } from './large/make.ts';
import { beside, type Line, median, percentile, type Run } from './measure.ts';
import { type BenchCore, inFolder, openBench } from './stores.ts';

const sizes = {
  full: { few: 10_000, calls: 40, rounds: 5, limit: 50 },
  quick: { few: 200, calls: 2, rounds: 2, limit: 5 },
};
type Size = (typeof sizes)['full'];

/** Milliseconds within which a page comes, and how many times that of a small store it may take. */
const GOAL = { page: 20, times: 1.5 };
/** Which page is read beside the first. */
const DEEP = 500;
const DAY = 86_400_000;

type Ids = Readonly<Record<'campaign' | 'texter' | 'tag' | 'rareTag' | 'sender', string>>;
type Case = {
  readonly what: string;
  readonly texter?: boolean;
  readonly filter: (ids: Ids) => ConversationFilter;
};

/** Every filter of the contract, and what people combine most. */
const CASES: readonly Case[] = [
  { what: 'all', filter: () => ({}) },
  { what: 'to answer', filter: () => ({ state: 'to-answer' }) },
  { what: 'closed', filter: () => ({ state: 'closed' }) },
  { what: 'a campaign', filter: ({ campaign }) => ({ campaignId: campaign }) },
  { what: 'a campaign, waiting', filter: ({ campaign }) => ({ campaignId: campaign, state: 'waiting' }) },
  { what: 'a texter', filter: ({ texter }) => ({ texterId: texter }) },
  {
    what: 'a texter in a campaign',
    filter: ({ texter, campaign }) => ({ texterId: texter, campaignId: campaign }),
  },
  { what: 'opted out', filter: () => ({ optedOut: true }) },
  { what: 'opted out in a campaign', filter: ({ campaign }) => ({ optedOut: true, campaignId: campaign }) },
  { what: 'not opted out', filter: () => ({ optedOut: false }) },
  { what: 'opted out automatically', filter: () => ({ automatic: true }) },
  { what: 'a cause', filter: () => ({ optCause: 'manual' }) },
  { what: 'a cause that nobody had', filter: () => ({ optCause: 'carrier-refused' }) },
  { what: 'on hold', filter: () => ({ onHold: true }) },
  { what: 'failed', filter: () => ({ failed: true }) },
  { what: 'failed in a campaign', filter: ({ campaign }) => ({ failed: true, campaignId: campaign }) },
  { what: 'a tag', filter: ({ tag }) => ({ tagId: tag }) },
  { what: 'a rare tag', filter: ({ rareTag }) => ({ tagId: rareTag }) },
  {
    what: 'a rare tag in a campaign',
    filter: ({ rareTag, campaign }) => ({ tagId: rareTag, campaignId: campaign }),
  },
  { what: 'an answer', filter: () => ({ answer: 'help:yes' }) },
  {
    what: 'an answer in a campaign',
    filter: ({ campaign }) => ({ answer: 'help:moved', campaignId: campaign }),
  },
  { what: 'an outcome', filter: () => ({ outcome: 'wrong-number' }) },
  {
    what: 'an outcome in a campaign',
    filter: ({ campaign }) => ({ outcome: 'refused', campaignId: campaign }),
  },
  { what: 'replied', filter: () => ({ replied: true }) },
  { what: 'not replied', filter: () => ({ replied: false }) },
  { what: 'texted in a week', filter: () => ({ texted: `${NOON - 40 * DAY}..${NOON - 33 * DAY}` }) },
  { what: 'texted by a texter', filter: ({ texter }) => ({ textedBy: texter }) },
  { what: 'texted from a number', filter: ({ sender }) => ({ senderNumberId: sender }) },
  { what: 'first text failed', filter: () => ({ textState: 'failed' }) },
  { what: 'opted out there', filter: () => ({ optOutHere: 'any' }) },
  { what: 'refused with a code', filter: () => ({ refusal: '30003' }) },
  { what: 'own', texter: true, filter: () => ({}) },
  { what: 'own, to answer', texter: true, filter: () => ({ state: 'to-answer' }) },
  { what: 'own in a campaign', texter: true, filter: ({ campaign }) => ({ campaignId: campaign }) },
  { what: 'own with a tag', texter: true, filter: ({ tag }) => ({ tagId: tag }) },
  { what: 'own with a rare tag', texter: true, filter: ({ rareTag }) => ({ tagId: rareTag }) },
  { what: 'own with an answer', texter: true, filter: () => ({ answer: 'help:moved' }) },
  { what: 'own that failed', texter: true, filter: () => ({ failed: true }) },
  { what: 'own, opted out', texter: true, filter: () => ({ optedOut: true }) },
];

function idsOf(core: BenchCore): Ids {
  const first = (sql: string) => all<{ id: string }>(core.db, sql)[0]?.id ?? '';
  return {
    campaign: first('SELECT id FROM campaign ORDER BY id LIMIT 1 OFFSET 3'),
    texter: first(`SELECT texter_id AS id FROM conversation WHERE texter_id IS NOT NULL
      GROUP BY texter_id ORDER BY count(*) DESC LIMIT 1`),
    tag: first("SELECT id FROM tag WHERE name = 'Tag 1'"),
    rareTag: first('SELECT id FROM tag ORDER BY name DESC LIMIT 1'),
    sender: first('SELECT id FROM sender_number LIMIT 1'),
  };
}

/** Reads the first page and a deep one, the last where there are fewer. */
function pagesOf(core: BenchCore, ids: Ids, { texter, filter }: Case, limit: number): (() => void)[] {
  const viewer: Viewer = texter ? { id: ids.texter, role: 'texter' } : { id: 'admin', role: 'admin' };
  const asked = filter(ids);
  const page = (cursor: string | undefined, count = limit) =>
    listConversations(core.db, viewer, { ...asked, limit: count, cursor }, core.subject);
  let deep: string | undefined;
  for (let left = DEEP - 1; left > 0; left -= 20) {
    const next = page(deep, limit * Math.min(20, left)).nextCursor;
    if (next === null) break;
    deep = next;
  }
  return [() => page(undefined), () => page(deep)];
}

/** Milliseconds of each call. */
function timesOf(calls: number, work: () => void): number[] {
  return Array.from({ length: calls }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
}

function measured(
  what: string,
  large: (() => void)[],
  small: (() => void)[],
  { rounds, calls }: Size,
): Line[] {
  const late: number[] = [];
  const times = { large: [] as number[], small: [] as number[] };
  const both = (pages: readonly (() => void)[]) => pages.map((page) => timesOf(calls, page));
  for (let round = 0; round < rounds; round += 1) {
    const [first, second] = round % 2 === 0 ? [both(large), both(small)] : [both(small), both(large)];
    const [ours, theirs] = round % 2 === 0 ? [first, second] : [second, first];
    late.push(percentile(ours.flat(), 0.99));
    // The slower of the two pages counts on both sides.
    times.large.push(Math.max(...ours.map(median)));
    times.small.push(Math.max(...theirs.map(median)));
  }
  return [
    beside(`list: ${what}: 99 of 100, against ${GOAL.page} ms`, 'ms', late, GOAL.page),
    beside(`list: ${what}: against a small store`, 'ms/page', times.large, times.small, GOAL.times),
  ];
}

/** Whether any list, first page or deep page, is fast in a large store, and as fast as in a small one. */
export async function list(run: Run): Promise<Line[]> {
  const size = run.quick ? sizes.quick : sizes.full;
  const large = await run.large();
  return inFolder(async (folder) => {
    run.note(`list: making ${size.few.toLocaleString('en')} conversations`);
    makeLarge(join(folder, 'small'), size.few, () => {});
    const [many, few] = [large.open(), openBench(join(folder, 'small'))];
    try {
      run.note('list: measuring');
      const ids = { many: idsOf(many), few: idsOf(few) };
      return CASES.flatMap((each) => {
        const label = `${each.texter ? 'texter’s ' : ''}${each.what}`;
        return measured(
          label,
          pagesOf(many, ids.many, each, size.limit),
          pagesOf(few, ids.few, each, size.limit),
          size,
        );
      });
    } finally {
      many.close();
      few.close();
    }
  });
}
