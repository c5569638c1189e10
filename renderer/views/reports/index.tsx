import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconDeviceFloppy, IconFileTypePdf, IconPrinter } from '@tabler/icons-react';
import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { ComplianceReport } from '../../../shared/contract/reports.ts';
import { reportAbout, reportMade, reportSections } from '../../../shared/reports/sections.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { blobOf, saveFile, saveText } from '../../components/base/download.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { complain } from '../../components/base/notify.ts';
import { useCampaigns } from '../../components/conversations/queries.ts';
import { TopBar } from '../../components/shell/Shell.tsx';
import { useNow } from '../../hooks/useNow.ts';
import { useAtDesk } from '../../hooks/useSession.ts';
import { daysOf, ownDays, PERIODS, type Period } from './periods.ts';
import styles from './reports.module.css';
import { Schedule } from './Schedule.tsx';

/** How opt-outs were kept in a period, to read, print and save: #/report. For admins and supervisors. */
export function ReportView(): ReactNode {
  const today = new Date(useNow()).setHours(0, 0, 0, 0);
  const campaigns = useCampaigns();
  const [period, setPeriod] = useState<Period>('30-days');
  const desk = useAtDesk();
  const [own, setOwn] = useState({ from: '', to: '' });
  const [campaignId, setCampaignId] = useState('');
  const input = useMemo(() => {
    const days = period === 'own' ? ownDays(own.from, own.to) : daysOf(period, today);
    return days && { ...days, ...(campaignId === '' ? {} : { campaignId }) };
  }, [period, own, today, campaignId]);
  const { data, error, refetch } = useQuery(
    api.report.compliance.queryOptions({ input: input ?? skipToken, placeholderData: keepPreviousData }),
  );
  const save = useMutation({
    mutationFn: () => client.report.page(input ?? {}),
    onSuccess: ({ fileName, html }) => saveText(fileName, html, 'text/html;charset=utf-8'),
    onError: complain(t('report:notSaved')),
  });
  const savePdf = useMutation({
    mutationFn: () => client.report.pdf(input ?? {}),
    onSuccess: ({ fileName, base64 }) => saveFile(fileName, blobOf(base64, 'application/pdf')),
    onError: complain(t('report:notSaved')),
  });
  return (
    <>
      <TopBar title={t('report:title')} />
      <main className={styles.content}>
        <div className={styles.acts}>
          <NativeSelect
            size="xs"
            aria-label={t('report:period.label')}
            value={period}
            onChange={(event) =>
              setPeriod(PERIODS.find((each) => each === event.currentTarget.value) ?? '30-days')
            }
          >
            {PERIODS.map((each) => (
              <option key={each} value={each}>
                {t(`report:period.${each}`)}
              </option>
            ))}
          </NativeSelect>
          {period === 'own'
            ? (['from', 'to'] as const).map((end) => (
                <TextInput
                  key={end}
                  size="xs"
                  type="date"
                  aria-label={t(`report:period.${end}`)}
                  value={own[end]}
                  onChange={(event) => setOwn({ ...own, [end]: event.currentTarget.value })}
                />
              ))
            : null}
          <NativeSelect
            size="xs"
            aria-label={t('dashboard:campaign')}
            value={campaignId}
            onChange={(event) => setCampaignId(event.currentTarget.value)}
          >
            <option value="">{t('dashboard:everyCampaign')}</option>
            {campaigns.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </NativeSelect>
          <span className={styles.space} />
          <Button
            leftSection={<IconPrinter size={14} aria-hidden />}
            disabled={!data}
            onClick={() => window.print()}
          >
            {t('report:print')}
          </Button>
          {desk ? null : (
            <>
              <Button
                leftSection={<IconDeviceFloppy size={14} aria-hidden />}
                disabled={!data || input === null}
                loading={save.isPending}
                onClick={() => save.mutate()}
              >
                {t('report:save')}
              </Button>
              <Button
                leftSection={<IconFileTypePdf size={14} aria-hidden />}
                disabled={!data || input === null}
                loading={savePdf.isPending}
                onClick={() => savePdf.mutate()}
              >
                {t('report:savePdf')}
              </Button>
            </>
          )}
        </div>
        {data ? <Page report={data} /> : null}
        {error && !data ? (
          <ErrorNotice title={t('report:unread')} error={error} onRetry={() => void refetch()} />
        ) : null}
        {data || error || input === null ? null : <LoadingLines lines={8} label={t('report:loading')} />}
        {desk ? null : <Schedule />}
      </main>
    </>
  );
}

function Page({ report }: { report: ComplianceReport }): ReactNode {
  return (
    <article className={styles.page} aria-label={t('report:title')}>
      <header>
        <h2 className={styles.title}>{`${t('report:title')} · ${report.organisation}`}</h2>
        <p className={styles.soft}>{reportAbout(report)}</p>
        <p className={styles.soft}>{reportMade(report)}</p>
        <p className={styles.soft}>{t('report:figuresOnly')}</p>
      </header>
      {reportSections(report).map(({ title, lead, rows }) => (
        <section key={title} className={styles.section}>
          <h3>{title}</h3>
          {lead === '' ? null : <p className={styles.soft}>{lead}</p>}
          {rows.length === 0 ? <p>{t('report:none')}</p> : null}
          <table>
            <tbody>
              {rows.map(({ label, value }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </article>
  );
}
