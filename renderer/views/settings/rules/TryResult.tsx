import type { Verdict } from '../../../../shared/contract/settings.ts';
import { t } from '../../../../shared/text/say.ts';
import { Tag } from '../../../components/base/Tag.tsx';
import styles from '../settings.module.css';
import words from './keywords.module.css';
import { cutAround, ruleInWords, type Trial, verdictInWords } from './verdictWords.ts';

type Props = { readonly trial: Trial; readonly verdict: Verdict };

/** The decision in words, with the reply as the rules read it. */
export function TryResult({ trial, verdict }: Props) {
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
