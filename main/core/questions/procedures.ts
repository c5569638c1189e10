import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { warningsOf } from '../../../shared/questions/check.ts';
import { questionFile } from '../../../shared/questions/script.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import type { Core, Tx } from '../store/context.ts';
import { copyScript, readScript, saveScript, scriptProblems } from './script.ts';

const os = implement(contract.questions).$context<RpcContext>().use(translated).use(access).use(signedIn);

/** Does the work, then returns the questions as they are now. */
function changed(core: Core, campaignId: string, work: (tx: Tx) => void) {
  core.write(work);
  return readScript(core.db, campaignId);
}

export const questions = os.router({
  script: os.script.handler(({ context: { core }, input }) => readScript(core.db, input.campaignId)),

  save: os.save.handler(({ context: { core, me }, input }) =>
    changed(core, input.campaignId, (tx) => saveScript(core, tx, me.id, input)),
  ),

  check: os.check.handler(({ context: { core }, input }) => ({
    problems: scriptProblems(core.db, input.campaignId, input.questions),
    warnings: warningsOf(input.questions),
  })),

  export: os.export.handler(({ context: { core }, input }) =>
    questionFile(readScript(core.db, input.campaignId).questions),
  ),

  import: os.import.handler(({ context: { core, me }, input: { file, ...input } }) =>
    changed(core, input.campaignId, (tx) =>
      saveScript(core, tx, me.id, { ...input, questions: file.questions }, ['file', 'questions']),
    ),
  ),

  copyFrom: os.copyFrom.handler(({ context: { core, me }, input }) =>
    changed(core, input.campaignId, (tx) => copyScript(core, tx, me.id, input)),
  ),
});
