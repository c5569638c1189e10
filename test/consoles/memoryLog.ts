import {
  type Appended,
  type ChangeLog,
  LogError,
  type LoggedChange,
} from '../../main/core/consoles/log/changeLog.ts';

/**
 * A log between consoles in memory, which keeps the promises of `ChangeLog` about changes. `order`: in which
 * order a reading gives the consoles, of which nothing is promised.
 */
export function memoryLog(order: (names: readonly string[]) => readonly string[] = (names) => names) {
  const changes = new Map<string, Buffer[]>();
  const of = (name: string) => changes.get(name) ?? [];
  const heads = () => new Map([...changes].map(([name, list]) => [name, list.length]));

  const openFor = (own: string): Pick<ChangeLog, 'append' | 'read'> => ({
    async append(given): Promise<Appended> {
      const list = [...of(own)];
      for (const { number, sealed } of given) {
        const there = list[number - 1];
        if (there !== undefined && !there.equals(sealed)) throw new LogError('broken', 'It has other bytes.');
        if (number > list.length + 1) throw new LogError('broken', 'There is a gap.');
        if (there === undefined) list.push(Buffer.from(sealed));
      }
      if (given.length > 0) changes.set(own, list);
      return { heads: heads(), held: new Set(), leaseMs: 0 };
    },
    async read(after, limit) {
      const found: LoggedChange[] = [];
      for (const name of order([...changes.keys()])) {
        if (name === own) continue;
        for (const [place, sealed] of of(name).entries())
          if (place >= (after.get(name) ?? 0)) found.push({ console: name, number: place + 1, sealed });
      }
      return found.slice(0, limit);
    },
  });

  return {
    openFor,
    heads,
    sealed: (name: string, number: number) => of(name)[number - 1] as Buffer,
    /** Loses what a console told after this number, as a database does that is put back. */
    cut: (name: string, after: number) => changes.set(name, of(name).slice(0, after)),
    /** Puts other bytes in the place of a change, as whoever keeps the log could. */
    forge(name: string, number: number, sealed: Buffer): void {
      const list = [...of(name)];
      list[number - 1] = sealed;
      changes.set(name, list);
    },
  };
}
export type MemoryLog = ReturnType<typeof memoryLog>;
