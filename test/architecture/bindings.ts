import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { ROOT } from './imports.ts';

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;

/** A name that a file gives to a value of its own. `at`: file and line. */
export type Binding = {
  readonly name: string;
  readonly kind: 'variable' | 'function' | 'class' | 'import' | 'parameter';
  /** Whether it stands outside of every function and block. */
  readonly atTop: boolean;
  readonly at: string;
};

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

/** The identifiers that a pattern binds, such as `b` in `{ a: b = 1 }`. */
function boundIn(pattern: unknown): Node[] {
  if (!isNode(pattern)) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return (pattern.properties as Node[]).flatMap((each) => boundIn(each.value ?? each.argument));
    case 'ArrayPattern':
      return (pattern.elements as unknown[]).flatMap(boundIn);
    case 'AssignmentPattern':
      return boundIn(pattern.left);
    case 'RestElement':
      return boundIn(pattern.argument);
    case 'TSParameterProperty':
      return boundIn(pattern.parameter);
    default:
      return [];
  }
}

/**
 * The names that one node binds by itself. Parameters in types (`type F = (name: string) => void`) hide
 * nothing.
 */
function bindingsOf(node: Node): [Node[], Binding['kind']][] {
  switch (node.type) {
    case 'VariableDeclarator':
      return [[boundIn(node.id), 'variable']];
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [
        [boundIn(node.id), 'function'],
        [(node.params as unknown[]).flatMap(boundIn), 'parameter'],
      ];
    case 'ClassDeclaration':
    case 'ClassExpression':
      return [[boundIn(node.id), 'class']];
    case 'CatchClause':
      return [[boundIn(node.param), 'variable']];
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return [[boundIn(node.local), 'import']];
    default:
      return [];
  }
}

/** Every name that a file, given by its path from the root of the repository, binds. */
export function bindingsIn(file: string): Binding[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found: Binding[] = [];
  const visit = (node: Node, atTop: boolean): void => {
    for (const [names, kind] of bindingsOf(node)) {
      for (const each of names) {
        const line = text.slice(0, each.start).split('\n').length;
        found.push({
          name: String(each.name),
          kind,
          atTop: atTop && kind !== 'parameter',
          at: `${file}:${line}`,
        });
      }
    }
    const inside = atTop && !/Function|BlockStatement|^For|Class/.test(node.type);
    for (const child of childrenOf(node)) visit(child, inside);
  };
  visit(parseSync(file, text).program as unknown as Node, true);
  return found;
}
