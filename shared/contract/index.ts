import * as subjects from './subjects.ts';

/**
 * Every procedure: input, output, errors, roles. Server, client, OpenAPI page and tests derive from this one
 * tree. Who is calling comes from the connection, never from an argument.
 */
// With its type named, since the type written out would be longer than the compiler writes down.
export const contract: typeof subjects = { ...subjects };
export type Contract = typeof contract;
