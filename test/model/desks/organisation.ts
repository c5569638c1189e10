import assert from 'node:assert/strict';
import { createRouterClient, ORPCError } from '@orpc/server';
import { type FaultPoint, onFaultPoint } from '../../../main/core/base/faultPoint.ts';
import { router } from '../../../main/core/router.ts';
import { type Client, deskCaller, type TestApi, testApi } from '../../helpers/api.ts';
import type { World } from '../world.ts';

/** Forty people with a desk each at one console, and the line between. */

/** How a call fares: its answer comes, is lost on the way, or the console dies at a point of it. */
export type Line = 'good' | 'lost' | FaultPoint;
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly data: unknown };

export const AT = 'https://desks.example:8443';
const PASSWORD = 'a password of my own';

/** `acted`: when the console last noted an act of theirs; null: never. */
export type Person = {
  readonly login: string;
  readonly seat: number;
  id: string | null;
  address: number;
  active: boolean;
  role: 'texter' | 'supervisor';
  /** Of which campaigns they are a texter. */
  readonly member: Set<number>;
  acted: number | null;
};

/** Milliseconds between two notes that somebody is at work. */
const NOTED_EVERY = 15_000;

async function answerOf<T>(call: Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    if (error instanceof ORPCError) return { ok: false, code: error.code, data: error.data };
    throw error;
  }
}

/** A type with a name, since the compiler cannot write out the contract's. */
export type Organisation = {
  readonly people: readonly Person[];
  /** The console was started anew. */
  readonly reopened: () => void;
  /** Somebody who is not signed in, and an admin at the console. */
  readonly console: () => { readonly anybody: Client; readonly admin: Client };
  readonly join: (person: Person, token: string, which: readonly number[]) => Promise<void>;
  readonly signedIn: (person: Person) => Promise<boolean>;
  readonly call: <T>(
    person: Person,
    line: Line,
    act: (client: Client) => Promise<T>,
    died: () => Promise<void>,
  ) => Promise<Answer<T>>;
  readonly client: (person: Person) => Client;
};

/** The contract as each person calls it. A console that starts again takes the same calls. */
export function createOrganisation(world: World, seats: number): Organisation {
  let api: TestApi;
  let calls = 0;
  const open = () => {
    const made = { core: world.core(), clock: world.clock, ports: world.ports, secrets: world.secrets };
    api = testApi({ made, desksAt: AT });
  };
  open();
  const people: Person[] = Array.from({ length: seats }, (_, seat) => ({
    login: `person${seat}`,
    seat,
    id: null,
    address: seat,
    active: true,
    role: 'texter',
    member: new Set<number>(),
    acted: null,
  }));
  const callerOf = ({ login, address }: Person) => deskCaller(login, `203.0.${address}.7`);
  const clientOf = (person: Person, key?: string): Client =>
    createRouterClient(router, {
      context: {
        services: api.console,
        caller: callerOf(person),
        ...(key === undefined ? {} : { idempotencyKey: key }),
      },
    });
  const noted = (person: Person) => {
    const now = world.clock.now();
    if (person.acted === null || now - person.acted >= NOTED_EVERY) person.acted = now;
  };

  return {
    people,
    reopened: open,
    console: () => ({ anybody: api.anybody, admin: api.as(world.adminId) }),

    async join(person: Person, token: string, which: readonly number[]): Promise<void> {
      const { login } = person;
      const joined = await clientOf(person).join.accept({ token, name: login, login, password: PASSWORD });
      if (joined.state !== 'joined') throw new Error('Nobody waits for a yes.');
      person.id = joined.me.id;
      for (const each of which) person.member.add(each);
      person.acted = world.clock.now();
    },

    /** Signs in where the last sign-in is over. Whether they are in. */
    async signedIn(person: Person): Promise<boolean> {
      if (person.id === null) return false;
      const { phase } = await clientOf(person).session.state();
      if (phase === 'signed-in') return true;
      const signed = await answerOf(
        clientOf(person).session.signIn({ login: person.login, password: PASSWORD }),
      );
      // Whoever was closed tried in vain, and too many such tries close the door of an address for a while.
      if (!signed.ok && signed.code === 'LOCKED') return false;
      assert.equal(signed.ok, person.active, `${person.login} signs in`);
      if (signed.ok) person.acted = world.clock.now();
      return signed.ok;
    },

    /**
     * One call with an id of its own, made again where its answer did not come: from another address, or at a
     * console that was started anew. `died`: what a console does that died.
     */
    async call<T>(
      person: Person,
      line: Line,
      act: (client: Client) => Promise<T>,
      died: () => Promise<void>,
    ): Promise<Answer<T>> {
      calls += 1;
      const key = `call-${calls}`;
      noted(person);
      if (line === 'good') return answerOf(act(clientOf(person, key)));
      if (line === 'lost') {
        const first = await answerOf(act(clientOf(person, key)));
        person.address = (person.address + 100) % 250;
        const again = await answerOf(act(clientOf(person, key)));
        assert.deepEqual(again, first, 'a call that is repeated gets its first answer');
        return first;
      }
      let dead = false;
      onFaultPoint((point) => {
        dead ||= point === line;
        if (dead) throw new Error('The console is dead.');
      });
      let first: Answer<T>;
      try {
        first = await answerOf(act(clientOf(person, key)));
      } finally {
        onFaultPoint(null);
      }
      if (!dead) return first;
      await died();
      return answerOf(act(clientOf(person, key)));
    },

    client: clientOf,
  };
}
