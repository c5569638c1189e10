import { z } from 'zod';
import { says } from '../text/says.ts';
import { admins, Ok, Time } from './base/procedure.ts';

export const KeysState = z.object({
  /** passphrase: the person opens the key store with one, and may change it. */
  keyStore: z.enum(['system', 'passphrase']),
  changedAt: Time.nullable().describe('When the key of the store was changed last; null: never'),
  underWay: z
    .object({
      step: z.enum(['copying', 'encrypting', 'checking']),
      done: z.number().describe('Bytes'),
      total: z.number(),
    })
    .nullable(),
});
export type KeysState = z.infer<typeof KeysState>;

const tags = ['Keys'];

export const keys = {
  state: admins
    .route({
      method: 'GET',
      path: '/keys',
      tags,
      summary: 'Where keys are kept, and whether one is being changed',
    })
    .output(KeysState),
  changeStoreKey: admins
    .route({
      method: 'POST',
      path: '/keys/store',
      tags,
      summary: 'Encrypt the store with a new key; answers when it is done',
    })
    .output(Ok),
  changePassphrase: admins
    .route({
      method: 'POST',
      path: '/keys/passphrase',
      tags,
      summary: 'Change the passphrase that opens the key store',
    })
    .input(
      z.object({
        current: z.string().min(1).max(1000),
        next: z.string().min(12, says('keys:passphrase.short')).max(1000),
      }),
    )
    .output(Ok),
};
