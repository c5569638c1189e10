import { t } from '../../../shared/text/say.ts';
import type { BackupService } from '../backup/backupService.ts';
import { CoreError, codeOf } from '../base/errors.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { StoreError } from '../store/types.ts';
import { ThreadFailed } from '../threads/failure.ts';

type Holder = { readonly core: Core; readonly backups: Pick<BackupService, 'underWay'> };

/**
 * @throws CoreError CONFLICT for the demo, whose key is in a plain file beside it, and while other work needs
 * the store's file
 */
export function mayChangeKey({ core, backups }: Holder): void {
  if (core.demo || core.db.memory) throw new CoreError('CONFLICT', t('keys:store.demo'));
  const importing = one(core.db, "SELECT 1 FROM job WHERE state = 'running' LIMIT 1");
  if (backups.underWay() !== null || importing) throw new CoreError('CONFLICT', t('keys:store.busy'));
}

/**
 * What went wrong and what to do, as a sentence. The store still has its old key, unless the sentence says
 * otherwise.
 */
export function keyChangeFailed(error: unknown): unknown {
  if (error instanceof CoreError) return error;
  const code = codeOf(error);
  if (/FULL|ENOSPC|EDQUOT/.test(code))
    return new CoreError('CONFLICT', t('keys:store.full'), { cause: error });
  if (error instanceof StoreError)
    return new CoreError('CONFLICT', `${t('keys:store.failed')} ${error.remedy}`, { cause: error });
  if (error instanceof ThreadFailed || code !== '')
    return new CoreError('CONFLICT', t('keys:store.failed'), { cause: error });
  return error;
}
