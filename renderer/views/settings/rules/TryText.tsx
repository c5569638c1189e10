import { SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Settings, Verdict } from '../../../../shared/contract/settings.ts';
import { profileName } from '../../../../shared/providers/words.ts';
import { Profile } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { ruleInWords } from '../../../components/rules/ruleWords.ts';
import styles from '../settings.module.css';
import words from './keywords.module.css';
import { cutAround, type Trial, verdictInWords } from './verdictWords.ts';

type Props = { readonly settings: Settings };

const EXAMPLES = [
  'keyword',
  'request',
  'slogan',
  'wrongNumber',
  'deceased',
  'business',
  'softRefusal',
  'refusal',
] as const;

/** What Heed would make of a reply, by the same rules as for real ones; nothing is stored. */
export function TryText({ settings }: Props) {
  const [trial, setTrial] = useState<Trial>({
    text: '',
    profile: 'provider-1',
    autoOptOut: settings.autoOptOut,
    response: 'first',
  });
  const [asked] = useDebouncedValue(trial, 200);
  const verdict = useQuery({
    ...api.settings.tryText.queryOptions({ input: asked.text.trim() === '' ? skipToken : asked }),
    placeholderData: keepPreviousData,
  });
  const change = (part: Partial<Trial>) => setTrial((now) => ({ ...now, ...part }));

  return (
    <Section id="try" title={t('settings:trial.title')} lead={t('settings:trial.lead')}>
      <TextInput
        label={t('settings:trial.reply')}
        placeholder={t('settings:trial.sample')}
        value={trial.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        maxLength={2000}
      />
      <fieldset className={words.examples} aria-label={t('settings:trial.examples')}>
        {EXAMPLES.map((example) => t(`settings:trial.example.${example}`)).map((text) => (
          <button key={text} type="button" className={words.example} onClick={() => change({ text })}>
            {text}
          </button>
        ))}
      </fieldset>
      <div className={words.trial}>
        <SegmentedControl
          aria-label={t('settings:trial.provider')}
          value={trial.profile}
          onChange={(profile) => change({ profile })}
          data={Profile.options.map((profile) => ({
            value: profile,
            label: profileName(profile),
          }))}
        />
        <SegmentedControl
          aria-label={t('settings:trial.whichReply')}
          value={trial.response}
          onChange={(response) => change({ response })}
          data={[
            { value: 'first' as const, label: t('settings:trial.first') },
            { value: 'later' as const, label: t('settings:trial.later') },
          ]}
        />
        <Switch
          label={t('settings:trial.autoOn')}
          checked={trial.autoOptOut}
          onChange={(event) => change({ autoOptOut: event.currentTarget.checked })}
        />
      </div>
      <div aria-live="polite" className={words.tryResult}>
        {verdict.error ? <ErrorNotice title={t('settings:trial.failed')} error={verdict.error} /> : null}
        {verdict.data && asked.text.trim() !== '' ? (
          <TryResult trial={asked} verdict={verdict.data} />
        ) : (
          <p className={styles.soft}>{t('settings:trial.here')}</p>
        )}
      </div>
    </Section>
  );
}

type TryResultProps = { readonly trial: Trial; readonly verdict: Verdict };

/** The decision in words, with the reply as the rules read it. */
function TryResult({ trial, verdict }: TryResultProps) {
  const { tone, tag, sentence } = verdictInWords(verdict, trial);
  const cut = cutAround(trial.text, verdict.matched);
  return (
    <div className={words.verdict} data-tone={tone}>
      <div className={words.verdictHead}>
        <Tag tone={tone}>{tag}</Tag>
        <span>{sentence}</span>
      </div>
      <blockquote className={words.said}>
        {cut ? (
          <>
            {cut[0]}
            <mark>{cut[1]}</mark>
            {cut[2]}
          </>
        ) : (
          trial.text
        )}
      </blockquote>
      <div className={styles.soft}>
        {ruleInWords(verdict.rule)} <code>{verdict.rule}</code>
        {verdict.matched !== '' && !cut
          ? ` · ${t('settings:trial.matched', { words: verdict.matched })}`
          : ''}
      </div>
    </div>
  );
}
