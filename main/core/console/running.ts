import { type BackupService, createBackupService } from '../backup/backupService.ts';
import { sweepHanding } from '../campaigns/handingSweep.ts';
import { createImports, type Imports } from '../campaigns/imports.ts';
import { closeEnded } from '../campaigns/schedule.ts';
import { type Connections, createConnections } from '../connections/connections.ts';
import { stopMoved } from '../connections/webhookBase.ts';
import { type Consoles, createConsoles } from '../consoles/service.ts';
import { bringBackReminders } from '../conversations/reminders.ts';
import { resumeSharing, stopSharing } from '../conversations/shareOut.ts';
import { optOutOverdueHolds } from '../decisions/holdTimeout.ts';
import { startIntake } from '../inbox/intake.ts';
import { createPictureFetcher } from '../inbox/pictureFetcher.ts';
import { createPoller, type Poller } from '../inbox/poller.ts';
import { forgetUploads } from '../lists/uploads.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { createDispatcher, type Dispatcher, recoverInterrupted } from '../outbox/dispatcher.ts';
import { reconcileUnknown } from '../outbox/reconcile.ts';
import { releaseWaiting } from '../outbox/release.ts';
import { createReports, type Reports } from '../reports/service.ts';
import { readRegistrations } from '../senders/registrationRead.ts';
import { readSettings } from '../settings/settings.ts';
import { stopPulls } from '../systems/pulls.ts';
import { createTell } from '../systems/tell.ts';
import { createWebhooksOut } from '../webhooksOut/worker.ts';

/** Milliseconds between two checks for what is due: unknown outcomes, overdue holds. */
const MAINTENANCE_EVERY = 5000;
/** Milliseconds between two looks whether a registration is to be read again. */
const REGISTRATION_EVERY = 60_000;

export type Running = {
  readonly core: OpenedCore;
  readonly connections: Connections;
  readonly poller: Poller;
  readonly dispatcher: Dispatcher;
  readonly imports: Imports;
  readonly backups: BackupService;
  readonly reports: Reports;
  readonly consoles: Consoles;
  /** Asks the providers that tell where the 10DLC registration stands. */
  askRegistrations(): Promise<void>;
  /** Stops everything; the store stays open. */
  rest(): Promise<void>;
  stop(): Promise<void>;
};

/** After these changes a waiting text may leave, so the guard is asked again at once. */
const RELEASING = new Set(['settings', 'connections', 'campaigns', 'actions', 'oversight']);

/** Does what is due. Every statement must use an index (test/store/plans.test.ts). */
export async function maintain(
  core: OpenedCore,
  adapterOf: Connections['adapterOf'],
  signal: AbortSignal,
): Promise<void> {
  if (!core.recovered()) return;
  if (core.sending.sweeps()) {
    optOutOverdueHolds(core);
    closeEnded(core);
    bringBackReminders(core);
  }
  sweepHanding(core);
  await reconcileUnknown(core, adapterOf, signal);
}

/**
 * Starts what works on an open store: polling, dispatching, maintenance. Texts whose sending was interrupted
 * become unknown first, and texts leave only after replies were read in this run, so that a STOP that came
 * meanwhile counts.
 */
export async function startRunning(core: OpenedCore): Promise<Running> {
  const endCopying = core.copyLogOnThread();
  try {
    return await startParts(core, endCopying);
  } catch (error) {
    // The thread must not have a store open that is closed now and may be replaced.
    await endCopying();
    throw error;
  }
}

async function startParts(core: OpenedCore, endCopying: () => Promise<void>): Promise<Running> {
  readSettings(core.db);
  // Before it, nobody knows which texts are ours.
  const consoles = await createConsoles(core);
  recoverInterrupted(core);
  const imports = createImports(core);
  resumeSharing(core);
  const connections = createConnections(core);
  if (!core.db.memory) await forgetUploads(core);
  const endIntake = startIntake(core, connections);
  await connections.reload();
  stopMoved(core, (id) => connections.adapterOf(id)?.inbound === 'webhook');
  const poller = createPoller(core, connections);
  const dispatcher = createDispatcher(core, connections.adapterOf);
  core.onWake(dispatcher.wake);
  const unsubscribe = core.changes.subscribe((notice) => {
    try {
      if (notice.topics.includes('settings')) readSettings(core.db);
      if (!notice.topics.some((topic) => RELEASING.has(topic))) return;
      releaseWaiting(core);
    } catch (error) {
      // The change itself is committed; waiting texts are checked later anyway.
      if (!core.report(error)) throw error;
    }
    dispatcher.wake();
  });

  core.ports.desktop?.onChange(() => core.changes.publish(['computer']));
  const pictures = createPictureFetcher(core, connections.adapterOf);
  const webhooksOut = createWebhooksOut(core, undefined, createTell());
  const backups = createBackupService(core);
  const reports = createReports(core);
  const stopping = new AbortController();
  let maintaining: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    maintaining = maintaining
      .then(() => maintain(core, connections.adapterOf, stopping.signal))
      .catch((error: unknown) => {
        core.report(error);
        core.ports.log.error('maintenance-failed', { name: error instanceof Error ? error.name : 'unknown' });
      });
  }, MAINTENANCE_EVERY);

  // Beside the maintenance, which a slow provider must not hold up.
  let asking: Promise<void> = Promise.resolve();
  const ask = (which: 'all' | 'due') => {
    const asked = asking.then(() => readRegistrations(core, connections.adapterOf, stopping.signal, which));
    asking = asked.catch((error: unknown) => void core.report(error));
    return asked;
  };
  const askTimer = setInterval(() => void ask('due').catch(() => undefined), REGISTRATION_EVERY);

  consoles.start({
    clean: () => backups.clean(),
    usable: () =>
      connections
        .rows()
        .flatMap(({ id, state }) => (state === 'ready' && connections.adapterOf(id) ? [id] : [])),
  });
  poller.start();
  dispatcher.start();
  webhooksOut.start();
  pictures.start();
  backups.start();
  reports.start();
  const rest = async () => {
    clearInterval(timer);
    clearInterval(askTimer);
    unsubscribe();
    reports.stop();
    stopping.abort();
    endIntake();
    await Promise.all([
      poller.stop(),
      dispatcher.stop(),
      webhooksOut.stop(),
      pictures.stop(),
      stopPulls(core),
      imports.close(),
      stopSharing(core),
      backups.stop(),
      maintaining,
      asking,
    ]);
    await consoles.stop();
    await endCopying();
  };
  return {
    core,
    connections,
    poller,
    dispatcher,
    imports,
    backups,
    reports,
    consoles,
    askRegistrations: () => ask('all'),
    rest,
    async stop() {
      await rest();
      if (!core.db.memory) await forgetUploads(core);
      core.close();
    },
  };
}
