import { tellDesktop } from '../desktop.ts';

/** Saves a form; answers whether it is saved. */
type Saver = () => Promise<boolean>;

/** The forms of this window with unsaved changes; null for one that cannot be saved. */
const forms = new Map<symbol, Saver | null>();

const tell = () =>
  tellDesktop({
    kind: 'unsaved',
    any: forms.size > 0,
    save: [...forms.values()].every((save) => save !== null),
  });

/** Registers a form with unsaved changes; returns a function that ends it. */
export function holdForm(save: Saver | null): () => void {
  const key = Symbol('form');
  forms.set(key, save);
  tell();
  return () => {
    forms.delete(key);
    tell();
  };
}

/** Saves every such form; returns whether all are saved. */
export async function saveForms(): Promise<boolean> {
  const saved = await Promise.all([...forms.values()].map((save) => save?.() ?? false));
  return saved.every(Boolean);
}
