import type { Session } from './session.ts';

/** A key of the organisation after the first, sealed by one console for this one. */
export type HandedKey = {
  readonly number: number;
  /** The console that made it, and the public half of that one's own key, sealed; null: it never said it. */
  readonly maker: string;
  readonly makerPublic: Buffer | null;
  readonly sealed: Buffer;
};

/** The organisation's keys, which the log cannot open. Errors are LogErrors. */
export type LogKeys = {
  /** Those after this one, in their order. */
  keys(after: number): Promise<readonly HandedKey[]>;
  /**
   * Says the public half of this console's own key, sealed, once. `newest`: the number of the newest key that
   * it knows; refused where there is another, since its invitation is over then.
   */
  tellKey(newest: number, sealedPublic: Buffer): Promise<void>;
  /**
   * Makes the key of this number the newest, sealed for each console that stays, and ends all invitations.
   * False, and nothing is done: another key was made meanwhile, or there are other consoles than these.
   */
  renewKey(number: number, sealed: ReadonlyMap<string, Buffer>): Promise<boolean>;
};

type Row = { number: string; maker: string; maker_public: Buffer | null; sealed: Buffer };

export const keysOver = ({ query }: Session): LogKeys => ({
  keys: async (after) => {
    const rows = await query<Row>(
      `SELECT k.number, k.maker, m.sealed_public AS maker_public, k.sealed FROM heed.key k
       JOIN heed.console m ON m.organisation = k.organisation AND m.id = k.maker
       WHERE k.organisation = (heed.must_be()).organisation AND k.number > $1 ORDER BY k.number`,
      [after],
    );
    return rows.map(({ number, maker, maker_public: makerPublic, sealed }) => ({
      ...{ number: Number(number), maker, makerPublic, sealed },
    }));
  },
  tellKey: async (newest, sealedPublic) => {
    await query('SELECT heed.tell_key($1, $2)', [newest, sealedPublic]);
  },
  renewKey: async (number, sealed) => {
    const values = [number, [...sealed.keys()], [...sealed.values()]];
    const rows = await query<{ done: boolean }>('SELECT heed.renew_key($1, $2, $3) AS done', values);
    return rows[0]?.done ?? false;
  },
});
