import { create } from 'zustand';

const KEY = 'heed.enter';

/** Whether Enter sends a reply or begins a new line; stored on this computer, not in the store. */
export const useEnterSends = create<{ readonly enterSends: boolean }>(() => ({
  enterSends: globalThis.localStorage?.getItem(KEY) !== 'line',
}));

export function chooseEnter(enterSends: boolean): void {
  localStorage.setItem(KEY, enterSends ? 'send' : 'line');
  useEnterSends.setState({ enterSends });
}

type Key = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'repeat' | 'isComposing'
>;

/**
 * What a key does in a reply: send, send and go to the next conversation, or neither (null). Ctrl+Enter (⌘ on
 * a Mac) always sends. A held key sends nothing, nor does the Enter that ends a composed character.
 */
export function sendKey(event: Key, enterSends: boolean): 'send' | 'next' | null {
  if (event.key !== 'Enter' || event.repeat || event.isComposing) return null;
  if (event.altKey) return 'next';
  if (event.ctrlKey || event.metaKey) return 'send';
  return enterSends && !event.shiftKey ? 'send' : null;
}
