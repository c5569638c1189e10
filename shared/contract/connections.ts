import { z } from 'zod';
import { factsOf, ProviderName, profilesOf, settingsOf } from '../providers/index.ts';
import { providerName, regionNames } from '../providers/words.ts';
import { E164 } from '../schema/phone.ts';
import { Profile } from '../schema/words.ts';
import { t } from '../text/say.ts';
import { admins, atDesks, ById, Id, Ok, Time } from './base/procedure.ts';
import { Confirmed } from './base/warning.ts';

export const SenderNumber = z.object({
  id: Id,
  connectionId: Id,
  number: z.string(),
  label: z.string(),
  active: z.boolean(),
  /**
   * Why the provider refuses texts from this number and what to do; null: it does not. `active: true` lets it
   * send again.
   */
  stopped: z.string().nullable(),
});
export type SenderNumber = z.infer<typeof SenderNumber>;

export const ChangedNumber = SenderNumber.extend({
  /**
   * What retiring did: first texts and people not texted yet who moved to the other number, and texts that
   * were lost.
   */
  moved: z.object({ texts: z.number(), contacts: z.number(), givenUp: z.number() }),
});
export type ChangedNumber = z.infer<typeof ChangedNumber>;

/** The work of a sender number before it is retired. */
const NumberWork = z.object({
  /** Waiting texts to people who were not texted from it and never wrote: these can move. */
  firstTexts: z.number(),
  /** All other waiting texts. They are lost, since these people know the number. */
  replies: z.number(),
  /** People not texted yet, who move with the first texts. */
  contacts: z.number(),
  /** Numbers that can take over. */
  successors: z.array(z.object({ id: Id, number: z.string(), label: z.string() })),
});

export const Connection = z.object({
  id: Id,
  provider: ProviderName,
  profile: Profile,
  name: z.string(),
  /** The simulator inside the console, which reaches invented contacts only. */
  practice: z.boolean(),
  /** Without secrets; `secretsSet` names the stored ones. */
  config: z.record(z.string(), z.unknown()),
  secretsSet: z.array(z.string()),
  state: z.enum(['untested', 'waiting-test-reply', 'ready', 'stopped']),
  /** Why it is not ready, for an admin. */
  detail: z.string(),
  lastInboundOkAt: Time.nullable(),
  inbound: z.enum(['poll', 'webhook']),
  /** Where the provider must send its webhooks; null for polling connections. */
  webhookUrl: z.string().nullable(),
  /** The address that the provider last called, where it differs from `webhookUrl`; null: it is the same. */
  webhookMovedFrom: z.string().nullable(),
  /**
   * Calls of this run with wrong credentials or a wrong signature; null: none within a day, or a reply has
   * come since.
   */
  refusedCalls: z.object({ count: z.number(), since: Time, last: Time }).nullable(),
  senderNumbers: z.array(SenderNumber),
});
export type Connection = z.infer<typeof Connection>;

/**
 * Whether replies come in. fresh: everything was read; reading: it is being read; cut: the provider cannot
 * be reached; log: the log between the consoles cannot be; elsewhere: another console reads and sends;
 * moved: the provider last called another webhook address; missing: it lists replies that no webhook
 * brought; stale: not read for longer than the limit; stopped: by an error, or for an admin to check. Texts
 * leave only where it is fresh, or from that console.
 */
export const InboundStatus = z.object({
  id: Id,
  name: z.string(),
  state: z.enum(['fresh', 'elsewhere', 'reading', 'cut', 'log', 'moved', 'missing', 'stale', 'stopped']),
  since: Time.nullable(),
  /** While reading: when it will be done, if that is known. */
  until: Time.nullable(),
});
export type InboundStatus = z.infer<typeof InboundStatus>;

const tags = ['Connections'];
const Name = z.string().trim().min(1).max(80);

/** The sentence for a profile that the provider does not have. */
export const wrongProfile = (provider: ProviderName): string =>
  t('core:connection.profile', {
    provider: providerName(provider),
    regions: regionNames(profilesOf(provider).flatMap((profile) => factsOf({ provider, profile }).regions)),
  });

