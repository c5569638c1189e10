import { resolve } from 'node:path';
import { z } from 'zod';
import { DeskFlags } from '../../../shared/contract/desks.ts';
import { defaultDataDir } from '../common/dataDir.mjs';

/** What main/start.mjs hands over as --heed=JSON; a packaged Heed starts without. */
const Options = z.object({
  dataDir: z.string().min(1).default(defaultDataDir()),
  webhookPort: z.number().int().min(0).max(65_535).default(0),
  demo: z.boolean().default(false),
  desks: DeskFlags.nullable().default(null),
});
export type Options = z.infer<typeof Options>;

/** The value of an option, given as `--name value` or `--name=value`; undefined where it is not given. */
function optionIn(argv: readonly string[], name: string): string | undefined {
  const at = argv.findIndex((argument) => argument === name || argument.startsWith(`${name}=`));
  if (at === -1) return undefined;
  return argv[at] === name ? argv[at + 1] : argv[at]?.slice(name.length + 1);
}

/**
 * The options among the arguments of the process. Nothing prepares the arguments of a packaged Heed, so it
 * reads itself the two that messages advise: --data-dir where the folder is in use, --webhook-port where
 * the kept port is taken.
 */
export function readOptions(argv: readonly string[]): Options {
  const port = optionIn(argv, '--webhook-port');
  const dataDir = optionIn(argv, '--data-dir');
  return Options.parse({
    ...(port !== undefined && /^\d{1,5}$/.test(port) ? { webhookPort: Number(port) } : {}),
    ...(dataDir ? { dataDir: resolve(dataDir) } : {}),
    ...z.record(z.string(), z.unknown()).parse(JSON.parse(optionIn(argv, '--heed') ?? '{}')),
  });
}
