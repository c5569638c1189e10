import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type { Cockpit, CockpitTexter } from '../../../shared/contract/dashboard/cockpit.ts';
import { spanText } from '../../../shared/schema/range.ts';
import { HERE } from '../access/presence.ts';
import { offeredReplies } from '../campaigns/handOut.ts';
import { lastNudges } from '../campaigns/nudges.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { tallies } from './cells.ts';
import { cockpitStatements, type HeldRow, PACE, type PersonRow, type WaitingRow } from './cockpitQueries.ts';
import { calendarOf, ownZone } from './days.ts';
import { add, groupOf, nothing, sumBy } from './groups.ts';
import { contactsOf, countsOf } from './queries.ts';
import { spanOf } from './read.ts';
import { readToday, sumOf } from './today.ts';

const MINUTE = 60_000;

const perMinute = (texts: number): number => (texts * MINUTE) / PACE;

/** A campaign as it runs, as of `now`. @throws CoreError NOT_FOUND */
export function readCockpit(db: Reader, campaignId: string, now: number): Cockpit {
  const campaign = campaignOf(db, campaignId);
  const span = spanOf(db, { period: 'campaign-life', campaignId }, calendarOf(ownZone()), now);
  const cohort = { span, campaignId };
  const own = cockpitStatements(campaignId, now);
  const rows = <Row>({ sql, values }: { sql: string; values: readonly unknown[] }) =>
    all<Row>(db, sql, ...values);
  const number = (query: { sql: string; values: readonly unknown[] }) =>
    rows<{ n: number | null }>(query)[0]?.n ?? 0;

  const contacts = contactsOf(db, cohort);
  const sent = sumBy(tallies(db, 'texter', 'value', cohort), ({ key }) => key);
  const base: ConversationFilter = { campaignId, texted: spanText(span) };
  const whole = nothing();
  for (const row of tallies(db, 'all', 'campaign_id', cohort)) add(whole, row);
  const group = groupOf('', '', whole, base, contacts);
  const [answered] = rows<{ contacts: number; answers: number }>(own.answers);
  const waiting = rows<WaitingRow>(own.waiting);
  const paces = new Map(rows<{ id: string | null; n: number }>(own.pace).map(({ id, n }) => [id, n]));
  const pace = perMinute([...paces.values()].reduce((sum, n) => sum + n, 0));
  const toSend = number(own.toSend);
  const today = readToday(db, campaignId, now, false);
  const waits = (which: readonly WaitingRow[], list: ConversationFilter) => ({
    count: which.reduce((sum, { n }) => sum + n, 0),
    since: which.length === 0 ? null : Math.min(...which.map(({ since }) => since)),
    list: { campaignId, state: 'to-answer' as const, ...list },
  });

  const rowsOfTexters = texters();

  return {
    campaignId,
    at: now,
    texted: group.texted,
    delivered: {
      count: countsOf(db, 'state', cohort).get('delivered') ?? 0,
      of: whole.texted,
      list: { ...base, textState: 'delivered' },
    },
    replied: group.replied,
    optedOut: group.optedOut,
    answered: { count: answered?.contacts ?? 0, of: whole.texted, answers: answered?.answers ?? 0 },
    waiting: waits(waiting, {}),
    toSend,
    today: { sent: sumOf(today.sent), answered: sumOf(today.answered) },
    here: rowsOfTexters.filter(({ here }) => here).length,
    handing: campaign.handing === null ? null : handing(),
    perMinute: pace,
    endsAt:
      campaign.state === 'launched' && toSend > 0 && pace > 0
        ? now + Math.ceil(toSend / pace) * MINUTE
        : null,
    undecided: number(own.undecided),
    dailyGoal: campaign.dailyGoal,
    texters: rowsOfTexters,
  };

  function handing(): Cockpit['handing'] {
    const toHandOut = number(own.unassigned);
    return { toHandOut, inHand: toSend - toHandOut, offered: offeredReplies(db, campaignId, null) };
  }

  function texters(): CockpitTexter[] {
    const held = new Map(rows<HeldRow>(own.held).map((row) => [row.id, row.n]));
    const nudges = lastNudges(db, campaignId);
    const people = rows<PersonRow>(own.people);
    return people
      .filter(({ id, member }) => member === 1 || held.has(id) || sent.has(id))
      .map(({ id, name, member, last, active, acted }) => ({
        id,
        name,
        member: member === 1,
        assigned: { count: held.get(id) ?? 0, of: contacts, list: { campaignId, texterId: id } },
        texted: {
          count: sent.get(id)?.texted ?? 0,
          of: whole.texted,
          list: { ...base, textedBy: id },
        },
        sentToday: today.sent.get(id) ?? 0,
        perMinute: perMinute(paces.get(id) ?? 0),
        waiting: waits(
          waiting.filter((row) => row.id === id),
          { texterId: id },
        ),
        here: member === 1 && active === 1 && acted !== null && acted >= now - HERE,
        actedAt: acted,
        answeredToday: today.answered.get(id) ?? 0,
        lastTextAt: last,
        remindedAt: nudges.get(id)?.remindedAt ?? null,
        thankedAt: nudges.get(id)?.thankedAt ?? null,
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
  }
}
