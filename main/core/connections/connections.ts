import { type ProviderName, secretFields } from '../../../shared/providers/index.ts';
import type { Profile } from '../../../shared/schema/words.ts';
import { keep } from '../../../shared/text/stored.ts';
import { createAdapter } from '../providers/index.ts';
import type { Adapter, TestResult } from '../providers/provider.ts';
import type { Core } from '../store/context.ts';
import { mayConnect } from '../store/demoOnly.ts';
import { all, one } from '../store/statement.ts';
import type { ConnectionState } from './connectionRecord.ts';
import { connectionAwaitsReply, connectionReady, stopConnection } from './connectionState.ts';
import { releaseSenders } from './senderNumberRecord.ts';
import { noteBase } from './webhookBase.ts';

export type ConnectionRow = {
  readonly id: string;
  readonly provider: ProviderName;
  readonly profile: Profile;
  readonly config: string;
  readonly cursor: string | null;
  readonly last_inbound_ok_at: number | null;
  readonly state: ConnectionState;
  readonly test_reply_at: number | null;
};

export type Connections = {
  adapterOf(connectionId: string): Adapter | null;
  rows(): ConnectionRow[];
  /** Makes all adapters again; call it after a connection, its secrets or its numbers changed. */
  reload(): Promise<void>;
  /** Tests a connection's access and sets its state accordingly. */
  test(connectionId: string): Promise<TestResult>;
};

/** The name of a connection's secret behind the secret port. */
export function secretName(connectionId: string, field: string): string {
  return `connection/${connectionId}/${field}`;
}

const SELECT = `SELECT id, provider, profile, config, cursor, last_inbound_ok_at, state, test_reply_at
  FROM connection`;

/** The adapters of an open store, made from settings and secrets. */
export function createConnections(core: Core): Connections {
  let adapters = new Map<string, Adapter>();

  async function build(row: ConnectionRow): Promise<Adapter | null> {
    try {
      const config: Record<string, unknown> = JSON.parse(row.config);
      if (!mayConnect(core, row.provider, config.baseUrl)) throw new Error('The demo reaches no provider.');
      for (const field of secretFields(row.provider)) {
        const secret = await core.secrets.get(secretName(row.id, field));
        if (secret !== null) config[field] = secret;
      }
      return createAdapter(row.provider, config, {
        now: () => core.ports.clock.now(),
        fetch: core.ports.fetch,
      });
    } catch (error) {
      core.ports.log.warn('connection-unusable', {
        connection: row.id,
        name: error instanceof Error ? error.name : 'unknown',
      });
      stopConnection(core, row.id, keep('kept:connection.incomplete'));
      return null;
    }
  }

  const rows = () => all<ConnectionRow>(core.db, SELECT);
  const tellDoor = () =>
    core.ports.door?.admit(new Map([...adapters].map(([id, { webhookAccess }]) => [id, webhookAccess])));
  return {
    adapterOf: (id) => adapters.get(id) ?? null,
    rows,
    async reload() {
      const made = new Map<string, Adapter>();
      for (const row of rows()) {
        const adapter = await build(row);
        if (adapter) made.set(row.id, adapter);
      }
      adapters = made;
      tellDoor();
      core.wake();
    },
    async test(id) {
      const row = one<ConnectionRow>(core.db, `${SELECT} WHERE id = ?`, id);
      const adapter = row ? await build(row) : null;
      if (!row || !adapter) return { ok: false, detail: keep('kept:connection.incompleteTest') };
      const result = await adapter.test(AbortSignal.timeout(30_000));
      if (!result.ok) {
        stopConnection(core, id, result.detail);
        return result;
      }
      adapters.set(id, adapter);
      noteBase(core, id);
      core.write((tx) => releaseSenders(core, tx, { connectionId: id }, null));
      core.inbound.ask(id);
      tellDoor();
      const waits = adapter.inbound === 'webhook' && row.test_reply_at === null;
      if (waits) connectionAwaitsReply(core, id, keep('kept:connection.testReply'));
      else connectionReady(core, id);
      core.wake();
      return result;
    },
  };
}
