import { z } from 'zod';
import { ViewAs } from '../access/viewAs.ts';
import { atDesks } from '../base/procedure.ts';

/** How far somebody is today, over all campaigns that run. */
export const Progress = z.object({
  sentToday: z.number().int().describe('First texts of theirs that left today, in this computer’s zone'),
  goal: z
    .number()
    .int()
    .nullable()
    .describe('How many first texts should leave today: the goals of their campaigns together; null: none'),
  toSend: z.number().int().describe('Of their contacts, those still to get their first text'),
  waiting: z.number().int().describe('Of their contacts, those who wait for an answer'),
});
export type Progress = z.infer<typeof Progress>;

export const progress = {
  read: atDesks.texting
    .route({
      method: 'GET',
      path: '/progress',
      tags: ['Messenger'],
      summary: 'How far you are today, over all campaigns that run',
    })
    .input(ViewAs.default({}))
    .output(Progress),
};
