import { expect, test } from 'vitest';
import { countStatement } from '../../main/core/conversations/counts.ts';
import { cellStatements } from '../../main/core/dashboard/cells.ts';
import { cellStatements as optOutCells } from '../../main/core/optOuts/optOutCells.ts';
import { DAY } from '../../main/core/store/schema/countCells.ts';
import { FACETS } from '../../main/core/store/schema/factCounts.ts';
import { all } from '../../main/core/store/statement.ts';
import { NOON, testCore } from '../helpers/core.ts';

const span = { from: NOON - 40 * DAY, to: NOON };

test('what is counted is read from its counters, found by their keys', () => {
  const { core } = testCore();
  const told = ({ sql, values }: { readonly sql: string; readonly values: readonly unknown[] }) =>
    all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`, ...values)
      .map(({ detail }) => detail)
      .join('\n');
  for (const facet of FACETS) {
    for (const campaignId of [null, 'k']) {
      for (const cells of cellStatements(facet, 'value', { span, campaignId }))
        expect(told(cells)).toContain('SEARCH n USING PRIMARY KEY (facet=? AND step=? AND at>? AND at<?)');
    }
  }
  for (const [role, key] of [
    ['admin', '(campaign_id=?)'],
    ['texter', '(campaign_id=? AND texter_id=?)'],
  ] as const)
    for (const campaignId of [null, 'k'])
      expect(told(countStatement({ id: 'a', role }, campaignId))).toContain(
        `SEARCH n USING PRIMARY KEY ${key}`,
      );
  for (const side of ['opt-out', 'reversal'] as const)
    for (const cells of optOutCells({ ...span, state: 'reversed', profile: 'provider-1' }, side))
      expect(told(cells)).toContain('SEARCH n USING PRIMARY KEY (step=? AND at>? AND at<?)');
  core.close();
});
