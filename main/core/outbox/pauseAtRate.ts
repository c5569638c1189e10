import type { ConnectionKind } from '../../../shared/providers/index.ts';
import { keep, written } from '../../../shared/text/stored.ts';
import { setCampaignState } from '../conversations/campaignRecord.ts';
import { append } from '../ledger/append.ts';
import { errorTableOf } from '../providers/index.ts';
import type { ErrorClass } from '../providers/provider.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';

/** How many contacts of a campaign count: those with the latest first texts. */
const LATEST = 100;

/**
 * When a campaign pauses: at least this many, and this share, of its latest contacts were refused for such a
 * reason. One filtered text says nothing about the others (a carrier filters at random, too); where one in
 * twenty is filtered, the script, a link or the registration is the cause, and each further text harms the
 * sender number's reputation. Refusals for a route or an unknown code harm nobody else, so only a fifth of
 * failures pauses a campaign (decision 21).
 */
const PAUSES = {
  filtered: { atLeast: 5, share: 0.05 },
  refused: { atLeast: 10, share: 0.2 },
} as const;
type Kind = keyof typeof PAUSES;

const KINDS: Readonly<Partial<Record<ErrorClass, Kind>>> = {
  pause: 'filtered',
  route: 'refused',
  'unknown-code': 'refused',
};

type Row = { readonly conversation_id: string; readonly error_code: string | null };

/**
 * Counts a failed text: if many of the latest failed for the same kind of reason, pauses the campaign, with
 * what the last code means and what to do. Texts that left before an earlier pause of this kind do not count,
 * so that a repaired campaign begins again from none.
 */
export function pauseAtRate(
  core: Core,
  tx: Tx,
  campaignId: string | null,
  failed: {
    readonly errorClass: ErrorClass;
    readonly code: string;
    readonly connection: ConnectionKind;
  },
): void {
  const why = KINDS[failed.errorClass];
  const campaign = one<{ id: string; faults_from: number }>(
    tx.db,
    "SELECT id, faults_from FROM campaign WHERE id = ? AND state = 'launched'",
    campaignId,
  );
  if (why === undefined || !campaign) return;
  const table = errorTableOf(failed.connection);
  const rows = all<Row>(
    tx.db,
    `SELECT f.conversation_id, (SELECT m.error_code FROM message m WHERE m.conversation_id = f.conversation_id AND m.state = 'failed'
       AND m.direction = 'out' AND m.error_code IS NOT NULL AND m.claimed_at > @from ORDER BY m.settled_at DESC LIMIT 1) AS error_code
     FROM conversation_fact f WHERE f.campaign_id = @campaign AND f.texted_at IS NOT NULL AND f.texted_at > @from
     ORDER BY f.texted_at DESC LIMIT ${LATEST}`,
    { campaign: campaignId, from: campaign.faults_from },
  );
  const faults = rows.filter(
    ({ error_code }) => error_code !== null && KINDS[table.classify(error_code)] === why,
  ).length;
  const { atLeast, share } = PAUSES[why];
  if (faults < atLeast || faults < rows.length * share) return;
  const reason = keep(`kept:pausedAtRate.${why}`, {
    count: faults,
    of: rows.length,
    why: keep('kept:coded', { text: table.explain(failed.code), code: written(failed.code) }),
  });
  setCampaignState(tx, campaign.id, 'paused', reason, tx.now);
  append(core, tx, {
    kind: 'campaign-paused',
    actorId: null,
    evidenceId: campaignId,
    payload: { code: failed.code, faults, of: rows.length },
  });
  tx.touch('campaigns');
}
