import type { FaultPoint } from '../../main/core/base/faultPoint.ts';

/** What the crash test and the console that it kills say to each other. */
export type Order =
  | { readonly do: 'send'; readonly number: string; readonly body: string }
  /** A text is queued, and in the same moment the person is opted out by hand. */
  | { readonly do: 'opt-out'; readonly number: string; readonly body: string }
  /** `contacts-cancelled`: an import that is stopped after its first rows were committed. */
  | {
      readonly do: 'import';
      readonly kind: 'contacts' | 'contacts-cancelled' | 'opt-outs';
      readonly numbers: readonly string[];
    }
  | { readonly do: 'back-up' | 'restore' | 'change-key' | 'report' };

/** How a console is started. */
export type Start = {
  readonly dataDir: string;
  readonly simulatorUrl: string;
  readonly webhookPort: number;
  /** Milliseconds that its clock is ahead of the machine's. */
  readonly ahead: number;
  /** The named point at which it ends itself, as by kill -9. */
  readonly crashAt: FaultPoint | null;
};

export type JobReport = {
  readonly kind: string;
  readonly state: string;
  readonly imported: number | null;
  readonly contacts: number;
  readonly optOuts: number;
};

export type Report = {
  readonly problems: readonly string[];
  /** Texts that have not ended, each with what it waits for. */
  readonly open: readonly string[];
  /** Texts of unknown outcome about which no person is asked. */
  readonly unasked: number;
  /** All texts of unknown outcome, and how many became so by a crash in this run. */
  readonly unknown: number;
  readonly sentAfterOptOut: number;
  readonly bodies: readonly string[];
  readonly replies: readonly string[];
  readonly optedOut: readonly string[];
  readonly jobs: readonly JobReport[];
  /** Back-ups that are listed; each was opened and checked when it was made. */
  readonly backups: number;
};

export type Told =
  | { readonly what: 'ready'; readonly webhookConnection: string }
  /** Was committed, so it may never be lost. */
  | { readonly what: 'queued'; readonly body: string }
  | { readonly what: 'opted-out'; readonly numbers: readonly string[] }
  | { readonly what: 'report'; readonly report: Report };