const newOf = (provider: ProviderName) =>
  z.object({
    provider: z.literal(provider),
    profile: z.literal([...profilesOf(provider)], { error: () => wrongProfile(provider) }),
    name: Name,
    config: settingsOf(provider).given,
  });
type NewOf = ReturnType<typeof newOf>;

/** A new connection, by provider, each with its own settings. */
const NewConnection = z.discriminatedUnion(
  'provider',
  ProviderName.options.map(newOf) as [NewOf, ...NewOf[]],
);
export type NewConnection = z.input<typeof NewConnection>;

/**
 * Settings to change, of any provider: what is left out stays, null empties. Another provider's settings are
 * refused by name.
 */
const AccessChange = z.object(
  Object.fromEntries(
    ProviderName.options.flatMap((provider) =>
      Object.entries(settingsOf(provider).fields).map(([key, { change }]) => [key, change]),
    ),
  ),
);

export const connection = {
  list: atDesks.admins
    .route({ method: 'GET', path: '/connections', tags, summary: 'Provider connections' })
    .output(z.array(Connection)),
  status: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/connections/status',
      tags,
      summary: 'Whether replies come in, and since when not',
    })
    .output(
      z.object({
        limitMinutes: z.number(),
        connections: z.array(InboundStatus),
        apartSince: Time.nullable().describe(
          'Since when the other consoles of the organisation cannot be asked, so that nothing leaves from here; null: they can, or there are none',
        ),
      }),
    ),
  create: admins
    .route({
      method: 'POST',
      path: '/connections',
      tags,
      summary: 'Connect a provider; secrets go to the key store',
    })
    .input(NewConnection)
    .output(Connection),
  update: admins
    .route({
      method: 'POST',
      path: '/connections/{id}',
      tags,
      summary: 'Change name or access; secrets left out stay',
    })
    .input(z.object({ id: Id, name: Name.optional(), config: AccessChange.optional() }))
    .output(Connection),
  test: admins
    .route({
      method: 'POST',
      path: '/connections/{id}/test',
      tags,
      summary: 'Prove address and credentials; sends nothing',
    })
    .input(ById)
    .output(z.object({ ok: z.boolean(), detail: z.string(), connection: Connection })),
  practise: admins
    .route({
      method: 'POST',
      path: '/connections/practice',
      tags,
      summary: 'Practice connections with invented contacts who answer; nobody real can be reached',
    })
    .output(z.array(Connection)),
  practiceReply: admins
    .route({
      method: 'POST',
      path: '/connections/{id}/practice-reply',
      tags,
      summary: 'Let somebody invented text a number of a practice connection',
    })
    .input(ById)
    .output(Ok),
  addNumber: admins
    .route({ method: 'POST', path: '/connections/{id}/numbers', tags, summary: 'Add a sender number' })
    .input(z.object({ id: Id, number: E164, label: z.string().trim().max(80).default('') }))
    .output(SenderNumber),
  updateNumber: admins
    .route({ method: 'POST', path: '/sender-numbers/{id}', tags, summary: 'Label or retire a sender number' })
    .input(
      z.object({
        id: Id,
        label: z.string().trim().max(80).optional(),
        active: z.boolean().optional(),
        moveTo: Id.optional().describe(
          'With `active: false`: the sender number that takes over first texts that wait and people not yet texted. Replies are given up',
        ),
        confirmed: Confirmed,
      }),
    )
    .output(ChangedNumber),
  numberWork: admins
    .route({
      method: 'GET',
      path: '/sender-numbers/{id}/work',
      tags,
      summary: 'What waits at a sender number, and who could take it over',
    })
    .input(ById)
    .output(NumberWork),
  remove: admins
    .route({
      method: 'DELETE',
      path: '/connections/{id}',
      tags,
      summary: 'Remove a connection that no message has used',
    })
    .input(ById)
    .output(Ok),
};
