import { Button } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Connection } from '../../../shared/contract/connections.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { announce } from '../base/announce.ts';
import { ErrorNotice } from '../base/ErrorNotice.tsx';
import { complain } from '../base/notify.ts';
import { Section } from '../base/Section.tsx';

function usePractice() {
  const queries = useQueryClient();
  return useMutation(
    api.connection.practise.mutationOptions({
      onSuccess: () => announce(t('practice:made')),
      onSettled: () => queries.invalidateQueries(),
    }),
  );
}

/**
 * A single button that makes a practice connection, where there is nothing yet; its two campaigns are then
 * in the list.
 */
export function PractiseButton() {
  const make = usePractice();
  return (
    <>
      <Button
        leftSection={<IconSchool size={16} aria-hidden />}
        loading={make.isPending}
        onClick={() => make.mutate({})}
      >
        {t('practice:title')}
      </Button>
      {make.error ? <ErrorNotice title={t('practice:failed')} error={make.error} /> : null}
    </>
  );
}

/**
 * Offers practice before anybody real is texted: simulated providers inside Heed, with invented contacts who
 * answer.
 */
export function PracticeOffer() {
  const make = usePractice();
  return (
    <Section id="practice" title={t('practice:title')} lead={t('practice:lead')}>
      {make.error ? <ErrorNotice title={t('practice:failed')} error={make.error} /> : null}
      <div>
        <Button
          leftSection={<IconSchool size={16} aria-hidden />}
          loading={make.isPending}
          onClick={() => make.mutate({})}
        >
          {t('practice:begin')}
        </Button>
      </div>
    </Section>
  );
}

/** In place of a text from one's own phone, since no phone can reach a practice number. */
export function TestReply({ connection }: { connection: Connection }) {
  const reply = useMutation(
    api.connection.practiceReply.mutationOptions({
      onSuccess: () => announce(t('practice:replied')),
      onError: complain(t('practice:notReplied')),
    }),
  );
  return (
    <Button variant="filled" loading={reply.isPending} onClick={() => reply.mutate({ id: connection.id })}>
      {t('practice:sendReply')}
    </Button>
  );
}
