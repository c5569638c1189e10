import type { ResultsKind } from '../contract/results.ts';
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

/** "opt-outs-2026-03-03.csv", by the day in UTC. */
export const optOutsFileName = (at: number): string => `opt-outs-${day(at)}.csv`;

/** "Housing Vote contacts 2026-03-03.csv", in the reader's language. */
export const resultsFileName = (campaign: string, kind: ResultsKind, at: number): string =>
  `${plainName(`${campaign} ${t(`results:kind.${kind}`)}`)} ${day(at)}.csv`;
