import { startContactImport } from '../../main/core/campaigns/contactImport.ts';
import * as seed from '../helpers/seed.ts';
import { MAPPING } from './contactFile.ts';
import type { BenchCore } from './stores.ts';

/** One import into a campaign of its own, by the job that the screen starts. */
export async function importInto(core: BenchCore, path: string, rows: number): Promise<void> {
  const campaignId = seed.campaign(core, { region: 'US', state: 'draft' });
  const source = { path };
  const job = await startContactImport(core, { campaignId, source, mapping: MAPPING, accountId: null }).done;
  if (job.result?.imported !== rows) throw new Error(`The import kept not all rows: ${JSON.stringify(job)}`);
}
