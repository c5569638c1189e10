import { type AnyContractProcedure, getEventIteratorSchemaDetails } from '@orpc/contract';
import type { OpenAPI } from '@orpc/openapi';
import { z } from 'zod';
import { exampleOf } from './example.ts';

const Fields = z.record(z.string(), z.unknown());

export type Examples = {
  readonly input: unknown;
  readonly output: unknown;
  /** Where the input depends on one field: an example for each of its values. */
  readonly inputs?: Readonly<Record<string, unknown>>;
};

/** One example for each value of the field that distinguishes a union's options. */
function byOption(schema: z.ZodDiscriminatedUnion): Record<string, unknown> {
  const { discriminator } = schema.def;
  return Object.fromEntries(
    schema.options.flatMap((option) => {
      if (!(option instanceof z.ZodObject)) return [];
      const example = Fields.parse(exampleOf(option, 'input'));
      return [[String(example[discriminator]), example]];
    }),
  );
}

/**
 * One call of a procedure: what to send (undefined where nothing is sent) and what may come back. Of a
 * stream, one event.
 * @throws Error when the schemas allow no such example
 */
export function examplesOf(procedure: AnyContractProcedure): Examples {
  const { inputSchema, outputSchema } = procedure['~orpc'];
  const answered = getEventIteratorSchemaDetails(outputSchema)?.yields ?? outputSchema;
  const inputs = inputSchema instanceof z.ZodDiscriminatedUnion ? { inputs: byOption(inputSchema) } : {};
  return {
    ...inputs,
    input: inputSchema instanceof z.ZodType ? exampleOf(inputSchema, 'input') : undefined,
    output: answered instanceof z.ZodType ? exampleOf(answered, 'output') : undefined,
  };
}

/**
 * Puts the examples where OpenAPI wants them: fields in the path and the query one by one, the rest as a
 * body.
 */
export function addExamples(operation: OpenAPI.OperationObject, { input, inputs, output }: Examples): void {
  const fields = Fields.safeParse(input).data ?? {};
  const inAddress = new Set<string>();
  for (const parameter of operation.parameters ?? []) {
    if (!('name' in parameter)) continue;
    inAddress.add(parameter.name);
    if (fields[parameter.name] !== undefined) parameter.example = fields[parameter.name];
  }
  const body = operation.requestBody;
  const json = body && 'content' in body ? body.content['application/json'] : undefined;
  if (json && inputs)
    json.examples = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, { value }]));
  else if (json)
    json.example = Object.fromEntries(Object.entries(fields).filter(([name]) => !inAddress.has(name)));
  const answer = operation.responses?.['200'];
  const media = answer && 'content' in answer ? answer.content?.['application/json'] : undefined;
  if (media && output !== undefined) media.example = output;
}
