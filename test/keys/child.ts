import type { FaultPoint } from '../../main/core/base/faultPoint.ts';
import { crashAt } from '../crash/crashAt.ts';
import { openPlace } from './place.ts';

/** Changes the key of a store and dies at a named point. */
const { dataDir, point }: { dataDir: string; point: FaultPoint } = JSON.parse(process.argv[2] ?? '{}');
const { console: service, adminId } = await openPlace(dataDir);
crashAt(point);
await service.changeKey(adminId);
