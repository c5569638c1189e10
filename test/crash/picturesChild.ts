import { createPictureFetcher } from '../../main/core/inbox/pictureFetcher.ts';
import { createAdapter } from '../../main/core/providers/index.ts';
import { fileCore } from '../helpers/fileCore.ts';

/** Fetches the pictures that wait in a store, until it is killed. */
const { dir, config }: { dir: string; config: object } = JSON.parse(process.argv[2] ?? '{}');
const { core } = fileCore({ dir });
const adapter = createAdapter('twilio', config, { now: () => Date.now() });
await createPictureFetcher(core, () => adapter).turn();
