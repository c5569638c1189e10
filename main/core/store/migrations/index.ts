import { foundation } from './0010-foundation.ts';
import { consent } from './0020-consent.ts';
import { optOutManager } from './0030-opt-out-manager.ts';
import { review } from './0040-review.ts';
import { actions } from './0045-actions.ts';
import { dashboard } from './0050-dashboard.ts';
import { desk } from './0060-desk.ts';
import { integrations } from './0070-integrations.ts';
import { erasing } from './0080-erasing.ts';
import { keeping } from './0085-keeping.ts';
import { accounts } from './0090-accounts.ts';
import { reviewFilters } from './0095-review-filters.ts';
import { leanerIndexes } from './0105-leaner-indexes.ts';
import { missingWebhooks } from './0110-missing-webhooks.ts';
import { wordsBetweenSigns } from './0115-words-between-signs.ts';
import { holdsAgain } from './0120-holds-again.ts';
import { stopWaits } from './0125-stop-waits.ts';
import { holdsByNumber } from './0130-holds-by-number.ts';
import { numberFacts } from './0140-number-facts.ts';
import { softRefusals } from './0150-soft-refusals.ts';
import { importRows } from './0160-import-rows.ts';
import { textingHours } from './0170-texting-hours.ts';
import { providers } from './0180-providers.ts';
import { idempotency } from './0190-idempotency.ts';
import { waitingTexts } from './0200-waiting-texts.ts';
import { urgentActions } from './0210-urgent-actions.ts';
import { failedTexts } from './0220-failed-texts.ts';
import { heldSince } from './0230-held-since.ts';

export type Migration = { readonly version: number; readonly name: string; readonly sql: string };

/** Every step, in order. Numbered by tens to leave room; a step that has shipped never changes. */
export const migrations: readonly Migration[] = [
  foundation,
  consent,
  optOutManager,
  review,
  actions,
  dashboard,
  desk,
  integrations,
  erasing,
  keeping,
  accounts,
  reviewFilters,
  leanerIndexes,
  missingWebhooks,
  wordsBetweenSigns,
  holdsAgain,
  stopWaits,
  holdsByNumber,
  numberFacts,
  softRefusals,
  importRows,
  textingHours,
  providers,
  idempotency,
  waitingTexts,
  urgentActions,
  failedTexts,
  heldSince,
];
