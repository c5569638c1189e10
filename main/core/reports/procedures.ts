import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { readCompliance } from './compliance.ts';
import { fileNameOf, pageOf } from './page.ts';
import { pdfOf } from './pdf.ts';
import { asked } from './periods.ts';
import type { Reports } from './service.ts';

const os = implement(contract.report)
  .$context<RpcContext<{ reports(): Reports }>>()
  .use(translated)
  .use(access)
  .use(signedIn);

export const report = os.router({
  compliance: os.compliance.handler(({ context: { core }, input }) => {
    const now = core.ports.clock.now();
    return readCompliance(core.db, asked(input, now), now);
  }),

  page: os.page.handler(({ context: { core }, input }) => {
    const now = core.ports.clock.now();
    const made = readCompliance(core.db, asked(input, now), now);
    return { fileName: fileNameOf(made, 'html'), html: pageOf(made) };
  }),

  pdf: os.pdf.handler(async ({ context: { core }, input }) => {
    const now = core.ports.clock.now();
    const made = readCompliance(core.db, asked(input, now), now);
    return { fileName: fileNameOf(made, 'pdf'), base64: (await pdfOf(made)).toString('base64') };
  }),

  schedule: os.schedule.handler(({ context: { me, services } }) => {
    const found = services.reports().schedule();
    // Only admins are shown folders of this computer.
    return me.role === 'admin' ? found : { ...found, folder: null, place: null };
  }),

  setSchedule: os.setSchedule.handler(({ context: { me, services }, input }) =>
    services.reports().setSchedule(input, me.id),
  ),
});
