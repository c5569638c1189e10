import {
  type BrowserWindow,
  type ContextMenuParams,
  clipboard,
  Menu,
  type MenuItemConstructorOptions,
} from 'electron';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { t } from '../../../shared/text/say.ts';
import type { Spelling } from './spelling.ts';

/** Longer texts are not searched for a number. */
const LONGEST = 200;

/** Runs in the page and returns the words under the pointer, unless they are too many. */
function wordsAt(x: number, y: number, longest: number): string {
  const words = document.elementFromPoint(x, y)?.textContent?.trim() ?? '';
  return words.length <= longest ? words : '';
}

/** Text in the form of a number: digits with usual separators. */
const LIKE_A_NUMBER = /[+(]?\d[\d\s().–-]{5,}\d/g;

/**
 * The one number in these words, ready to dial (+12025550123); null where there is none, or several.
 * Numbers without a country are American, as everywhere in Heed. Practice numbers count, though nobody has
 * them.
 */
export function numberIn(words: string): string | null {
  const parsed = [...words.matchAll(LIKE_A_NUMBER)]
    .map(([written]) => parsePhoneNumberFromString(written, 'US'))
    .filter((number) => number?.isPossible());
  const found = new Set(parsed.map((number) => number?.number));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

type Acts = { replace(word: string): void; learn(word: string): void; copy(text: string): void };
type Clicked = Pick<
  ContextMenuParams,
  'isEditable' | 'misspelledWord' | 'dictionarySuggestions' | 'selectionText' | 'editFlags'
>;

/** What a right click offers; empty where there is nothing to do. */
export function contextItems(
  clicked: Clicked,
  number: string | null,
  acts: Acts,
): MenuItemConstructorOptions[] {
  const { isEditable, misspelledWord, dictionarySuggestions, selectionText, editFlags } = clicked;
  const spelling: MenuItemConstructorOptions[] =
    isEditable && misspelledWord !== ''
      ? [
          ...dictionarySuggestions.map((word) => ({ label: word, click: () => acts.replace(word) })),
          ...(dictionarySuggestions.length === 0
            ? [{ label: t('desktop:context.noSuggestion'), enabled: false }]
            : []),
          { label: t('desktop:context.learn'), click: () => acts.learn(misspelledWord) },
        ]
      : [];
  const edit: MenuItemConstructorOptions[] = isEditable
    ? [
        { role: 'undo', label: t('desktop:menu.undo'), enabled: editFlags.canUndo },
        { role: 'redo', label: t('desktop:menu.redo'), enabled: editFlags.canRedo },
        { type: 'separator' },
        { role: 'cut', label: t('desktop:menu.cut'), enabled: editFlags.canCut },
        { role: 'copy', label: t('desktop:menu.copy'), enabled: editFlags.canCopy },
        { role: 'paste', label: t('desktop:menu.paste'), enabled: editFlags.canPaste },
        { type: 'separator' },
        { role: 'selectAll', label: t('desktop:menu.selectAll'), enabled: editFlags.canSelectAll },
      ]
    : selectionText.trim() !== ''
      ? [{ role: 'copy', label: t('desktop:menu.copy') }]
      : [];
  const numbers: MenuItemConstructorOptions[] =
    number === null ? [] : [{ label: t('desktop:context.copyNumber'), click: () => acts.copy(number) }];
  return [spelling, edit, numbers]
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [{ type: 'separator' as const }, ...part]));
}

/**
 * Gives a window its menu under the right mouse button. @param spelling our own dictionaries; null where
 * the system checks spelling itself, or nothing does
 */
export function watchRightClicks(window: BrowserWindow, spelling: Spelling | null): void {
  const { webContents } = window;
  const numberAt = async ({ x, y, selectionText, isEditable }: ContextMenuParams) => {
    if (selectionText.trim() !== '') return numberIn(selectionText.slice(0, LONGEST));
    if (isEditable) return null;
    const code = `(${wordsAt})(${Math.round(x)}, ${Math.round(y)}, ${LONGEST})`;
    // In an isolated world, which the page neither sees nor can change.
    const words: unknown = await webContents
      .executeJavaScriptInIsolatedWorld(1000, [{ code }])
      .catch(() => '');
    return typeof words === 'string' ? numberIn(words) : null;
  };
  webContents.on('context-menu', (_event, clicked) => {
    const suggestions =
      spelling === null || clicked.misspelledWord === ''
        ? clicked.dictionarySuggestions
        : spelling.suggest(clicked.misspelledWord);
    void Promise.all([numberAt(clicked), suggestions]).then(([number, dictionarySuggestions]) => {
      if (window.isDestroyed()) return;
      const items = contextItems({ ...clicked, dictionarySuggestions }, number, {
        replace: (word) => webContents.replaceMisspelling(word),
        learn: (word) => {
          if (spelling === null) webContents.session.addWordToSpellCheckerDictionary(word);
          else spelling.learn(word);
        },
        copy: (text) => clipboard.writeText(text),
      });
      if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
    });
  });
}
