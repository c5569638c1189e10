import { createDispatcher } from '../../main/core/outbox/dispatcher.ts';
import { createAdapter } from '../../main/core/providers/index.ts';
import { fileCore } from '../helpers/fileCore.ts';
import { crashAt } from './crashAt.ts';

/** Sends what a store has queued; killed once the picture is stored and its text is about to leave. */
const { dir, config }: { dir: string; config: object } = JSON.parse(process.argv[2] ?? '{}');
const { core } = fileCore({ dir });
crashAt('dispatcher.leaving');
const adapter = createAdapter('simulator', config, { now: () => Date.now() });
await createDispatcher(core, () => adapter).turn();
