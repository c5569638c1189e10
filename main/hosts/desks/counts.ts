import { networkOf } from '../../core/base/network.ts';

/** How many there are of something, by the network that they come from. */
export type Counts = {
  /** Counts one more; false: there are `most` from there already. Takes back what it counted by `leave`. */
  enter(address: string): boolean;
  leave(address: string): void;
};

export function createCounts(most: number): Counts {
  const counts = new Map<string, number>();
  return {
    enter: (address) => {
      const network = networkOf(address);
      const count = counts.get(network) ?? 0;
      if (count >= most) return false;
      counts.set(network, count + 1);
      return true;
    },
    leave: (address) => {
      const network = networkOf(address);
      const count = (counts.get(network) ?? 0) - 1;
      if (count > 0) counts.set(network, count);
      else counts.delete(network);
    },
  };
}
