import { skipToken, useQuery } from '@tanstack/react-query';
import type { Question } from '../../../shared/questions/script.ts';
import { api } from '../../client.ts';

const none: readonly Question[] = [];

/** Questions of a campaign, also those that are no longer asked; none while they are not known. */
export function useQuestions(campaignId: string | undefined): readonly Question[] {
  const input = campaignId === undefined ? skipToken : { campaignId };
  const script = useQuery(api.questions.script.queryOptions({ input })).data;
  return script === undefined ? none : [...script.questions, ...script.retired];
}
