import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Thread } from '../../../shared/contract/conversations.ts';
import type { AnswerInForce, ContactQuestions } from '../../../shared/contract/questions.ts';
import { readNumber } from '../../../shared/questions/number.ts';
import type { Question } from '../../../shared/questions/script.ts';
import { replyAfter } from '../../../shared/questions/walk.ts';
import { api, client } from '../../client.ts';
import { endReplyOffer, offerReply } from '../../state/offers.ts';

/** What is to be recorded: codes of choices, a number, or words. */
export type Answer = { readonly choices: readonly string[] } | { readonly value: string | number };

/** The last recorded answer, and the one before. */
export type LastRecorded = { readonly question: Question; readonly before: AnswerInForce | undefined };

const givenOf = (answer: Answer) =>
  'choices' in answer ? { ...answer, value: null } : { choices: [], value: String(answer.value) };

/**
 * The answer that stood there before, as it is recorded again. Null: it cannot be, since words stand where
 * the question takes a number now, which a union of two stores brings.
 */
export function asBefore({ kind, choices, value }: AnswerInForce): Answer | null {
  if (value === null) return { choices: choices.map(({ code }) => code) };
  if (kind !== 'number') return { value };
  const number = readNumber(value);
  return number === null ? null : { value: number };
}

/**
 * Records answers of one conversation, and takes them back. Each call returns the next question, so that it
 * is shown at once. `fills`: there is a box for the recommended reply.
 */
export function useRecord({ conversation, questions }: Thread, fills: boolean) {
  const conversationId = conversation.id;
  const queries = useQueryClient();
  const [last, setLast] = useState<LastRecorded | null>(null);
  const show = (answered: ContactQuestions) =>
    queries.setQueryData(
      api.conversation.get.queryKey({ input: { id: conversationId } }),
      (thread: Thread | undefined) => thread && { ...thread, questions: answered },
    );
  const settle = () => queries.invalidateQueries({ queryKey: api.answers.key() });

  const record = useMutation({
    mutationFn: ({ question, answer }: { question: Question; answer: Answer }) =>
      client.answers.record({
        conversationId,
        question: question.code,
        ...('choices' in answer ? { choices: [...answer.choices] } : answer),
      }),
    onSuccess: (answered, { question, answer }) => {
      const before = questions.answers.find((each) => each.question === question.code);
      setLast({ question, before });
      show(answered);
      // Its reply as it reads now, since it may name this very answer.
      const filled = answered.script.find(({ code }) => code === question.code) ?? question;
      const reply = replyAfter(filled, givenOf(answer));
      if (fills && reply !== '') offerReply(conversationId, reply);
    },
    onSettled: settle,
  });
  const clear = useMutation({
    mutationFn: (question: string) => client.answers.clear({ conversationId, question }),
    onSuccess: (answered) => {
      setLast(null);
      show(answered);
    },
    onSettled: settle,
  });
  const undo = useMutation({
    mutationFn: ({ question: { code }, before }: LastRecorded) => {
      const answer = before === undefined ? null : asBefore(before);
      if (answer === null) return client.answers.clear({ conversationId, question: code });
      return client.answers.record({
        conversationId,
        question: code,
        ...('choices' in answer ? { choices: [...answer.choices] } : answer),
      });
    },
    onSuccess: (answered) => {
      setLast(null);
      show(answered);
      endReplyOffer(conversationId, true);
    },
    onSettled: settle,
  });
  return {
    record,
    clear,
    undo,
    last,
    busy: record.isPending || clear.isPending || undo.isPending,
    error: record.error ?? clear.error ?? undo.error,
  };
}
