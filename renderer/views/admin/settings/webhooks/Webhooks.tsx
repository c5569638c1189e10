import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../client.ts';
import { EmptyState } from '../../../../components/EmptyState.tsx';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { LoadingLines } from '../../../../components/Loading.tsx';
import { Section } from '../../parts/Section.tsx';
import { ShownOnce } from '../ShownOnce.tsx';
import { EndpointCard } from './EndpointCard.tsx';
import { EndpointForm } from './EndpointForm.tsx';

/** Other systems that are told of opt-outs and opt-ins. */
export function Webhooks() {
  const endpoints = useQuery(api.webhookOut.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <Section
        id="webhooks"
        title="Webhooks"
        lead="Heed tells other systems, such as your CRM, of each opt-out and opt-in from the moment you add them: signed, in order, and tried again for a day until they answer."
        aside={
          adding ? null : (
            <Button
              variant="filled"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setAdding(true)}
            >
              Add a webhook
            </Button>
          )
        }
      >
        {adding ? (
          <EndpointForm
            endpoint={null}
            onCancel={() => setAdding(false)}
            onDone={(made) => {
              setAdding(false);
              setSecret(made);
            }}
          />
        ) : null}
        {endpoints.isPending ? <LoadingLines /> : null}
        {endpoints.error ? (
          <ErrorNotice title="The webhooks cannot be shown" error={endpoints.error} />
        ) : null}
        {endpoints.data?.length === 0 && !adding ? (
          <EmptyState title="No webhooks">
            No other system is told of opt-outs. Add one if people are kept in a CRM too.
          </EmptyState>
        ) : null}
      </Section>
      {(endpoints.data ?? []).map((endpoint) => (
        <EndpointCard key={endpoint.id} endpoint={endpoint} onSecret={setSecret} />
      ))}
      <ShownOnce
        title="The secret of this webhook"
        lead="Give it to whoever runs the other system, to check the signatures. Copy it now: Heed does not show it again."
        value={secret}
        onDone={() => setSecret(null)}
      />
    </>
  );
}
