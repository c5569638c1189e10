import { type Check, preflight } from '../../../shared/campaigns/preflight.ts';
import type { Me } from '../../../shared/contract/access/session.ts';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import type { Connection } from '../../../shared/contract/connections.ts';
import type {
  Checklist,
  Registration,
  RegistrationRead,
  SetUpPoint,
} from '../../../shared/contract/senders/checklist.ts';
import { servesRegion } from '../../../shared/providers/index.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { dayText } from '../../../shared/text/dayText.ts';
import { language } from '../../../shared/text/language.ts';
import { t } from '../../../shared/text/say.ts';
import { listCampaigns } from '../campaigns/queries.ts';
import { scheduleWarnings } from '../campaigns/scheduleWarnings.ts';
import { checkOfScript, unknownInReplies } from '../campaigns/scriptWarnings.ts';
import { NO_NAME, readSettings } from '../settings/settings.ts';
import type { Core } from '../store/context.ts';
import { one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { listConnections } from './connectionRow.ts';
import { readRegistration } from './registration.ts';
import { registrationsRead } from './registrationRead.ts';

/** More drafts than this are not looked through; the newest are. */
const MOST_CAMPAIGNS = 10;

type Level = SetUpPoint['level'];
const point = (id: string, level: Level, title: string, detail: string, ...place: string[]): SetUpPoint => ({
  id,
  level,
  title,
  detail,
  place,
});

function organisation(db: Reader): SetUpPoint {
  const { organisation: name } = readSettings(db);
  return name === NO_NAME
    ? point(
        'organisation',
        'warning',
        t('setUp:organisation.none'),
        t('setUp:organisation.why'),
        'settings',
        'organisation',
      )
    : point('organisation', 'ok', t('setUp:organisation.is', { name }), '', 'settings', 'organisation');
}

function senders(connections: readonly Connection[]): SetUpPoint {
  const place = ['settings', 'connections'];
  const active = (each: Connection) => each.senderNumbers.filter((number) => number.active).length;
  const ready = connections.filter((each) => each.state === 'ready' && active(each) > 0);
  if (ready.length > 0) {
    const count = ready.reduce((sum, each) => sum + active(each), 0);
    const names = ready.map(({ name }) => name).join(', ');
    return point('senders', 'ok', t('campaigns:check.ready', { count }), names, ...place);
  }
  const title =
    connections.length === 0
      ? t('setUp:senders.noConnection')
      : connections.some((each) => active(each) > 0)
        ? t('campaigns:check.notReady')
        : t('setUp:senders.noNumber');
  return point('senders', 'blocker', title, connections[0]?.detail ?? t('setUp:senders.why'), ...place);
}

function people(db: Reader): SetUpPoint[] {
  const count = (role: string) =>
    one<{ n: number }>(
      db,
      'SELECT count(*) AS n FROM account WHERE role = ? AND active = 1 AND api_key = 0',
      role,
    )?.n ?? 0;
  const [texters, admins] = [count('texter'), count('admin')];
  const place = ['settings', 'accounts'];
  return [
    texters === 0
      ? point('texters', 'warning', t('setUp:texters.none'), t('setUp:texters.why'), ...place)
      : point('texters', 'ok', t('setUp:texters.are', { count: texters }), '', ...place),
    admins < 2
      ? point('admins', 'warning', t('setUp:admins.one'), t('setUp:admins.why'), ...place)
      : point('admins', 'ok', t('setUp:admins.are', { count: admins }), '', ...place),
  ];
}

/** "8:00 AM" from minutes after midnight, as people of this language write it. */
const clock = (minutes: number) =>
  new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    minutes * 60_000,
  );

function rules(db: Reader): SetUpPoint[] {
  const { quietHours, stateHours, autoOptOut } = readSettings(db);
  const hours = { from: clock(quietHours.sendFrom), until: clock(quietHours.sendUntil) };
  return [
    point(
      'hours',
      stateHours ? 'ok' : 'warning',
      t('setUp:hours.are', hours),
      stateHours ? t('setUp:hours.states') : t('setUp:hours.statesOff'),
      'settings',
      'hours',
    ),
    autoOptOut
      ? point('opt-outs', 'ok', t('setUp:optOuts.on'), '', 'settings', 'opt-outs')
      : point('opt-outs', 'warning', t('setUp:optOuts.off'), t('setUp:optOuts.why'), 'settings', 'opt-outs'),
  ];
}

type Facts = { readonly noted: Registration | null; readonly read: readonly RegistrationRead[] };

