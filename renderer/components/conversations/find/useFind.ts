import { create } from 'zustand';

/** Whether the box is open. Closing it forgets what was typed. */
export const useFind = create<{ readonly opened: boolean }>(() => ({ opened: false }));

export const openFind = () => useFind.setState({ opened: true });
export const closeFind = () => useFind.setState({ opened: false });

/** A pasted list of numbers for the look-up screen; not in the address, and gone with the window. */
export const usePastedList = create<{ readonly text: string }>(() => ({ text: '' }));

/** Whether a pasted text is more than one number: several lines, or pieces between commas and the like. */
export function isList(text: string): boolean {
  const pieces = text.split(/[\r\n,;\t]+/).filter((piece) => (piece.match(/\d/g)?.length ?? 0) >= 7);
  return pieces.length > 1;
}
