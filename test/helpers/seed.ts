import { writeReplies } from '../../main/core/conversations/cannedReplies.ts';
import { forgetSettings } from '../../main/core/settings/settings.ts';
import type { Core } from '../../main/core/store/context.ts';
import { run } from '../../main/core/store/statement.ts';
import { CannedReply } from '../../shared/contract/campaigns.ts';
import { type ProviderName, profileOf } from '../../shared/providers/index.ts';
import type { OptOutCause } from '../../shared/schema/causes.ts';
import type {
  CampaignState,
  ConversationState,
  OptState,
  Profile,
  Region,
  Role,
} from '../../shared/schema/words.ts';

/**
 * Puts rows straight into the store, past every rule, so that a test states only what it is about. Each
 * function returns the new id.
 */

let serial = 0;
const next = () => {
  serial += 1;
  return serial;
};

/**
 * A number that is kept free for fiction: +1 202 555 01XX or +44 7700 900XXX. They repeat after 100 (US,
 * CA) or 1000 (GB).
 */
export function fictionNumber(region: Region, index: number): string {
  if (region === 'GB') return `+447700900${String(index % 1000).padStart(3, '0')}`;
  const area = region === 'US' ? 202 + Math.floor(index / 100) : 604;
  return `+1${area}55501${String(index % 100).padStart(2, '0')}`;
}

/** This hash fits no password; tests of signing in set a real one. */
export function account(
  core: Core,
  input: { role: Role; login?: string; name?: string; password?: string; active?: boolean },
): string {
  return core.write((tx) => {
    const id = tx.id();
    const login = input.login ?? `person${next()}`;
    run(
      tx.db,
      `INSERT INTO account (id, login, name, role, password, active, created_at, rev) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      login,
      input.name ?? `Name of ${login}`,
      input.role,
      input.password ?? 'none',
      input.active === false ? 0 : 1,
      tx.now,
      tx.rev(),
    );
    return id;
  });
}

/** In force, with a secret that nobody asks for. */
export function secondFactor(core: Core, accountId: string): void {
  const sql =
    "INSERT INTO second_factor (account_id, secret, begun_at, confirmed_at, rev) VALUES (?, 'AAAA', 1, 1, '')";
  core.write((tx) => run(tx.db, sql, accountId));
}

export function connection(
  core: Core,
  input: {
    profile: Profile;
    provider?: ProviderName;
    state?: 'untested' | 'waiting-test-reply' | 'ready' | 'stopped';
    config?: unknown;
  },
): string {
  return core.write((tx) => {
    const id = tx.id();
    run(
      tx.db,
      `INSERT INTO connection (id, provider, profile, name, config, state, last_inbound_ok_at, test_reply_at, rev)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      input.provider ?? 'simulator',
      input.profile,
      `Connection ${next()}`,
      JSON.stringify(input.config ?? { baseUrl: 'http://127.0.0.1:9', profile: input.profile }),
      input.state ?? 'ready',
      tx.now,
      tx.now,
      tx.rev(),
    );
    return id;
  });
}

export function senderNumber(
  core: Core,
  input: { connectionId: string; number: string; active?: boolean },
): string {
  return core.write((tx) => {
    const id = tx.id();
    run(
      tx.db,
      'INSERT INTO sender_number (id, connection_id, number, active, rev) VALUES (?, ?, ?, ?, ?)',
      id,
      input.connectionId,
      input.number,
      input.active === false ? 0 : 1,
      tx.rev(),
    );
    return id;
  });
}

