import type { Warning } from '../../../shared/contract/base/warning.ts';
import type { Schedule } from '../../../shared/contract/campaigns/schedule.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { warning } from '../base/warnings.ts';
import { closesAt, readSchedule, spanInRegion } from '../conversations/schedule.ts';
import { textingHours } from '../people/textingHours.ts';
import { anywhere, quiet } from '../rules/quietHours.ts';
import { planAt } from '../rules/schedule.ts';
import type { TextingHours } from '../rules/types.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** First texts a minute of one texter, where a campaign has no pace yet: our choice, from no source. */
const USUAL_PACE = 10;
/** Over how long the pace is measured, as in the cockpit. */
const MEASURED = 10 * MINUTE;
/** Whatever is further away leaves time enough. */
const FAR = 60 * DAY;

type Row = {
  readonly region: Region;
  readonly hours: string | null;
  readonly schedule: string | null;
  readonly launched: number;
  readonly texters: number;
  readonly to_send: number;
};

/** What would be wrong with the stored schedule now. None for a campaign without one. */
export function scheduleWarnings(core: Core, id: string): Warning[] {
  const kept = one<{ schedule: string | null }>(core.db, 'SELECT schedule FROM campaign WHERE id = ?', id);
  return kept?.schedule ? warningsOf(core, id, readSchedule(kept.schedule)) : [];
}

/** What of a schedule would leave contacts of the campaign untexted, or means something else than it says. */
export function warningsOf(core: Core, id: string, schedule: Schedule): Warning[] {
  const row = one<Row>(
    core.db,
    `SELECT k.region, k.hours, k.schedule, k.state = 'launched' AS launched,
       (SELECT count(*) FROM campaign_texter x WHERE x.campaign_id = k.id) AS texters,
       (SELECT coalesce(sum(n.n), 0) FROM conversation_count n
         WHERE n.campaign_id = k.id AND n.state = 'to-send') AS to_send
     FROM campaign k WHERE k.id = ?`,
    id,
  );
  if (!row) return [];
  const now = core.ports.clock.now();
  const over = ended(schedule, row.region, now);
  // Where the end has passed, that says it all.
  const short = over.length > 0 ? [] : tooShort(core, id, row, schedule, now);
  return [...over, ...startsQuiet(core, row, schedule, now), ...short];
}

function ended(schedule: Schedule, region: Region, now: number): Warning[] {
  const { endsAt, zone } = schedule;
  if (endsAt === null) return [];
  const { first, last } = spanInRegion(endsAt, zone, region);
  if (first > now) return [];
  const closes = closesAt(schedule, region);
  const who = last > now ? t('core:schedule.endedSomewhere') : t('core:schedule.ended');
  const then = closes !== null && closes <= now ? ` ${t('core:schedule.closesNow')}` : '';
  return [warning('schedule-ended', { who: `${who}${then}` })];
}

/** The texting hours of whoever is in that zone, without looking at people. */
function hoursIn(core: Core, { region, hours }: Row, zone: string): TextingHours {
  const place = { region, number: null, fields: null, hours };
  const usual = textingHours(place, readSettings(core.db), core.demo);
  if (usual.places.length === 0) return usual;
  const own = { by: 'region', what: region, zones: [zone], states: [] } as const;
  const ofCampaign = usual.places.filter(({ by }) => by === 'campaign');
  return { ...usual, places: [own, ...ofCampaign], stateLaws: false };
}

function zonesOf({ zone }: Schedule, region: Region): readonly string[] {
  return zone === null ? anywhere(region).zones : [zone];
}

function startsQuiet(core: Core, row: Row, schedule: Schedule, now: number): Warning[] {
  const { startsAt, zone } = schedule;
  if (startsAt === null || core.demo) return [];
  const early = zonesOf(schedule, row.region).some((each) => {
    const { first } = spanInRegion(startsAt, zone ?? each, row.region);
    return first > now && quiet(first, hoursIn(core, row, each)) !== null;
  });
  return early ? [warning('schedule-start-quiet', { time: startsAt.slice(11) })] : [];
}

/** How long may be texted from now to the end, in minutes, counted up to `enough`. */
function minutesLeft(core: Core, row: Row, schedule: Schedule, now: number, enough: number): number {
  // East of all others the end comes first.
  const [zone = 'UTC'] = zonesOf(schedule, row.region);
  const plan = planAt(schedule, [zone], row.region, now);
  const from = Math.max(now, plan.startsAt ?? now);
  const until = plan.endsAt;
  if (until === null || until - from > FAR) return enough;
  const hours = core.demo ? null : hoursIn(core, row, zone);
  const step = until - from > 7 * DAY ? 60 * MINUTE : 15 * MINUTE;
  let open = 0;
  for (let at = from; at < until && open < enough; at += step) {
    if (planAt(schedule, [zone], row.region, at).pausedUntil !== null) continue;
    if (hours === null || quiet(at, hours) === null) open += Math.min(step, until - at) / MINUTE;
  }
  return Math.min(open, enough);
}

function paceOf(core: Core, id: string, { launched, texters }: Row, now: number): number {
  if (launched === 0) return texters * USUAL_PACE;
  const measured = one<{ n: number }>(
    core.db,
    `SELECT count(*) AS n FROM conversation_fact f INDEXED BY conversation_fact_texted
     WHERE f.texted_at > ? AND f.texted_at <= ? AND f.campaign_id = ?`,
    now - MEASURED,
    now,
    id,
  );
  const pace = ((measured?.n ?? 0) * MINUTE) / MEASURED;
  return pace > 0 ? pace : texters * USUAL_PACE;
}

function tooShort(core: Core, id: string, row: Row, schedule: Schedule, now: number): Warning[] {
  const pace = paceOf(core, id, row, now);
  if (schedule.endsAt === null || row.to_send === 0 || pace === 0) return [];
  const needed = row.to_send / pace;
  const left = minutesLeft(core, row, schedule, now, needed);
  if (left >= needed) return [];
  return [
    warning('schedule-too-short', {
      count: row.to_send,
      pace: Math.max(1, Math.round(pace)),
      enough: Math.floor(left * pace),
    }),
  ];
}
