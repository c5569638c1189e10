import { z } from 'zod';
import { readJson, writeJson } from '../jsonFile.ts';

/** Of an organisation nothing else is kept on this computer. */
const Joined = z.object({
  address: z.string().startsWith('https://').max(400),
  pin: z.string().max(100).nullable(),
  name: z.string().max(200),
});
export type Joined = z.infer<typeof Joined>;

const Kept = z.object({
  /** Where Heed works: the address of one of them, or null for this computer's own console. */
  here: z.string().nullable().catch(null),
  joined: z.array(Joined).max(200).catch([]),
});

export type Organisations = {
  list(): readonly Joined[];
  /** The one at which Heed works; null: this computer's own console. */
  here(): Joined | null;
  /** Adds one, or takes a new pin for one that is known. Throws where it cannot be written. */
  add(organisation: { readonly address: string; readonly pin: string | null }): void;
  choose(address: string | null): void;
  name(address: string, name: string): void;
  forget(address: string): void;
};

/** The organisations for which this computer works as a desk, kept in `file`. */
export function createOrganisations(file: string): Organisations {
  let kept = Kept.safeParse(readJson(file)).data ?? { here: null, joined: [] };
  const keep = (change: Partial<typeof kept>) => {
    const next = { ...kept, ...change };
    writeJson(file, next);
    kept = next;
  };
  const find = (address: string | null) => kept.joined.find((each) => each.address === address) ?? null;
  return {
    list: () => kept.joined,
    here: () => find(kept.here),
    add: ({ address, pin }) => {
      const known = find(address);
      if (known === null) keep({ joined: [...kept.joined, { address, pin, name: '' }] });
      else if (known.pin !== pin)
        keep({ joined: kept.joined.map((each) => (each === known ? { ...known, pin } : each)) });
    },
    choose: (address) => {
      if (address !== kept.here) keep({ here: address });
    },
    name: (address, name) => {
      const known = find(address);
      if (known !== null && known.name !== name)
        keep({ joined: kept.joined.map((each) => (each === known ? { ...known, name } : each)) });
    },
    forget: (address) =>
      keep({
        here: kept.here === address ? null : kept.here,
        joined: kept.joined.filter((each) => each.address !== address),
      }),
  };
}
