import type { Schedule } from '../../../shared/contract/campaigns/schedule.ts';

/** A schedule as it stands in the fields; empty where nothing does. `key` keeps a row's inputs in place. */
export type Planned = {
  readonly zone: string | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly pauses: readonly { readonly key: string; readonly from: string; readonly until: string }[];
  readonly closeAfterDays: string;
};

/** A new end leaves three days for answers. */
const USUAL_DAYS = '3';

export function plannedOf(schedule: Schedule | null): Planned {
  return {
    zone: schedule?.zone ?? null,
    startsAt: schedule?.startsAt ?? '',
    endsAt: schedule?.endsAt ?? '',
    pauses: (schedule?.pauses ?? []).map((pause, at) => ({ ...pause, key: `saved-${at}` })),
    closeAfterDays: schedule?.endsAt == null ? USUAL_DAYS : (schedule.closeAfterDays?.toString() ?? ''),
  };
}

export const isEmpty = ({ startsAt, endsAt, pauses }: Planned): boolean =>
  startsAt === '' && endsAt === '' && pauses.length === 0;

/** The input for the contract; null: nothing is planned. Pauses of which a moment is missing are left out. */
export function toSchedule(planned: Planned): Schedule | null {
  const { zone, startsAt, endsAt, closeAfterDays } = planned;
  const pauses = planned.pauses
    .filter(({ from, until }) => from !== '' && until !== '')
    .map(({ from, until }) => ({ from, until }));
  if (startsAt === '' && endsAt === '' && pauses.length === 0) return null;
  return {
    zone,
    startsAt: startsAt === '' ? null : startsAt,
    endsAt: endsAt === '' ? null : endsAt,
    pauses,
    closeAfterDays: endsAt === '' || closeAfterDays === '' ? null : Number(closeAfterDays),
  };
}