export function campaign(
  core: Core,
  input: {
    region?: Region;
    state?: CampaignState;
    name?: string;
    script?: string;
    replies?: readonly { title: string; text: string }[];
    texterIds?: readonly string[];
  } = {},
): string {
  return core.write((tx) => {
    const id = tx.id();
    const region = input.region ?? 'US';
    const state = input.state ?? 'launched';
    run(
      tx.db,
      `INSERT INTO campaign (id, name, region, profile, state, script, created_at, launched_at, rev)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      input.name ?? `Campaign ${next()}`,
      region,
      profileOf(region),
      state,
      input.script ?? 'Hi {firstName}, this is {texterName} of {organisation}. Reply STOP to opt out.',
      tx.now,
      state === 'draft' ? null : tx.now,
      tx.rev(),
    );
    writeReplies(tx, id, CannedReply.array().parse(input.replies ?? []));
    for (const texterId of input.texterIds ?? []) {
      run(tx.db, 'INSERT INTO campaign_texter (campaign_id, account_id) VALUES (?, ?)', id, texterId);
    }
    return id;
  });
}

export function conversation(
  core: Core,
  input: {
    campaignId: string;
    number: string;
    texterId?: string | null;
    senderNumberId?: string | null;
    firstName?: string;
    lastName?: string;
    fields?: Readonly<Record<string, string>>;
    state?: ConversationState;
    optState?: OptState;
    optCause?: OptOutCause | null;
    holdAt?: number | null;
    sortAt?: number;
  },
): string {
  return core.write((tx) => {
    const id = tx.id();
    run(
      tx.db,
      `INSERT INTO conversation (id, campaign_id, subject, number, first_name, last_name, fields, sender_number_id,
         texter_id, state, opt_state, opt_cause, hold_at, sort_at, created_at, rev)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      input.campaignId,
      core.subject(input.number),
      input.number,
      input.firstName ?? 'Pat',
      input.lastName ?? 'Doe',
      JSON.stringify(input.fields ?? {}),
      input.senderNumberId ?? null,
      input.texterId ?? null,
      input.state ?? 'waiting',
      input.optState ?? 'none',
      input.optCause ?? null,
      input.holdAt ?? null,
      input.sortAt ?? tx.now,
      tx.now,
      tx.rev(),
    );
    return id;
  });
}

export function message(
  core: Core,
  input: {
    conversationId: string;
    number: string;
    body: string;
    direction?: 'in' | 'out';
    kind?: 'initial' | 'reply' | 'confirmation' | 'inbound' | 'provider-text';
    state?: string;
    at?: number;
    authorId?: string | null;
    optOutId?: string | null;
    senderNumberId?: string | null;
  },
): string {
  return core.write((tx) => {
    const id = tx.id();
    const direction = input.direction ?? 'in';
    run(
      tx.db,
      `INSERT INTO message (id, conversation_id, subject, number, sender_number_id, direction, kind, body, state, author_id,
         opt_out_id, at, created_at, rev)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      input.conversationId,
      core.subject(input.number),
      input.number,
      input.senderNumberId ?? null,
      direction,
      input.kind ?? (direction === 'in' ? 'inbound' : 'reply'),
      input.body,
      input.state ?? (direction === 'in' ? 'received' : 'delivered'),
      input.authorId ?? null,
      input.optOutId ?? null,
      input.at ?? tx.now,
      tx.now,
      tx.rev(),
    );
    return id;
  });
}

export function action(
  core: Core,
  input: {
    number: string;
    conversationId?: string | null;
    messageId?: string | null;
    kind?: string;
    holds?: boolean;
  },
): string {
  return core.write((tx) => {
    const id = tx.id();
    run(
      tx.db,
      `INSERT INTO action (id, kind, subject, conversation_id, message_id, holds, opened_at, due_at, state, rev)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)`,
      id,
      input.kind ?? 'likely-opt-out',
      core.subject(input.number),
      input.conversationId ?? null,
      input.messageId ?? null,
      input.holds ? 1 : 0,
      tx.now,
      tx.now + 86_400_000,
      tx.rev(),
    );
    return id;
  });
}

/**
 * Lets texts leave at any hour, for tests that run by the computer's own clock. An admin cannot set such
 * hours.
 */
export function textAtAnyHour(core: Core): void {
  core.write((tx) => {
    for (const [key, value] of Object.entries({
      quietHours: { sendFrom: 0, sendUntil: 1440 },
      stateHours: false,
    })) {
      const sql = 'INSERT OR REPLACE INTO setting (key, value, rev) VALUES (?, ?, ?)';
      run(tx.db, sql, key, JSON.stringify(value), tx.rev());
    }
  });
  forgetSettings(core.db);
}
