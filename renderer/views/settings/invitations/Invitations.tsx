import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { EmptyState } from '../../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { Section } from '../../../components/base/Section.tsx';
import styles from '../settings.module.css';
import { CampaignLinkForm } from './CampaignLinkForm.tsx';
import { InvitationRow } from './InvitationRow.tsx';
import { InviteManyForm } from './InviteManyForm.tsx';
import { InviteOneForm } from './InviteOneForm.tsx';
import { JoinRequests } from './JoinRequests.tsx';
import { LinkMade } from './LinkMade.tsx';
import { LinksMade } from './LinksMade.tsx';
import type { MadeLinks } from './madeLinks.ts';

type Adding = 'one' | 'many' | 'campaign' | null;

/** Links by which people join, and who waits for a yes. */
export function Invitations() {
  const list = useQuery(api.invitation.list.queryOptions());
  const [adding, setAdding] = useState<Adding>(null);
  const [link, setLink] = useState<string | null>(null);
  const [links, setLinks] = useState<MadeLinks | null>(null);
  const cancel = () => setAdding(null);
  const made = (value: string) => {
    setAdding(null);
    setLink(value);
  };
  const buttons = (
    <div className={styles.actions}>
      <Button variant="filled" onClick={() => setAdding('one')}>
        {t('invitations:one')}
      </Button>
      <Button onClick={() => setAdding('many')}>{t('invitations:many')}</Button>
      <Button onClick={() => setAdding('campaign')}>{t('invitations:forCampaign')}</Button>
    </div>
  );
  return (
    <>
      <JoinRequests />
      <Section id="invitations" title={t('invitations:title')} lead={t('invitations:lead')}>
        {adding === null && list.data?.length !== 0 ? buttons : null}
        {adding === 'one' ? <InviteOneForm onMade={made} onCancel={cancel} /> : null}
        {adding === 'many' ? (
          <InviteManyForm
            onMade={(value) => {
              setAdding(null);
              setLinks(value);
            }}
            onCancel={cancel}
          />
        ) : null}
        {adding === 'campaign' ? <CampaignLinkForm onMade={made} onCancel={cancel} /> : null}
        {list.isPending ? <LoadingLines /> : null}
        {list.error ? <ErrorNotice title={t('invitations:failed')} error={list.error} /> : null}
        {list.data?.length === 0 && adding === null ? (
          <EmptyState title={t('invitations:none')} action={buttons}>
            {t('invitations:noneWhat')}
          </EmptyState>
        ) : null}
        {list.data && list.data.length > 0 ? (
          <ListTable
            label={t('invitations:list')}
            columns={[
              t('invitations:column.for'),
              t('invitations:column.kind'),
              t('invitations:role'),
              t('invitations:column.people'),
              t('invitations:column.until'),
              t('invitations:column.state'),
              { spoken: t('invitations:column.revoke') },
            ]}
          >
            {list.data.map((each) => (
              <InvitationRow key={each.id} invitation={each} />
            ))}
          </ListTable>
        ) : null}
      </Section>
      <LinkMade link={link} onDone={() => setLink(null)} />
      <LinksMade made={links} onDone={() => setLinks(null)} />
    </>
  );
}
