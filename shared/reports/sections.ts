import type { ComplianceReport, Took } from '../contract/reports.ts';
import { language, numberLocale } from '../text/language.ts';
import { t } from '../text/say.ts';

/** A part of the report in the reader's language: what the screen, the page and the paper all show. */
export type Section = {
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const number = (value: number, digits = 0): string =>
  new Intl.NumberFormat(numberLocale(), { maximumFractionDigits: digits }).format(value);

/** 0.4 s, 12 min, 3 h, 2 d; a dash where nothing is known. */
function duration(milliseconds: number | null): string {
  if (milliseconds === null) return '–';
  const [unit, size] =
    milliseconds < 2 * MINUTE
      ? (['seconds', SECOND] as const)
      : milliseconds < 2 * HOUR
        ? (['minutes', MINUTE] as const)
        : milliseconds < 2 * DAY
          ? (['hours', HOUR] as const)
          : (['days', DAY] as const);
  return t(`report:time.${unit}`, { value: number(milliseconds / size, size === SECOND ? 1 : 0) });
}

/** Automatic opt-outs take milliseconds, so times below a second are told as such and never as "0 s". */
function took({ medianMs, p95Ms, maxMs }: Took): string {
  if (maxMs !== null && maxMs < SECOND) return t('report:atOnce');
  const median = medianMs !== null && medianMs < SECOND ? t('report:belowSecond') : duration(medianMs);
  const within = p95Ms === null ? null : Math.max(SECOND, p95Ms);
  return t('report:took', { median, p95: duration(within), max: duration(maxMs) });
}

/** As `shareText` of the screen, but by the language alone: screen, page and paper say the same. */
const share = (count: number, all: number): string =>
  all === 0
    ? '–'
    : new Intl.NumberFormat(numberLocale(), { style: 'percent', maximumFractionDigits: 1 }).format(
        count / all,
      );

const of = (count: number, all: number): string =>
  t('report:of', { count: number(count), all: number(all), share: share(count, all) });

/** A day of the report, in its zone. */
function reportDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeZone: zone }).format(at);
}

const moment = (at: number, zone: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at);

/** "1 March 2026 to 31 March 2026, every campaign". */
export function reportAbout({ from, to, zone, campaign }: ComplianceReport): string {
  const days = { from: reportDay(from, zone), to: reportDay(to - 1, zone) };
  return t('report:about', { ...days, campaign: campaign ?? t('report:everyCampaign') });
}

/** "Made on …, days of Europe/London". */
export const reportMade = ({ madeAt, zone }: ComplianceReport): string =>
  t('report:made', { when: moment(madeAt, zone), zone: zone.replaceAll('_', ' ') });

function optOuts({ optOuts: part, contacts }: ComplianceReport): Section {
  return {
    title: t('report:optOuts.title'),
    lead: t('report:optOuts.lead'),
    rows: [
      { label: t('report:optOuts.made'), value: number(part.made) },
      { label: t('report:optOuts.reversed'), value: of(part.reversed, part.made) },
      { label: t('report:optOuts.inConversations'), value: number(contacts.optOutsMade) },
      { label: t('report:optOuts.texted'), value: of(contacts.optedOut, contacts.texted) },
    ],
  };
}

function causes({ optOuts: { causes: rows } }: ComplianceReport): Section {
  return {
    title: t('report:causes.title'),
    lead: t('report:causes.lead'),
    rows: rows
      .filter(({ count }) => count > 0)
      .map(({ cause, count, enforcement }) => ({
        label: t(`causes:${cause}.name`),
        value: enforcement.known === 0 ? number(count) : `${number(count)} · ${took(enforcement)}`,
      })),
  };
}

function times({ optOuts: part }: ComplianceReport): Section {
  return {
    title: t('report:enforcement.title'),
    lead: t('report:enforcement.lead'),
    rows: [
      { label: t('report:enforcement.known'), value: of(part.enforcement.known, part.made) },
      { label: t('report:enforcement.received'), value: took(part.enforcement) },
      { label: t('report:enforcement.said'), value: took(part.sinceSaid) },
      { label: t('report:enforcement.five'), value: of(part.withinFiveMinutes, part.enforcement.known) },
    ],
  };
}

function misses({ afterRequest: { leftBefore, misses: real } }: ComplianceReport): Section {
  return {
    title: t('report:misses.title'),
    lead: t('report:misses.lead'),
    rows: [
      { label: t('report:misses.real'), value: number(real) },
      { label: t('report:misses.leftBefore'), value: number(leftBefore) },
    ],
  };
}

function prevented({ prevented: part }: ComplianceReport): Section {
  return {
    title: t('report:prevented.title'),
    lead: t('report:prevented.lead'),
    rows: [
      { label: t('report:prevented.all'), value: number(part.texts) },
      ...part.rules.map(({ rule, count }) => ({
        label: t(`guard:${rule}.short`),
        value: of(count, part.texts),
      })),
    ],
  };
}

function work({ requests, verdicts, open }: ComplianceReport): Section {
  const judged = verdicts.reduce((sum, { count }) => sum + count, 0);
  return {
    title: t('report:work.title'),
    lead: t('report:work.lead'),
    rows: [
      { label: t('report:work.requests'), value: of(requests.decided, requests.opened) },
      {
        label: t('report:work.open'),
        value: t('report:openOverdue', { open: number(open.actions), overdue: number(open.overdue) }),
      },
      ...open.kinds.map(({ kind, count, overdue }) => ({
        label: t(`words:actionKind.${kind}`),
        value: t('report:openOverdue', { open: number(count), overdue: number(overdue) }),
      })),
      ...verdicts.map(({ verdict, count }) => ({
        label: t(`report:work.verdict.${verdict}`),
        value: of(count, judged),
      })),
    ],
  };
}

function ledger({ ledger: check, zone }: ComplianceReport): Section {
  const value =
    check === null
      ? t('report:ledger.none')
      : t(check.whole ? 'report:ledger.whole' : 'report:ledger.broken', {
          when: moment(check.checkedAt, zone),
          entries: number(check.entries),
        });
  return { title: t('report:ledger.title'), lead: '', rows: [{ label: t('report:ledger.check'), value }] };
}

/** Everything in the report, in words. */
export function reportSections(report: ComplianceReport): readonly Section[] {
  return [optOuts, causes, times, misses, prevented, work, ledger].map((part) => part(report));
}
