import { type AnyContractProcedure, getEventIteratorSchemaDetails } from '@orpc/contract';
import type { OpenAPI } from '@orpc/openapi';
import { z } from 'zod';
import { exampleOf } from './example.ts';

export type Examples = { readonly input: unknown; readonly output: unknown };

/**
 * One call of a procedure: what to send (undefined where nothing is sent) and what may come back. Of a stream, one event.
 * @throws Error when the schemas allow no such example
 */
export function examplesOf(procedure: AnyContractProcedure): Examples {
  const { inputSchema, outputSchema } = procedure['~orpc'];
  const answered = getEventIteratorSchemaDetails(outputSchema)?.yields ?? outputSchema;
  return {
    input: inputSchema instanceof z.ZodType ? exampleOf(inputSchema, 'input') : undefined,
    output: answered instanceof z.ZodType ? exampleOf(answered, 'output') : undefined,
  };
}

const Fields = z.record(z.string(), z.unknown());

/** Puts the examples where OpenAPI wants them: fields in the path and the query one by one, the rest as a body. */
export function addExamples(operation: OpenAPI.OperationObject, { input, output }: Examples): void {
  const fields = Fields.safeParse(input).data ?? {};
  const inAddress = new Set<string>();
  for (const parameter of operation.parameters ?? []) {
    if (!('name' in parameter)) continue;
    inAddress.add(parameter.name);
    if (fields[parameter.name] !== undefined) parameter.example = fields[parameter.name];
  }
  const body = operation.requestBody;
  const json = body && 'content' in body ? body.content['application/json'] : undefined;
  if (json)
    json.example = Object.fromEntries(Object.entries(fields).filter(([name]) => !inAddress.has(name)));
  const answer = operation.responses?.['200'];
  const media = answer && 'content' in answer ? answer.content?.['application/json'] : undefined;
  if (media && output !== undefined) media.example = output;
}
