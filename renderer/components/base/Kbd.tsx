import styles from './small.module.css';

const MAC = /Mac|iP(hone|ad)/.test(navigator.userAgent);
const SIGNS: Readonly<Record<string, string>> = {
  mod: MAC ? '⌘' : 'Ctrl',
  alt: MAC ? '⌥' : 'Alt',
  shift: MAC ? '⇧' : 'Shift',
  enter: 'Enter',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
};

/** A key as this computer writes it: `alt+O` is ⌥O on a Mac, Alt+O elsewhere. */
export function keyWords(keys: string): string {
  const parts = keys
    .split('+')
    .filter((part) => !(part.toLowerCase() === 'shift' && keys.endsWith('?')))
    .map((part) => SIGNS[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part));
  return parts.join(MAC ? '' : '+');
}

/** A key cap. Hidden from screen readers, since the button beside it names the act. */
export function Kbd({ keys }: { keys: string }) {
  return <KeyCap>{keyWords(keys)}</KeyCap>;
}

export function KeyCap({ children }: { children: string }) {
  return (
    <span className={styles.kbd} aria-hidden="true">
      {children}
    </span>
  );
}
