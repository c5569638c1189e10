import { implement } from '@orpc/server';
import { contract } from '../../../../shared/contract/index.ts';
import type { EvidenceFile } from '../../../../shared/contract/optOuts/evidence.ts';
import type { RpcContext } from '../../access/context.ts';
import { access, signedIn, translated } from '../../access/middleware.ts';
import { append } from '../../ledger/append.ts';
import { headsBeside, proofOf } from '../../ledger/proof.ts';
import { readSettings } from '../../settings/settings.ts';
import { OVERSEERS } from '../../store/tx.ts';
import { checkEvidence, evidenceDigest } from './evidenceFile.ts';
import { evidenceOf, whoIs } from './evidenceOf.ts';

const os = implement(contract.evidence).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const evidence = os.router({
  get: os.get.handler(({ context: { core }, input }) => {
    const found = evidenceOf(core, whoIs(core, input.of));
    const ledger = proofOf(core.db, found.subject);
    return { evidence: found, ledger, problems: checkEvidence(found, ledger) };
  }),

  // One transaction: this console's chain then ends with this export, and its entry has the digest of
  // everything else in the file.
  export: os.export.handler(({ context: { core, me }, input }) =>
    core.write((tx) => {
      const organisation = readSettings(tx.db).organisation;
      const made: EvidenceFile['made'] = { at: tx.now, by: me.name, organisation, as: input.as };
      const found = evidenceOf(core, whoIs(core, input.of));
      const heads = headsBeside(proofOf(tx.db, found.subject), tx.device);
      const digest = evidenceDigest({ made, evidence: found }, heads);
      append(core, tx, {
        kind: 'evidence-exported',
        actorId: me.id,
        subject: found.subject,
        payload: { as: input.as, digest },
      });
      tx.touch('conversations', OVERSEERS);
      return {
        format: 'heed-evidence' as const,
        version: 1 as const,
        made,
        evidence: found,
        ledger: proofOf(tx.db, found.subject),
      };
    }),
  ),
});
