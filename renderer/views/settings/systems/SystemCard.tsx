import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { System } from '../../../../shared/contract/systems.ts';
import { SYSTEMS } from '../../../../shared/systems/systems.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { WhenAgo } from '../../../components/base/WhenAgo.tsx';
import { number } from '../../../language/formats.ts';
import styles from '../settings.module.css';
import { Deliveries } from '../webhooksOut/Deliveries.tsx';
import { ENDPOINT_TONES } from '../webhooksOut/webhookWords.ts';
import { MatchDialog } from './MatchDialog.tsx';
import { SystemForm } from './SystemForm.tsx';

/** One system: its state, what it was told, and what can be done about it. */
export function SystemCard({ system }: { readonly system: System }) {
  const [shown, setShown] = useState<'edit' | 'match' | 'remove' | null>(null);
  const queries = useQueryClient();
  const { id, name, kind, state, detail, waiting, lastDeliveredAt, pulledAt } = system;
  const refresh = async () => {
    setShown(null);
    await queries.invalidateQueries({ queryKey: api.systems.key() });
    await queries.invalidateQueries({ queryKey: api.webhookOut.key() });
  };
  const update = useMutation(api.systems.update.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(api.systems.remove.mutationOptions({ onSuccess: refresh }));
  const test = useMutation(api.systems.test.mutationOptions());
  const events = system.events.map((topic) => t(`systems:event.${topic}`)).join(', ');
  return (
    <Section
      id={`system-${id}`}
      title={name}
      lead={[SYSTEMS[kind].name, system.url, events].filter((part) => part !== '').join(' · ')}
      aside={<Tag tone={ENDPOINT_TONES[state]}>{t(`systems:${state}`)}</Tag>}
    >
      {shown === 'edit' ? <SystemForm system={system} onDone={() => setShown(null)} /> : null}
      <dl className={styles.facts}>
        <dt>{t('systems:told')}</dt>
        <dd>{lastDeliveredAt === null ? t('systems:never') : <WhenAgo at={lastDeliveredAt} />}</dd>
        <dt>{t('systems:pulled')}</dt>
        <dd>{pulledAt === null ? t('systems:never') : <WhenAgo at={pulledAt} />}</dd>
        <dt>{t('systems:waits')}</dt>
        <dd>{number(waiting)}</dd>
      </dl>
      {state === 'paused' ? <ErrorNotice title={t('systems:pausedTitle')}>{detail}</ErrorNotice> : null}
      {state !== 'paused' && detail !== '' ? (
        <p className={styles.needs}>{t('systems:lastFailed', { detail, waiting })}</p>
      ) : null}
      {update.error ? <ErrorNotice error={update.error} /> : null}
      <div role="status">
        {test.data?.well ? <p className={styles.soft}>{t('systems:testedWell')}</p> : null}
      </div>
      {test.data?.well === false ? (
        <ErrorNotice title={t('systems:testFailed')}>{test.data.detail}</ErrorNotice>
      ) : null}
      {test.error ? <ErrorNotice title={t('systems:testFailed')} error={test.error} /> : null}
      <div className={styles.actions}>
        {state === 'on' && detail === '' ? null : (
          <Button variant="filled" onClick={() => update.mutate({ id, on: true })} loading={update.isPending}>
            {t(state === 'off' ? 'systems:switchOn' : 'systems:again')}
          </Button>
        )}
        <Button onClick={() => test.mutate({ id })} loading={test.isPending}>
          {t('systems:test')}
        </Button>
        <Button onClick={() => setShown('match')}>{t('systems:map')}</Button>
        {state === 'off' ? null : (
          <Button variant="subtle" onClick={() => update.mutate({ id, on: false })}>
            {t('systems:switchOff')}
          </Button>
        )}
        <Button variant="subtle" onClick={() => setShown('edit')}>
          {t('systems:edit')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => setShown('remove')}>
          {t('systems:remove')}
        </Button>
      </div>
      <Deliveries endpoint={system} none={t('systems:nothingTold')} />
      {shown === 'match' ? <MatchDialog system={system} onClose={() => setShown(null)} /> : null}
      <ConfirmDialog
        opened={shown === 'remove'}
        title={t('systems:removeTitle', { name })}
        confirmLabel={t('systems:removeIt')}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ id })}
        onCancel={() => setShown(null)}
      >
        {t('systems:removeWhat', { waiting })}
        {remove.error ? <ErrorNotice title={t('settings:form.notRemoved')} error={remove.error} /> : null}
      </ConfirmDialog>
    </Section>
  );
}
