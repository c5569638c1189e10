import { getHotkeyHandler, type HotkeyItem } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { t } from '../../shared/text/say.ts';

export type Shortcut = {
  /** In Mantine's form: `mod+K`, `alt+O`, `ArrowDown`. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: string;
};

/** The keys that work on the present screen, for the shortcuts dialog. */
export const useShortcuts = create<{ readonly all: ReadonlyMap<symbol, Shortcut> }>(() => ({
  all: new Map(),
}));

type Options = {
  group?: string;
  enabled?: boolean;
  /** Works while typing too. Off by default for keys without Alt, Ctrl or Meta. */
  whileTyping?: boolean;
};

/**
 * A key, or several for the same act, that works anywhere in the window while the component is on the screen
 * and no dialog is open. Listed in the shortcuts dialog under `label`. Alt keys go by their place on the
 * keyboard, since macOS types ø for Alt+O.
 */
export function useHotkey(
  keys: string | readonly string[],
  label: string,
  act: (event: KeyboardEvent) => void,
  { group = t('common:keys.group.anywhere'), enabled = true, whileTyping = false }: Options = {},
): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const list = typeof keys === 'string' ? keys : keys.join('\n');

  useEffect(() => {
    if (!enabled) return;
    const id = Symbol(label);
    const parts = list.split('\n');
    change((all) => all.set(id, { keys: parts, label, group }));
    const items = parts.map(
      (key): HotkeyItem => [key, (event) => latest.current(event), { usePhysicalKeys: /\balt\+/i.test(key) }],
    );
    const handle = getHotkeyHandler(items);
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isDialogOpen()) return;
      const modified = event.altKey || event.ctrlKey || event.metaKey;
      if (!whileTyping && !modified && isTyping(event.target)) return;
      if ((event.key === 'Enter' || event.key === ' ') && !modified && isControl(event.target)) return;
      handle(event);
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
      change((all) => all.delete(id));
    };
  }, [list, label, group, enabled, whileTyping]);
}

function change(edit: (all: Map<symbol, Shortcut>) => void): void {
  useShortcuts.setState(({ all }) => {
    const next = new Map(all);
    edit(next);
    return { all: next };
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Enter on a button presses that button. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, [role="menuitem"]') !== null;
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
