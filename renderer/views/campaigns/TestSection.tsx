import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import type { ScriptTest } from '../../../shared/contract/campaigns/scriptTests.ts';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { servesRegion } from '../../../shared/providers/index.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { firstNameOf } from '../../../shared/text/firstName.ts';
import { t } from '../../../shared/text/say.ts';
import { unknownFields } from '../../../shared/text/template.ts';
import { api, warningsIn } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { Tag, type Tone } from '../../components/base/Tag.tsx';
import { dayAndTime } from '../../components/base/time.ts';
import { AskFirst } from '../../components/outbox/AskFirst.tsx';
import { useMe } from '../../hooks/useSession.ts';
import { go, hrefOf } from '../../state/route.ts';
import styles from './campaigns.module.css';

type Props = { readonly campaign: Campaign; readonly unsaved: boolean };

/** The script on a number of one's own: sends it, and shows the tests that run. */
export function TestSection({ campaign, unsaved }: Props) {
  const me = useMe();
  const queries = useQueryClient();
  const [number, setNumber] = useState('');
  const [firstName, setFirstName] = useState(firstNameOf(me.name));
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const tests = useQuery(api.scriptTest.list.queryOptions({ input: { campaignId: campaign.id } }));
  const connections = useQuery(api.connection.list.queryOptions()).data ?? [];
  const serving = connections.filter((each) => servesRegion(each, campaign.region));
  const practiceOnly = serving.length > 0 && serving.every(({ practice }) => practice);
  const begin = useMutation(
    api.scriptTest.begin.mutationOptions({
      onSuccess: async ({ conversationId }) => {
        await queries.invalidateQueries({ queryKey: api.scriptTest.key() });
        go(['conversations', 'all', conversationId]);
      },
    }),
  );
  if (campaign.state === 'closed') return <p className={styles.soft}>{t('campaigns:test.closed')}</p>;

  const further = unknownFields(campaign.script, []);
  const asked = warningsIn(begin.error);
  const send = (confirmed: WarningCode[]) => {
    const fields = Object.fromEntries(further.map((name) => [name, values[name] ?? '']));
    begin.mutate({ campaignId: campaign.id, number, firstName: firstName.trim(), fields, confirmed });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send([]);
  };
  // A test that has ended is shown only while its last reply waits for an answer.
  const shown = (tests.data ?? []).filter(({ endedAt, state }) => endedAt === null || state === 'to-answer');
  return (
    <div className={styles.stack}>
      <form className={styles.stack} onSubmit={submit}>
        <div className={styles.testFields}>
          <TextInput
            label={t('campaigns:test.number')}
            type="tel"
            autoComplete="off"
            maxLength={40}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <TextInput
            label={t('campaigns:test.firstName')}
            maxLength={80}
            value={firstName}
            onChange={(event) => setFirstName(event.currentTarget.value)}
          />
          {further.map((name) => (
            <TextInput
              key={name}
              label={t('campaigns:test.value', { field: `{${name}}` })}
              maxLength={500}
              value={values[name] ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setValues((was) => ({ ...was, [name]: value }));
              }}
            />
          ))}
        </div>
        {unsaved ? <p className={styles.needs}>{t('campaigns:test.unsaved')}</p> : null}
        {practiceOnly ? <p className={styles.soft}>{t('campaigns:test.practice')}</p> : null}
        {asked.length > 0 ? (
          <AskFirst
            warnings={asked}
            busy={begin.isPending}
            onConfirm={() => send(asked.map(({ code }) => code))}
            onCancel={() => begin.reset()}
          />
        ) : begin.error ? (
          <ErrorNotice title={t('campaigns:test.failed')} error={begin.error} />
        ) : null}
        <div className={styles.actions}>
          <Button type="submit" loading={begin.isPending} disabled={unsaved || number.trim() === ''}>
            {t('campaigns:test.send')}
          </Button>
        </div>
      </form>
      {tests.error ? <ErrorNotice title={t('campaigns:test.notRead')} error={tests.error} /> : null}
      {shown.length === 0 ? null : (
        <ul className={styles.tests} aria-label={t('campaigns:test.running')}>
          {shown.map((test) => (
            <TestRow
              key={test.id}
              test={test}
              onAgain={() => {
                setNumber(formatNumber(test.number));
                begin.mutate({ campaignId: campaign.id, number: test.number });
              }}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

const TONES: Readonly<Record<ScriptTest['state'], Tone>> = {
  'to-send': 'neutral',
  waiting: 'neutral',
  'to-answer': 'brand',
  closed: 'neutral',
};

function TestRow({ test, onAgain }: { readonly test: ScriptTest; readonly onAgain: () => void }) {
  const queries = useQueryClient();
  const end = useMutation(
    api.scriptTest.end.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.scriptTest.key() });
        announce(t('campaigns:test.ended'));
      },
    }),
  );
  const number = formatNumber(test.number);
  const { optedOut, state, begunBy, begunAt, endedAt, conversationId } = test;
  return (
    <li>
      <span className={styles.testWho}>
        <strong>{number}</strong>{' '}
        <Tag tone={optedOut ? 'stop' : TONES[state]}>
          {t(`campaigns:test.state.${optedOut ? 'optedOut' : state}`)}
        </Tag>
        <span className={styles.soft}>
          {t('campaigns:test.by', { who: begunBy ?? '', when: dayAndTime(begunAt) })}
        </span>
      </span>
      <Button
        size="compact-sm"
        component="a"
        href={hrefOf(['conversations', 'all', conversationId])}
        aria-label={t('campaigns:test.open', { number })}
      >
        {t('campaigns:test.openShort')}
      </Button>
      {optedOut ? null : (
        <Button size="compact-sm" aria-label={t('campaigns:test.againAria', { number })} onClick={onAgain}>
          {t('campaigns:test.again')}
        </Button>
      )}
      {endedAt === null ? (
        <Button
          size="compact-sm"
          loading={end.isPending}
          aria-label={t('campaigns:test.endAria', { number })}
          onClick={() => end.mutate({ id: test.id })}
        >
          {t('campaigns:test.end')}
        </Button>
      ) : null}
      {end.error ? <ErrorNotice title={t('campaigns:test.notEnded')} error={end.error} /> : null}
    </li>
  );
}
