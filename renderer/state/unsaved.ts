import { tellDesktop } from '../desktop.ts';

/** Saves a form; answers whether it is saved. */
type Saver = () => Promise<boolean>;

/** The forms of this window that hold changes; null for one that cannot be saved as it stands. */
const forms = new Map<symbol, Saver | null>();

const tell = () => tellDesktop({ kind: 'unsaved', save: [...forms.values()].every((save) => save !== null) });

/** A form holds changes, until what is returned is called. */
export function holdForm(save: Saver | null): () => void {
  const key = Symbol('form');
  forms.set(key, save);
  tell();
  return () => {
    forms.delete(key);
    tell();
  };
}

/** Saves every form that holds changes; whether all are saved. */
export async function saveForms(): Promise<boolean> {
  const saved = await Promise.all([...forms.values()].map((save) => save?.() ?? false));
  return saved.every(Boolean);
}
