import { z } from 'zod';
import { admins, ById, everybody, Id, Ok, Piece, Time } from './base/procedure.ts';

/** How often back-ups are made, how many are kept, and where. */
export const BackupPlan = z.object({
  on: z.boolean(),
  folder: z.string().trim().min(1).max(1000).nullable().describe('null: beside the store'),
  hourly: z.number().int().min(0).max(168),
  daily: z.number().int().min(0).max(90),
  weekly: z.number().int().min(0).max(260),
});
export type BackupPlan = z.infer<typeof BackupPlan>;

export const BackupItem = z.object({
  id: z.string(),
  kind: z.enum(['scheduled', 'asked', 'before-restore']),
  madeAt: Time,
  bytes: z.number(),
  entries: z.number().describe('Ledger entries'),
  inForce: z.number().describe('Opt-outs in force'),
  problems: z.array(z.string()).describe('What opening and verifying it found; empty: it is whole'),
  opens: z.boolean().describe('This computer has the key that it was made with'),
  erasedSince: z.number().describe('People erased since, whose words it still holds'),
});
export type BackupItem = z.infer<typeof BackupItem>;

/** What a union does, in counts. */
const United = z.object({
  optOuts: z.number(),
  texts: z.number(),
  conversations: z.number(),
  actions: z.number(),
  entries: z.number().describe('Ledger entries that came in'),
  cancelled: z.number().describe('Texts that waited in the copy alone; they do not leave'),
  erased: z.number().describe('People erased here or there, who were erased again'),
});

const Check = z.object({
  at: Time,
  cause: z.enum(['schedule', 'asked', 'restore']),
  entries: z.number(),
  optOuts: z.number(),
  inForce: z.number(),
  problems: z.array(z.string()),
  took: z.number().describe('Milliseconds'),
});

/** Why nothing leaves at all. */
const Halt = z.object({ why: z.enum(['verification', 'restore', 'moved']), at: Time });

/** How far a long task is. */
export const TaskProgress = z.object({
  step: z.enum(['copying', 'checking', 'reading', 'uniting', 'verifying', 'rewriting']),
  done: z.number().describe('Bytes while copying, rows while uniting; 0 of 0 where it cannot be counted'),
  total: z.number(),
});
export type TaskProgress = z.infer<typeof TaskProgress>;

const UnderWay = z.object({
  task: z.enum(['back-up', 'preview', 'restore', 'export', 'import', 'check', 'rewrite']),
  progress: TaskProgress.nullable().describe('null: it cannot be told yet'),
});

export const BackupState = z.object({
  plan: BackupPlan,
  folder: z.string(),
  items: z.array(BackupItem),
  underWay: UnderWay.nullable(),
  trouble: z.string().describe('Why the last one by itself failed; empty: it did not'),
  check: Check.nullable(),
  halt: Halt.nullable(),
  unsure: z.number().describe('Conversations closed because their first text may have left before a restore'),
});
export type BackupState = z.infer<typeof BackupState>;

const Passphrase = z
  .string()
  .min(12, 'At least 12 characters.')
  .max(1000)
  .regex(/^\P{Cc}*$/u, 'Only characters that can be typed.');

const tags = ['Back-ups'];

