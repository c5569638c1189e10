import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../../../../shared/contract/campaign.ts';
import type { ScriptCheck } from '../../../../shared/text/template.ts';
import { api } from '../../../client.ts';
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { hrefOf } from '../../../state/route.ts';
import { announce } from '../parts/announce.ts';
import { CheckLine } from './CheckLine.tsx';
import styles from './campaigns.module.css';
import { counted } from './contacts/importWords.ts';
import editor from './editor.module.css';
import { type Fix, preflight, type SectionId } from './preflight.ts';

type Props = {
  readonly campaign: Campaign;
  readonly script: ScriptCheck;
  readonly unsaved: boolean;
  readonly onFix: (section: SectionId) => void;
};

/** The last look before texts may leave: what stands in the way, and what could be better. */
export function LaunchSection({ campaign, script, unsaved, onFix }: Props) {
  const connections = useQuery(api.connection.list.queryOptions());
  const jobs = useQuery(api.imports.jobs.queryOptions({ input: { campaignId: campaign.id } }));
  const importing = jobs.data?.some((job) => job.state === 'running') ?? false;
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const launch = useMutation(
    api.campaign.launch.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.campaign.key() });
        announce(`“${campaign.name}” is running.`);
      },
      onSettled: () => setAsking(false),
    }),
  );
  if (campaign.state === 'launched') return <p>This campaign is running. Its texters can send.</p>;
  if (campaign.state === 'closed') return <p>This campaign is closed. Nothing more is sent in it.</p>;

  const checks = connections.data
    ? preflight({ campaign, connections: connections.data, script, unsaved, importing })
    : [];
  const blockers = checks.filter(({ level }) => level === 'blocker').length;
  const warnings = checks.filter(({ level }) => level === 'warning').length;
  const paused = campaign.state === 'paused';
  const verb = paused ? 'Go on' : 'Launch';

  return (
    <div className={styles.stack}>
      {connections.error ? (
        <ErrorNotice title="The connections cannot be checked" error={connections.error} />
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
      {launch.error ? <ErrorNotice title="The campaign was not launched" error={launch.error} /> : null}
      <div className={styles.actions}>
        <Button
          variant="filled"
          disabled={checks.length === 0 || blockers > 0}
          loading={launch.isPending}
          onClick={() => setAsking(true)}
        >
          {paused ? 'Go on' : 'Launch the campaign'}
        </Button>
        <span className={styles.soft}>{summary(blockers, warnings)}</span>
      </div>
      <ConfirmDialog
        opened={asking}
        title={`${verb}${paused ? ' with' : ''} “${campaign.name}”?`}
        confirmLabel={verb}
        busy={launch.isPending}
        onConfirm={() => launch.mutate({ id: campaign.id })}
        onCancel={() => setAsking(false)}
      >
        {counted(campaign.texterIds.length, 'texter')} can then text{' '}
        {counted(campaign.counts.toSend, 'contact')}, one at a time. Nobody who opted out is texted. You can
        pause at any moment.
        {warnings > 0 ? ` ${counted(warnings, 'point')} of the list could still be better.` : ''}
      </ConfirmDialog>
    </div>
  );
}

type FixProps = { readonly fix: Fix; readonly title: string; readonly onFix: (section: SectionId) => void };

function FixButton({ fix, title, onFix }: FixProps) {
  const look = { variant: 'subtle', size: 'compact-sm', 'aria-label': `Put right: ${title}` };
  return fix === 'connections' ? (
    <Button {...look} component="a" href={hrefOf(['settings', 'connections'])}>
      Open settings
    </Button>
  ) : (
    <Button {...look} onClick={() => onFix(fix)}>
      Go there
    </Button>
  );
}

function summary(blockers: number, warnings: number): string {
  if (blockers > 0) return `${counted(blockers, 'point')} must be done first.`;
  if (warnings > 0) return `Ready, with ${counted(warnings, 'point')} to look at.`;
  return 'Everything is in order.';
}
