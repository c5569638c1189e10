import type { FaultPoint } from '../../main/core/base/faultPoint.ts';
import { connect } from '../../main/core/store/open.ts';
import type { Writer } from '../../main/core/store/types.ts';
import { migrateLater } from '../store/planted.ts';
import { crashAt } from './crashAt.ts';

/** Brings a store up to a made-up later version, and dies at a named point. */
type Action = { readonly file: string; readonly key: string; readonly point: FaultPoint };

const { file, key, point }: Action = JSON.parse(process.argv[2] ?? '{}');
crashAt(point);
const db = connect(file, key, false) as Writer;
migrateLater(db);
db.close();
