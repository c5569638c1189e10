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

/** How this computer writes a key: `alt+O` is ⌥O on a Mac, Alt+O elsewhere. */
export function keyWords(keys: string): string {
  const parts = keys
    .split('+')
    .filter((part) => !(part.toLowerCase() === 'shift' && keys.endsWith('?')))
    .map((part) => SIGNS[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part));
  return parts.join(MAC ? '' : '+');
}

/** A key cap. Beside a button that names the act, it is only for eyes. */
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
