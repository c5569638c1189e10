import { Button } from '@mantine/core';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Fix, preflight, type SectionId } from '../../../shared/campaigns/preflight.ts';
import { WarningCode } from '../../../shared/contract/base/warning.ts';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { scheduleText } from '../../../shared/text/scheduleText.ts';
import type { ScriptCheck } from '../../../shared/text/template.ts';
import { api } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';
import { ConfirmDialog } from '../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { useNow } from '../../hooks/useNow.ts';
import { hrefOf } from '../../state/route.ts';
import { CheckLine } from './CheckLine.tsx';
import styles from './campaigns.module.css';
import editor from './editor.module.css';
import { isScheduled } from './StateTag.tsx';

type Props = {
  readonly campaign: Campaign;
  readonly script: ScriptCheck;
  /** Fields of ready replies that no contact has. */
  readonly inReplies: readonly string[];
  readonly unsaved: boolean;
  readonly onFix: (section: SectionId) => void;
};

/** The last look before texts may leave: what stands in the way, and what could be better. */
export function LaunchSection({ campaign, script, inReplies, unsaved, onFix }: Props) {
  const connections = useQuery(api.connection.list.queryOptions());
  const jobs = useQuery(api.imports.jobs.queryOptions({ input: { campaignId: campaign.id } }));
  const planned = useQuery(
    api.campaign.scheduleWarnings.queryOptions({
      input: campaign.schedule === null ? skipToken : { id: campaign.id },
    }),
  );
  const importing = jobs.data?.some((job) => job.state === 'running') ?? false;
  const queries = useQueryClient();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const launch = useMutation(
    api.campaign.launch.mutationOptions({
      onSuccess: async (launched) => {
        await queries.invalidateQueries({ queryKey: api.campaign.key() });
        const key = isScheduled(launched, Date.now())
          ? 'campaigns:launch.doneLater'
          : 'campaigns:launch.done';
        announce(t(key, { name: campaign.name }));
      },
      onSettled: () => setAsking(false),
    }),
  );
  if (campaign.schedule !== null && isScheduled(campaign, now))
    return (
      <p>{t('campaigns:launch.scheduled', { schedule: scheduleText(campaign.schedule, campaign.region) })}</p>
    );
  if (campaign.state === 'launched') return <p>{t('campaigns:launch.running')}</p>;
  if (campaign.state === 'closed') return <p>{t('campaigns:launch.closed')}</p>;

  const ready = connections.data && (planned.data ?? (campaign.schedule === null ? [] : null));
  const checks = ready
    ? preflight({
        campaign,
        connections: connections.data ?? [],
        script,
        inReplies,
        unsaved,
        planned: ready,
        importing,
        imported: (jobs.data?.length ?? 0) > 0,
      })
    : [];
  const blockers = checks.filter(({ level }) => level === 'blocker').length;
  const warned = checks.filter(({ level }) => level === 'warning');
  const warnings = warned.length;
  // The dialog's own list is what was read, so that is what is confirmed.
  const confirmed = warned.flatMap(({ id }) => WarningCode.safeParse(id).data ?? []);
  const paused = campaign.state === 'paused';
  const { name, counts, texterIds } = campaign;
  const contacts = t('campaigns:count.contacts', { count: counts.toSend });

  return (
    <div className={styles.stack}>
      {connections.error ? (
        <ErrorNotice title={t('campaigns:launch.checkFailed')} error={connections.error} />
      ) : null}
      <ul className={editor.checks}>
        {checks.map(({ id, level, title, detail, fix }) => (
          <CheckLine
            key={id}
            level={level}
            title={title}
            fix={fix && level !== 'ok' ? <FixButton fix={fix} title={title} onFix={onFix} /> : null}
          >
            {detail}
          </CheckLine>
        ))}
      </ul>
      {launch.error ? <ErrorNotice title={t('campaigns:launch.failed')} error={launch.error} /> : null}
      <div className={styles.actions}>
        <Button
          variant="filled"
          disabled={checks.length === 0 || blockers > 0}
          loading={launch.isPending}
          onClick={() => setAsking(true)}
        >
          {paused ? t('campaigns:launch.goOn') : t('campaigns:launch.act')}
        </Button>
        <span className={styles.soft}>{summary(blockers, warnings)}</span>
      </div>
      <ConfirmDialog
        opened={asking}
        title={paused ? t('campaigns:launch.askGoOn', { name }) : t('campaigns:launch.ask', { name })}
        confirmLabel={paused ? t('campaigns:launch.goOn') : t('campaigns:launch.confirm')}
        busy={launch.isPending}
        onConfirm={() => launch.mutate({ id: campaign.id, confirmed })}
        onCancel={() => setAsking(false)}
      >
        {t('campaigns:launch.consequence', { count: texterIds.length, contacts })}
        {warnings > 0 ? (
          <>
            <p>{t('campaigns:launch.better', { count: warnings })}</p>
            <ul>
              {warned.map(({ id, title }) => (
                <li key={id}>{title}</li>
              ))}
            </ul>
          </>
        ) : null}
      </ConfirmDialog>
    </div>
  );
}

type FixProps = { readonly fix: Fix; readonly title: string; readonly onFix: (section: SectionId) => void };

function FixButton({ fix, title, onFix }: FixProps) {
  const look = {
    variant: 'subtle',
    size: 'compact-sm',
    'aria-label': t('campaigns:launch.putRight', { title }),
  };
  return fix === 'connections' ? (
    <Button {...look} component="a" href={hrefOf(['settings', 'connections'])}>
      {t('campaigns:launch.openSettings')}
    </Button>
  ) : (
    <Button {...look} onClick={() => onFix(fix)}>
      {t('campaigns:launch.goThere')}
    </Button>
  );
}

function summary(blockers: number, warnings: number): string {
  if (blockers > 0) return t('campaigns:launch.first', { count: blockers });
  if (warnings > 0) return t('campaigns:launch.ready', { count: warnings });
  return t('campaigns:launch.inOrder');
}
