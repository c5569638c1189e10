import { Button } from '@mantine/core';
import { t } from '../../../../shared/text/say.ts';
import { askAgain } from './edit.ts';
import page from './questions.module.css';
import type { ScriptDraft } from './useScript.ts';

type Props = { readonly script: ScriptDraft; readonly onBack: () => void };

/** Questions that are no longer asked, with how many answers they keep. */
export function Retired({ script: { saved, draft, edit }, onBack }: Props) {
  const there = new Set(draft.map(({ code }) => code));
  const gone = saved.retired.filter(({ code }) => !there.has(code));
  if (gone.length === 0) return null;
  return (
    <section className={page.retired} aria-labelledby="retired-title">
      <h3 id="retired-title">{t('questions:retired.title')}</h3>
      <ul>
        {gone.map((question) => (
          <li key={question.code}>
            <span>
              {question.name}
              <span className={page.soft}>
                {' · '}
                {t('questions:list.answered', { count: saved.answered[question.code] ?? 0 })}
              </span>
            </span>
            <Button
              size="compact-xs"
              aria-label={t('questions:retired.backOf', { name: question.name })}
              onClick={() => {
                edit((was) => askAgain(was, question));
                onBack();
              }}
            >
              {t('questions:retired.back')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
