import { z } from 'zod';
import { SpanText } from '../schema/range.ts';
import { ActionKind, Region } from '../schema/words.ts';
import { says } from '../text/says.ts';
import { ViewAs } from './access/viewAs.ts';
import { atDesks, Flag, Id, Ok, Time } from './base/procedure.ts';
import { Confirmed } from './base/warning.ts';
import { OpenAction } from './conversations.ts';
import { ConfirmationWords } from './decisions/optOutByHand.ts';
import { ActionResolution } from './people.ts';

const tags = ['Actions'];

/** An action in the list of what a person must do, with its conversation and its due date. */
export const ActionItem = OpenAction.extend({
  campaignId: Id.nullable(),
  region: Region,
  /** Business days of the region until it is due: 0 today, negative once that day is over. */
  workingDaysLeft: z.number().int(),
  overdue: z.boolean(),
});
export type ActionItem = z.infer<typeof ActionItem>;

export const ActionFilter = z.object({
  kind: ActionKind.optional(),
  campaignId: Id.optional(),
  texterId: Id.optional().describe('Whose conversation it is'),
  supervised: Flag.optional().describe(
    'What supervisors decide: requests to stop, wrong numbers, and what was given to whoever asks',
  ),
  /** overdue: the due date is past; soon: within three days. */
  due: z.enum(['overdue', 'soon']).optional(),
  assigned: z.enum(['mine', 'unassigned']).optional(),
  opened: SpanText.optional().describe('When it was opened, UTC milliseconds'),
});
export type ActionFilter = z.infer<typeof ActionFilter>;

/** Whose it is from then on, until when they should decide (two business days if left out), and why. */
export const EscalateTo = z.object({ ownerId: Id, answerBy: Time.optional() });
const EscalateInput = EscalateTo.extend({ id: Id, note: z.string().trim().max(1000).default('') });

/** What is needed to undo an opt-out; null where the act was another one. */
const Undoable = z.object({ optOutId: Id, undoUntil: Time, cancelled: z.number() }).nullable();

/** Resolutions for several actions at once: those that cannot send anything or reverse anybody's wish. */
const BulkResolution = z.enum(['opt-out', 'close-wrong-number', 'was-sent', 'not-sent']);
const Ids = z
  .array(Id)
  .min(1, says('api:chooseAction'))
  .max(200, says('api:atOnce', { most: 200 }));

export const action = {
  list: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/actions',
      tags,
      summary: 'What a person must do; a texter sees their own conversations’',
    })
    .input(
      ViewAs.extend({
        kind: ActionKind.optional(),
        conversationId: Id.optional(),
        campaignId: Id.optional(),
        opened: SpanText.optional().describe('When it was opened, UTC milliseconds'),
      }),
    )
    .output(z.array(OpenAction)),
  page: atDesks.signedIn
    .route({
      method: 'GET',
      path: '/actions/page',
      tags,
      summary: 'What a person must do, the most urgent first, a page at a time',
    })
    .input(
      ActionFilter.extend({
        ...ViewAs.shape,
        cursor: z.string().max(120).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ items: z.array(ActionItem), nextCursor: z.string().nullable() })),
  summary: atDesks.signedIn
    .route({ method: 'GET', path: '/actions/summary', tags, summary: 'How many actions are open' })
    .input(ViewAs.default({}))
    .output(
      z.object({
        open: z.number(),
        overdue: z.number(),
        mine: z.number(),
        unassigned: z.number(),
        kinds: z.array(z.object({ kind: ActionKind, count: z.number() })),
      }),
    ),
  resolve: atDesks.signedIn
    .route({ method: 'POST', path: '/actions/{id}', tags, summary: 'Do it, or say why not' })
    .input(
      z.object({
        id: Id,
        resolution: ActionResolution,
        reason: z.string().trim().max(300).default(''),
        /** With the resolution opt-out: send the contact this confirmation. */
        confirmation: ConfirmationWords.optional(),
        confirmed: Confirmed,
      }),
    )
    .output(
      Ok.extend({
        optOut: Undoable,
        /** After an opt-in: what the contact must still do. */
        remains: z.array(z.string()),
      }),
    ),
  resolveMany: atDesks.signedIn
    .route({
      method: 'POST',
      path: '/actions/resolve',
      tags,
      summary: 'Do several at once, where it is safe',
    })
    .input(z.object({ ids: Ids, resolution: BulkResolution, reason: z.string().trim().max(300).default('') }))
    .output(
      z.object({
        done: z.array(z.object({ id: Id, optOutId: Id.nullable() })),
        refused: z.array(z.object({ id: Id, why: z.string() })),
      }),
    ),
  assign: atDesks.admins
    .route({
      method: 'POST',
      path: '/actions/assign',
      tags,
      summary: 'Give actions to somebody, or to nobody',
    })
    .input(z.object({ ids: Ids, accountId: Id.nullable() }))
    .output(Ok),
  escalate: atDesks.overseers
    .route({
      method: 'POST',
      path: '/actions/{id}/escalate',
      tags,
      summary: 'Give an action to an admin or a supervisor who should decide it, until when and why',
    })
    .input(EscalateInput)
    .output(Ok.extend({ decideBy: Time })),
};
