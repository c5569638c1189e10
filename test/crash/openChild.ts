import type { FaultPoint } from '../../main/core/base/faultPoint.ts';
import { openStore } from '../../main/core/store/open.ts';
import { crashAt } from './crashAt.ts';

/** Opens a store and dies when it comes by a named point for the nth time. */
type Opening = {
  readonly dir: string;
  readonly key: string;
  readonly point: FaultPoint;
  readonly nth: number;
};

const { dir, key, point, nth }: Opening = JSON.parse(process.argv[2] ?? '{}');
crashAt(point, nth);
openStore(dir, key).close();