export const backup = {
  state: admins
    .route({ method: 'GET', path: '/back-ups', tags, summary: 'Back-ups, the plan, the last check' })
    .output(BackupState),
  setPlan: admins
    .route({ method: 'POST', path: '/back-ups/plan', tags, summary: 'How often, how many, and where' })
    .input(BackupPlan)
    .output(Ok),
  now: admins
    .route({ method: 'POST', path: '/back-ups', tags, summary: 'Back up now; answers when it is verified' })
    .output(z.object({ id: z.string() })),
  remove: admins
    .route({ method: 'DELETE', path: '/back-ups/{id}', tags, summary: 'Delete a back-up' })
    .input(ById)
    .output(Ok),
  preview: admins
    .route({ method: 'GET', path: '/back-ups/{id}/restore', tags, summary: 'What restoring it would bring' })
    .input(ById)
    .output(United),
  restore: admins
    .route({
      method: 'POST',
      path: '/back-ups/{id}/restore',
      tags,
      summary: 'Unite a back-up into the store: nothing that was saved since is lost',
    })
    .input(ById)
    .output(z.object({ united: United, check: Check })),
  export: admins
    .route({
      method: 'POST',
      path: '/back-ups/export',
      tags,
      summary: 'The whole organisation in one file, encrypted with a passphrase',
    })
    .input(
      z.object({
        passphrase: Passphrase,
        move: z.boolean().describe('Another console goes on: this one stops sending'),
      }),
    )
    .output(z.object({ path: z.string(), bytes: z.number() })),
  import: admins
    .route({
      method: 'POST',
      path: '/back-ups/import',
      tags,
      summary: 'Unite an exported file of the same organisation into the store',
    })
    .input(z.object({ uploadId: Id, passphrase: z.string().min(1).max(1000) }))
    .output(z.object({ united: United, check: Check })),
  check: admins
    .route({ method: 'POST', path: '/back-ups/check', tags, summary: 'Verify the store now' })
    .output(Check),
  carryOn: admins
    .route({ method: 'POST', path: '/back-ups/carry-on', tags, summary: 'Let texts go again after a halt' })
    .output(Ok),
  reopenUnsure: admins
    .route({
      method: 'POST',
      path: '/back-ups/reopen',
      tags,
      summary: 'Open conversations again whose first text may have left before a restore',
    })
    .output(z.object({ reopened: z.number() })),
};

/** While no store is open nobody can sign in, so the person proves who they are to the back-up itself. */
export const lostStore = {
  list: everybody
    .route({
      method: 'GET',
      path: '/setup/back-ups',
      tags: ['Set-up'],
      summary: 'Back-ups of a store that does not open',
    })
    .output(z.array(BackupItem.pick({ id: true, madeAt: true, bytes: true, problems: true }))),
  restore: everybody
    .route({
      method: 'POST',
      path: '/setup/back-ups/{id}',
      tags: ['Set-up'],
      summary: 'Restore a back-up in place of a store that does not open',
    })
    .input(
      z.object({
        id: z.string().max(64),
        login: z.string().max(200),
        password: z.string().max(1000),
        code: z
          .string()
          .max(100)
          .optional()
          .describe(
            'Of the authenticator app, or a recovery code, where the account in the back-up has them',
          ),
      }),
    )
    .output(z.object({ complete: z.boolean(), optOuts: z.number(), unsure: z.number() })),
  progress: everybody
    .route({
      method: 'GET',
      path: '/setup/restoring',
      tags: ['Set-up'],
      summary: 'How far such a restore or import is; null: none is under way',
    })
    .output(TaskProgress.nullable()),
  beginUpload: everybody
    .route({
      method: 'POST',
      path: '/setup/import/upload',
      tags: ['Set-up'],
      summary: 'Begin to hand over an exported file',
    })
    .input(z.object({ name: z.string().max(300), size: z.number().int().min(0).describe('Bytes') }))
    .output(z.object({ uploadId: Id, chunkBytes: z.number() })),
  appendUpload: everybody
    .route({
      method: 'POST',
      path: '/setup/import/upload/{uploadId}',
      tags: ['Set-up'],
      summary: 'Hand over the next piece',
    })
    .input(z.object({ uploadId: Id, offset: z.number().int().min(0), data: Piece }))
    .output(z.object({ received: z.number() })),
  import: everybody
    .route({
      method: 'POST',
      path: '/setup/import',
      tags: ['Set-up'],
      summary: 'Begin with an organisation that was exported on another computer',
    })
    .input(
      z.object({
        uploadId: Id,
        passphrase: z.string().min(1).max(1000).describe('Of the file'),
        keyStorePassphrase: z
          .string()
          .min(12, 'At least 12 characters.')
          .max(1000)
          .optional()
          .describe('Needed where this computer has no key store'),
      }),
    )
    .output(z.object({ complete: z.boolean(), optOuts: z.number(), unsure: z.number() })),
};
