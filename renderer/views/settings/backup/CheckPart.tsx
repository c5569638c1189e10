import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { BackupState } from '../../../../shared/contract/backup.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { saidTime } from '../../../components/base/time.ts';
import { useNow } from '../../../hooks/useNow.ts';
import settings from '../settings.module.css';
import { useReread } from './useAct.ts';

type Props = { readonly state: BackupState };

/** The latest outcome of the verification, in plain words. */
export function CheckPart({ state: { check, underWay } }: Props) {
  const verify = useMutation(api.backup.check.mutationOptions(useReread()));
  const now = useNow();
  const whole = check?.problems.length === 0;
  return (
    <Section
      id="verify"
      title={t('backup:check.title')}
      lead={t('backup:check.lead')}
      aside={
        <Button
          disabled={underWay !== null || verify.isPending}
          loading={verify.isPending}
          onClick={() => verify.mutate({})}
        >
          {t('backup:check.now')}
        </Button>
      }
    >
      {verify.error ? <ErrorNotice title={t('backup:check.failed')} error={verify.error} /> : null}
      {check ? (
        <div className={settings.inline} role="status">
          <Tag tone={whole ? 'ok' : 'stop'}>{t(whole ? 'backup:check.whole' : 'backup:check.broken')}</Tag>
          <span>
            {t('backup:check.when', {
              when: saidTime(check.at, now),
              entries: check.entries,
              optOuts: check.optOuts,
              inForce: check.inForce,
            })}
          </span>
        </div>
      ) : (
        <p className={settings.soft}>{t('backup:check.never')}</p>
      )}
      {check && !whole ? (
        <ErrorNotice title={t('backup:check.broken')}>
          {check.problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
          <p>{t('backup:check.remedy')}</p>
        </ErrorNotice>
      ) : null}
    </Section>
  );
}
