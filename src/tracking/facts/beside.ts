import {
  IdentifierNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  SchemableIdentifierNode,
  type TableNode,
} from 'kysely';
import { factTables } from './fact-rows.js';

/** Makes every query about tables of facts one about those beside them, in which facts are made anew. */
export function beside(): KyselyPlugin {
  const transformer = new BesideTransformer();
  return {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: async ({ result }) => result,
  };
}

class BesideTransformer extends OperationNodeTransformer {
  protected override transformTable(node: TableNode): TableNode {
    const name = node.table.identifier.name;
    if (!Object.hasOwn(factTables, name)) return node;
    return { ...node, table: SchemableIdentifierNode.create(IdentifierNode.create(`next_${name}`).name) };
  }
}
