import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import type { TestResult } from '../providers/provider.ts';
import { listConnections, readConnection } from '../senders/connectionRow.ts';
import { type PracticeWorld, practiceConnections } from './practice.ts';

type PracticeOfConsole = {
  /** The simulated providers inside the console. */
  readonly practice: PracticeWorld;
  /** Tests a connection's access and puts it into use. */
  testConnection(id: string): Promise<TestResult>;
  /** Makes the adapters again after a connection or its numbers changed. */
  reloadConnections(): Promise<void>;
};

const os = implement(contract.connection)
  .$context<RpcContext<PracticeOfConsole>>()
  .use(translated)
  .use(access)
  .use(signedIn);

/** The procedures of connections that are about practice. */
export const practice = {
  practise: os.practise.handler(async ({ context: { core, me, services } }) => {
    await services.practice.make(core, me.id);
    await services.reloadConnections();
    for (const { id } of practiceConnections(core.db)) await services.testConnection(id);
    // No phone reaches these numbers, so an invented person sends the test reply at once.
    const waiting = (await listConnections(core)).filter(
      (each) => each.practice && each.state === 'waiting-test-reply',
    );
    for (const { id } of waiting) services.practice.reply(core, id);
    return (await listConnections(core)).filter((each) => each.practice);
  }),

  practiceReply: os.practiceReply.handler(async ({ context: { core, services }, input }) => {
    await readConnection(core, input.id);
    services.practice.reply(core, input.id);
    return { ok: true };
  }),
};
