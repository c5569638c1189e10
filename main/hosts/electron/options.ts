import { z } from 'zod';
import { defaultDataDir } from '../common/dataDir.mjs';

/** What main/start.mjs hands over as --heed=JSON; a packaged Heed starts without. */
const Options = z.object({
  dataDir: z.string().min(1).default(defaultDataDir()),
  webhookPort: z.number().int().min(0).max(65_535).default(0),
  demo: z.boolean().default(false),
});
export type Options = z.infer<typeof Options>;

/** The options among the arguments of the process. */
export function readOptions(argv: readonly string[]): Options {
  const given = argv.find((argument) => argument.startsWith('--heed='))?.slice('--heed='.length);
  // The one thing that a packaged Heed may have to be told: its kept port is taken (webhookPort.ts).
  const port = argv.join(' ').match(/--webhook-port[= ](\d{1,5})/)?.[1];
  return Options.parse({
    ...(port === undefined ? {} : { webhookPort: Number(port) }),
    ...z.record(z.string(), z.unknown()).parse(JSON.parse(given ?? '{}')),
  });
}
