import type { ResultsKind } from '../contract/results.ts';
import { SYSTEMS, type SystemName } from '../systems/systems.ts';
import { t } from './say.ts';

/** Names of the files that people take along; the screen needs them before the first piece of one comes. */

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

/** File names hold what every system takes. */
const plainName = (name: string) =>
  name
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*.]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60);

/** "opt-outs-2026-03-03.csv", or "opt-outs-ngp-van-2026-03-03.csv" for a system, by the day in UTC. */
export const optOutsFileName = (at: number, system?: SystemName | null): string =>
  `opt-outs-${system ? `${system}-` : ''}${day(at)}.csv`;

/** "Housing Vote contacts 2026-03-03.csv", in the reader's language. */
export const resultsFileName = (
  campaign: string,
  kind: ResultsKind,
  at: number,
  system?: SystemName | null,
): string =>
  `${plainName(`${campaign} ${t(`results:kind.${kind}`)}`)}${system ? ` ${SYSTEMS[system].name}` : ''} ${day(at)}.csv`;
