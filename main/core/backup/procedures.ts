import { implement } from '@orpc/server';
import type { BackupItem } from '../../../shared/contract/backup.ts';
import { contract } from '../../../shared/contract/index.ts';
import { said } from '../../../shared/text/stored.ts';
import type { RpcContext } from '../access/context.ts';
import { access, signedIn, translated } from '../access/middleware.ts';
import { dropUpload, uploaded } from '../lists/uploads.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { BackupService } from './backupService.ts';
import { lastCheck } from './checks.ts';
import { carryOnSending, haltOf } from './halt.ts';
import { keyWithId } from './keyRing.ts';
import type { Manifest } from './manifest.ts';
import { countUnsure, reopenUnsure } from './unsure.ts';

const os = implement(contract.backup)
  .$context<RpcContext<{ backups(): BackupService; reloadConnections(): Promise<void> }>>()
  .use(translated)
  .use(access)
  .use(signedIn);
const OK = { ok: true } as const;

async function itemOf(core: Core, manifest: Manifest): Promise<BackupItem> {
  const { id, kind, madeAt, bytes, entries, inForce, problems, keyId } = manifest;
  const since = one<{ n: number }>(core.db, 'SELECT count(*) AS n FROM erasure WHERE at > ?', madeAt);
  return {
    id,
    kind,
    madeAt,
    bytes,
    entries,
    inForce,
    problems: problems.map(said),
    opens: (await keyWithId(core, keyId)) !== null,
    erasedSince: since?.n ?? 0,
  };
}

export const backup = os.router({
  state: os.state.handler(async ({ context: { core, services } }) => {
    const backups = services.backups();
    const check = lastCheck(core.db);
    return {
      plan: backups.plan(),
      folder: backups.folder(),
      items: await Promise.all(backups.list().map((each) => itemOf(core, each))),
      underWay: backups.underWay(),
      trouble: backups.trouble(),
      check: check && { ...check, problems: check.problems.map(said) },
      halt: haltOf(core.db),
      unsure: countUnsure(core.db),
    };
  }),

  setPlan: os.setPlan.handler(({ context: { me, services }, input }) => {
    services.backups().setPlan(input, me.id);
    return OK;
  }),

  now: os.now.handler(async ({ context: { me, services } }) => ({
    id: (await services.backups().backUp(me.id)).id,
  })),

  remove: os.remove.handler(({ context: { me, services }, input }) => {
    services.backups().remove(input.id, me.id);
    return OK;
  }),

  preview: os.preview.handler(({ context: { me, services }, input, signal }) =>
    services.backups().preview(input.id, me.id, signal),
  ),

  restore: os.restore.handler(async ({ context: { me, services }, input }) => {
    const { united, check } = await services.backups().restore(input.id, me.id);
    await services.reloadConnections();
    return { united, check: { ...check, problems: check.problems.map(said) } };
  }),

  export: os.export.handler(({ context: { me, services }, input }) =>
    services.backups().export({ ...input, actorId: me.id }),
  ),

  import: os.import.handler(async ({ context: { core, me, services }, input }) => {
    const source = await uploaded(core, input.uploadId);
    const file = 'path' in source ? source.path : '';
    try {
      const { united, check } = await services
        .backups()
        .import({ file, passphrase: input.passphrase, actorId: me.id });
      await services.reloadConnections();
      return { united, check: { ...check, problems: check.problems.map(said) } };
    } finally {
      await dropUpload(core, input.uploadId);
    }
  }),

  check: os.check.handler(async ({ context: { services } }) => {
    const check = await services.backups().check();
    return { ...check, problems: check.problems.map(said) };
  }),

  carryOn: os.carryOn.handler(({ context: { core, me } }) => {
    core.write((tx) => carryOnSending(core, tx, me.id));
    return OK;
  }),

  reopenUnsure: os.reopenUnsure.handler(({ context: { core, me } }) => ({
    reopened: core.write((tx) => reopenUnsure(core, tx, me.id)),
  })),
});