/** Only for whoever texts to the US through a provider: the simulator asks for no registration. */
function registrationPoints(connections: readonly Connection[], { noted, read }: Facts): SetUpPoint[] {
  const inUs = connections.filter((each) => each.provider !== 'simulator' && servesRegion(each, 'US'));
  const told = inUs.flatMap(({ id }) => read.filter((each) => each.connectionId === id && each.at !== null));
  const untold = inUs.filter(({ id }) => told.every(({ connectionId }) => connectionId !== id));
  const why = read.map(({ trouble }) => trouble).find((each) => each !== '') ?? '';
  return [
    ...told.map(readPoint),
    // What a provider does not tell, or could not be asked, is as somebody noted it.
    ...(untold.length > 0 ? [notedPoint(noted, why)] : []),
  ];
}

const REGISTRATION_PLACE = ['settings', 'set-up'];

function readPoint({ connectionId, connection, at, trouble, numbers }: RegistrationRead): SetUpPoint {
  const open = numbers.filter(({ campaign }) => campaign !== 'approved');
  const when = t('setUp:registration.read', { connection, day: dayText(at ?? 0) });
  const id = `registration-${connectionId}`;
  if (open.length === 0)
    return point(
      id,
      'ok',
      t('setUp:registration.all', { count: numbers.length }),
      [when, trouble].filter((each) => each !== '').join(' '),
      ...REGISTRATION_PLACE,
    );
  const lines = open.map(({ number, campaign }) =>
    t('setUp:registration.number', {
      number: formatNumber(number, 'US'),
      state: t(`setUp:registration.state.${campaign}`),
    }),
  );
  const detail = [lines.slice(0, 5).join(', '), t('setUp:registration.why'), when, trouble];
  return point(
    id,
    'warning',
    t('setUp:registration.some', { count: open.length }),
    detail
      .filter((part) => part !== '')
      .join('. ')
      .replaceAll('..', '.'),
    ...REGISTRATION_PLACE,
  );
}

function notedPoint(registration: Registration | null, trouble: string): SetUpPoint {
  const place = REGISTRATION_PLACE;
  const why = trouble === '' ? t('setUp:registration.why') : `${t('setUp:registration.why')} ${trouble}`;
  if (registration === null)
    return point('registration', 'warning', t('setUp:registration.unknown'), why, ...place);
  const { brand, campaign, by, at } = registration;
  const approved = brand === 'approved' && campaign === 'approved';
  const said = t('setUp:registration.said', { by, day: dayText(at) });
  const title = t('setUp:registration.stands', {
    brand: t(`setUp:registration.state.${brand}`),
    campaign: t(`setUp:registration.state.${campaign}`),
  });
  const detail = approved ? said : `${why} ${said}`;
  return point('registration', approved ? 'ok' : 'warning', title, detail, ...place);
}

const running = (db: Reader, id: string): boolean =>
  one(db, "SELECT 1 FROM job WHERE campaign_id = ? AND state = 'running'", id) !== undefined;

/** The same points as on the campaign's own page, by the same function. */
function ofCampaign(
  core: Core,
  campaign: Campaign,
  connections: readonly Connection[],
): Checklist['campaigns'][number] {
  const { db } = core;
  const script = checkOfScript(db, campaign.id, campaign.script);
  const checks = preflight({
    campaign,
    connections,
    script,
    inReplies: unknownInReplies(db, campaign.id),
    unsaved: false,
    planned: scheduleWarnings(core, campaign.id),
    importing: running(db, campaign.id),
    imported: one(db, sql`SELECT 1 FROM job WHERE campaign_id = ${campaign.id} LIMIT 1`) !== undefined,
  });
  const placeOf = ({ fix }: Check) =>
    fix === 'connections' ? ['settings', fix] : ['campaigns', campaign.id, 'setup', fix ?? 'launch'];
  const points = checks.map((check) =>
    point(check.id, check.level, check.title, check.detail, ...placeOf(check)),
  );
  return { id: campaign.id, name: campaign.name, points };
}

/** What is in place for texting and what is missing, in the caller's language. */
export async function readChecklist(core: Core, me: Me): Promise<Checklist> {
  const { db } = core;
  const connections = await listConnections(core);
  const registration = readRegistration(db);
  const registrationRead = registrationsRead(db);
  const all = listCampaigns(db, me, 'without');
  const drafts = all.filter(({ state }) => state === 'draft').slice(0, MOST_CAMPAIGNS);
  const campaigns = drafts.map((campaign) => ofCampaign(core, campaign, connections));
  const points = [
    organisation(db),
    senders(connections),
    ...registrationPoints(connections, { noted: registration, read: registrationRead }),
    ...people(db),
    ...rules(db),
    all.length === 0
      ? point('campaign', 'warning', t('setUp:campaign.none'), t('setUp:campaign.why'), 'campaigns')
      : point('campaign', 'ok', t('setUp:campaign.are', { count: all.length }), '', 'campaigns'),
  ];
  const free = (list: readonly SetUpPoint[]) => list.every(({ level }) => level !== 'blocker');
  const launched = all.some(({ state }) => state === 'launched');
  return {
    points,
    campaigns,
    registration,
    registrationRead,
    ready: free(points) && (launched || campaigns.some((each) => free(each.points))),
  };
}
