import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { readChecklist } from './checklist.ts';
import { noteRegistration } from './registration.ts';
import { registrationsRead } from './registrationRead.ts';

/** What the console does for these procedures: it has the adapters. */
type Asking = { askRegistrations(): Promise<void> };

const os = implement(contract.checklist)
  .$context<RpcContext<Asking>>()
  .use(translated)
  .use(access)
  .use(signedIn);

export const checklist = os.router({
  read: os.read.handler(({ context: { core, me } }) => readChecklist(core, me)),

  setRegistration: os.setRegistration.handler(({ context: { core, me }, input }) =>
    core.write((tx) => noteRegistration(core, tx, me, input)),
  ),

  readRegistration: os.readRegistration.handler(async ({ context: { core, services } }) => {
    await services.askRegistrations();
    return registrationsRead(core.db);
  }),
});
