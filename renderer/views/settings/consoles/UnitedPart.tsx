import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConsolesState } from '../../../../shared/contract/consoles.ts';
import { t } from '../../../../shared/text/say.ts';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { Section } from '../../../components/base/Section.tsx';
import settings from '../settings.module.css';
import { ConsoleRow } from './ConsoleRow.tsx';
import { Invite } from './Invite.tsx';
import { Standing } from './Standing.tsx';

/** Which consoles there are, how far each has come, and who sends. */
export function UnitedPart({ state }: { readonly state: ConsolesState }) {
  const [inviting, setInviting] = useState(false);
  const senders = state.consoles.filter(({ connections }) => connections.length > 0);
  return (
    <Section
      id="consoles"
      title={t('settings:part.consoles')}
      lead={t('consoles:screen.united.lead')}
      aside={
        <Button
          variant="filled"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setInviting(true)}
        >
          {t('consoles:screen.invite.act')}
        </Button>
      }
    >
      <Standing state={state} />
      <ListTable
        label={t('consoles:screen.table.label')}
        columns={[
          t('consoles:screen.table.name'),
          t('consoles:screen.table.seen'),
          t('consoles:screen.table.changes'),
          t('consoles:screen.table.sends'),
          { spoken: t('consoles:screen.table.acts') },
        ]}
      >
        {state.consoles.map((each) => (
          <ConsoleRow
            key={each.id}
            of={each}
            // What this console knows of itself is newer than what the log was told.
            behind={each.self ? state.behind : state.problem === '' ? each.behind : null}
            sendsAlone={senders.length === 1 && senders[0]?.id === each.id}
          />
        ))}
      </ListTable>
      <p className={settings.soft}>{t('consoles:screen.united.database', { address: state.address })}</p>
      <Invite opened={inviting} onClose={() => setInviting(false)} />
    </Section>
  );
}
