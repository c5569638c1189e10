import { Button } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../client.ts';
import { EmptyState } from '../../../../components/EmptyState.tsx';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { LoadingLines } from '../../../../components/Loading.tsx';
import { Section } from '../../parts/Section.tsx';
import { AddConnection } from './AddConnection.tsx';
import { ConnectionCard } from './ConnectionCard.tsx';

/** Access to the providers, and the numbers that texts come from. */
export function Connections() {
  const connections = useQuery(api.connection.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const add = (
    <Button variant="filled" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      Add a connection
    </Button>
  );
  const list = connections.data ?? [];
  return (
    <>
      <Section
        id="connections"
        title="Connections"
        lead="Texts leave and replies come in through these. Nothing is sent through a connection that is not ready."
        aside={adding || list.length === 0 ? null : add}
      >
        {connections.isPending ? <LoadingLines /> : null}
        {connections.error ? (
          <ErrorNotice title="The connections cannot be shown" error={connections.error} />
        ) : null}
        {adding ? <AddConnection onDone={() => setAdding(false)} /> : null}
        {connections.data && list.length === 0 && !adding ? (
          <EmptyState title="No connection yet" icon={<IconPlugConnected size={24} />} action={add}>
            Connect Twilio for UK campaigns or Bandwidth for US and Canada, or the simulator to practise.
          </EmptyState>
        ) : null}
      </Section>
      {list.map((connection) => (
        <ConnectionCard key={connection.id} connection={connection} />
      ))}
    </>
  );
}
