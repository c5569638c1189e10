import { join } from 'node:path';
import { ReportSchedule } from '../../../shared/contract/reports.ts';
import { LANGUAGES, type Language, language } from '../../../shared/text/language.ts';
import { t } from '../../../shared/text/say.ts';
import { codeOf } from '../base/errors.ts';
import { proveFolder } from '../base/folder.ts';
import { inLanguage } from '../base/language.ts';
import { ownZone } from '../dashboard/days.ts';
import { append } from '../ledger/append.ts';
import { setSetting } from '../settings/settings.ts';
import type { Core } from '../store/context.ts';
import { setMeta } from '../store/meta.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { readCompliance } from './compliance.ts';
import { filesIn, writeWhole } from './files.ts';
import { fileNameOf, pageOf } from './page.ts';
import { pdfOf } from './pdf.ts';
import { lastWhole } from './periods.ts';

/** Milliseconds between two looks whether a report is due. */
const LOOK_EVERY = 60_000;
const SETTING = 'report-schedule';
/** Key in `meta`: the period whose report was written last. */
const WRITTEN = 'report-written';
const NEVER: ReportSchedule = { every: 'never', folder: null };

/** Writes the report of each whole week or month into a folder, by itself. */
export type Reports = {
  start(): void;
  stop(): void;
  /** Looks once, and writes the report that is due, as a page and as a PDF. */
  turn(): Promise<void>;
  schedule(): ReportSchedule & { place: string; trouble: string; written: string[] };
  /** Writes the report that is due by the new schedule before it returns. */
  setSchedule(next: ReportSchedule, actorId: string): Promise<ReportSchedule>;
};

function stored(db: Reader): ReportSchedule & { readonly language: Language } {
  const row = one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', SETTING);
  const value = row === undefined ? {} : (JSON.parse(row.value) as { language?: unknown });
  return {
    ...ReportSchedule.parse({ ...NEVER, ...value }),
    language: LANGUAGES.find((each) => each === value.language) ?? 'en',
  };
}

export function createReports(core: Core): Reports {
  let timer: NodeJS.Timeout | null = null;
  let trouble = '';
  let ended = false;
  let looking = Promise.resolve();
  const placeOf = ({ folder }: ReportSchedule) => folder ?? join(core.storeDir, 'reports');

  /** Looks run one after the other: a PDF takes a while, and the next may be asked for meanwhile. */
  function turn(): Promise<void> {
    looking = looking.then(look).catch((error) => void core.report(error));
    return looking;
  }

  async function look(): Promise<void> {
    if (ended || core.db.memory) return;
    const plan = stored(core.db);
    const span = lastWhole(plan.every, core.ports.clock.now());
    if (span === null) return;
    const period = `${plan.every} ${span.from}`;
    if (one<{ value: string }>(core.db, 'SELECT value FROM meta WHERE key = ?', WRITTEN)?.value === period)
      return;
    try {
      const of = { span, campaignId: null, zone: ownZone() };
      const report = readCompliance(core.db, of, core.ports.clock.now());
      const pdf = await inLanguage(plan.language, () => pdfOf(report));
      // The console may have closed meanwhile, or an admin chosen another folder: the next look writes it.
      const place = placeOf(plan);
      if (ended || placeOf(stored(core.db)) !== place) return;
      writeWhole(place, fileNameOf(report, 'pdf'), pdf);
      const page = inLanguage(plan.language, () => pageOf(report));
      writeWhole(place, fileNameOf(report, 'html'), Buffer.from(page));
      core.write((tx) => {
        setMeta(tx.db, WRITTEN, period);
        append(core, tx, { kind: 'report-written', actorId: null, payload: { every: plan.every, ...span } });
        tx.touch('jobs');
      });
      trouble = '';
    } catch (error) {
      trouble = inLanguage(plan.language, () =>
        t('core:report.notWritten', { why: codeOf(error) || 'unknown' }),
      );
      core.ports.log.error('report-failed', { name: error instanceof Error ? error.name : 'unknown' });
      core.report(error);
      core.changes.publish(['jobs']);
    }
  }

  return {
    start() {
      timer = setInterval(() => void turn(), LOOK_EVERY);
    },
    stop() {
      ended = true;
      if (timer) clearInterval(timer);
    },
    turn,
    schedule() {
      const { every, folder } = stored(core.db);
      const place = placeOf({ every, folder });
      return { every, folder, place, trouble: every === 'never' ? '' : trouble, written: filesIn(place) };
    },
    async setSchedule({ every, folder }, actorId) {
      if (folder !== null) proveFolder(folder);
      core.write((tx) => {
        setSetting(tx, SETTING, { every, folder, language: language() });
        append(core, tx, { kind: 'report-schedule-changed', actorId, payload: { every } });
        tx.touch('jobs');
      });
      trouble = '';
      await turn();
      return { every, folder };
    },
  };
}
