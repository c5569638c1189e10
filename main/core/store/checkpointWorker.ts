import type Database from 'better-sqlite3';
import { serve } from '../threads/inside.ts';
import type { CheckpointWork } from './checkpoints.ts';
import { connect } from './open.ts';

/** The thread that takes a store's log into its file; started by createCheckpoints only. */

let db: Database.Database | null = null;

serve({
  copy({ file, key }) {
    if (db === null) {
      db = connect(file, key, false);
      // The log is on the disk before its pages are copied, and these before the log begins anew.
      db.pragma('synchronous = FULL');
    }
    // Neither waits for anybody nor makes anybody wait.
    db.pragma('wal_checkpoint(PASSIVE)');
  },
  close() {
    db?.close();
    db = null;
  },
} satisfies CheckpointWork);
