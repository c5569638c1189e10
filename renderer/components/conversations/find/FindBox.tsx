import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { go } from '../../../state/route.ts';
import styles from './find.module.css';
import {
  type Found,
  type FoundGroup,
  type Places,
  placeGroup,
  useConversationGroup,
  useNumberGroup,
} from './groups.ts';
import { closeFind, isList, usePastedList } from './useFind.ts';
import { useTextGroup } from './useTextGroup.ts';

function visit(found: Found): void {
  closeFind();
  go(found.place);
}

function lookUpList(text: string): void {
  usePastedList.setState({ text });
  closeFind();
  go(['lookup']);
}

/** The box and what it finds. */
export function FindBox({ places }: { readonly places: Places }) {
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text, 120);
  const [at, setAt] = useState(0);
  const listId = useId();
  const box = useRef<HTMLInputElement>(null);
  // The dialog moves the focus a moment after it opens; keys that are pressed meanwhile are not lost.
  useLayoutEffect(() => box.current?.focus(), []);
  const groups = [
    useNumberGroup(text),
    useConversationGroup(settled),
    useTextGroup(settled),
    placeGroup(text, places),
  ].filter((group) => group.items.length > 0);
  const items = groups.flatMap((group) => group.items);
  const current = items[Math.min(at, items.length - 1)];

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, items.length - 1) + step + items.length) % items.length);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      if (isList(text)) lookUpList(text);
      else if (current) visit(current);
    }
  };
  // A text field would join the lines of a pasted list into one number.
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    if (!isList(pasted)) return;
    event.preventDefault();
    lookUpList(pasted);
  };
  return (
    <>
      <TextInput
        ref={box}
        data-autofocus
        size="md"
        variant="unstyled"
        className={styles.box ?? ''}
        leftSection={<IconSearch size={18} aria-hidden />}
        placeholder={t('find:hint')}
        role="combobox"
        aria-label={t('find:anything')}
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
        maxLength={500}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <div id={listId} role="listbox" aria-label={t('find:found')} className={styles.results}>
        {groups.map((group) => (
          <Group key={group.title} group={group} listId={listId} current={current} />
        ))}
      </div>
      <div className={styles.foot} role="status">
        {items.length === 0 ? nothing(text, groups) : t('find:keys')}
      </div>
    </>
  );
}

function nothing(text: string, groups: readonly FoundGroup[]): string {
  if (isList(text)) return t('find:list');
  return groups.some((group) => group.pending) ? t('find:searching') : t('find:nothing');
}

function Group(props: { group: FoundGroup; listId: string; current: Found | undefined }) {
  const { group, listId, current } = props;
  const headId = `${listId}-${group.title}`;
  return (
    <fieldset className={styles.group} aria-labelledby={headId}>
      <div id={headId} className={styles.head}>
        {group.title}
      </div>
      {group.items.map((item) => (
        <div
          key={item.id}
          id={`${listId}-${item.id}`}
          role="option"
          aria-selected={item === current}
          tabIndex={-1}
          className={styles.item}
          onClick={() => visit(item)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') visit(item);
          }}
        >
          <span className={styles.itemTitle}>{item.title}</span>
          <span className={styles.detail}>{item.detail}</span>
        </div>
      ))}
    </fieldset>
  );
}
