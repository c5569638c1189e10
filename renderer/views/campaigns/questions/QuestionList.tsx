import { Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { t } from '../../../../shared/text/say.ts';
import { useHotkey } from '../../../hooks/useHotkey.ts';
import { moved } from './edit.ts';
import { MoveActs } from './MoveActs.tsx';
import page from './questions.module.css';
import type { ScriptDraft } from './useScript.ts';

type Props = {
  readonly script: ScriptDraft;
  readonly selected: number;
  /** Places of questions that nothing leads to. */
  readonly warned: ReadonlySet<number>;
  readonly onSelect: (at: number) => void;
  readonly onAdd: () => void;
};

/** The questions in their order. Alt+↑ and Alt+↓ move the open one. */
export function QuestionList({ script, selected, warned, onSelect, onAdd }: Props) {
  const { draft, edit, saved, shown } = script;
  const move = (from: number, to: number) => {
    if (to < 0 || to >= draft.length) return;
    edit((was) => moved(was, from, to));
    if (from === selected) onSelect(to);
    else if (to === selected) onSelect(from);
  };
  const group = t('questions:editor.title');
  useHotkey('alt+ArrowUp', t('questions:keys.up'), () => move(selected, selected - 1), {
    group,
    whileTyping: true,
  });
  useHotkey('alt+ArrowDown', t('questions:keys.down'), () => move(selected, selected + 1), {
    group,
    whileTyping: true,
  });
  const wrong = new Set(shown.map(({ path }) => path[0]));
  return (
    <nav aria-label={t('questions:list.label')}>
      <ol className={page.list}>
        {draft.map((question, at) => {
          const name = question.name.trim() || t('questions:list.unnamed', { at: at + 1 });
          const count = saved.answered[question.code] ?? 0;
          return (
            <li key={question.code} className={page.item} data-open={at === selected || undefined}>
              <button
                type="button"
                className={page.itemName}
                aria-current={at === selected}
                onClick={() => onSelect(at)}
              >
                <span className={page.itemTitle}>
                  {name}
                  {wrong.has(at) ? (
                    <IconAlertTriangle
                      size={14}
                      className={page.stop}
                      aria-label={t('questions:list.wrong')}
                    />
                  ) : null}
                </span>
                <span className={page.soft}>
                  {t(`questions:kind.${question.kind}`)}
                  {count > 0 ? ` · ${t('questions:list.answered', { count })}` : ''}
                </span>
                {warned.has(at) ? (
                  <Tooltip label={t('questions:warn.unreachable')} w={240}>
                    <span className={page.warn}>{t('questions:list.unreachable')}</span>
                  </Tooltip>
                ) : null}
              </button>
              <MoveActs name={name} at={at} last={draft.length - 1} onMove={(to) => move(at, to)} />
            </li>
          );
        })}
      </ol>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onAdd} disabled={draft.length >= 40}>
        {t('questions:editor.add')}
      </Button>
    </nav>
  );
}
