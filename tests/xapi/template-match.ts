import { at, isObject, type JsonObject, listAt } from '../../src/xapi/json.js';
import type { StatementTemplate, TemplateRule } from '../../src/xapi/profile/templates.js';

/** The templates whose determining properties a statement has (xAPI Profiles 1.0). */
export function determinedBy(
  templates: readonly StatementTemplate[],
  statement: JsonObject,
): readonly StatementTemplate[] {
  const categories = listAt(statement, 'context', 'contextActivities', 'category').map((a) =>
    at(a, 'definition', 'type'),
  );
  return templates.filter(
    (template) =>
      at(statement, 'verb', 'id') === template.verb &&
      at(statement, 'object', 'definition', 'type') === template.objectActivityType &&
      template.contextCategoryActivityType.every((type) => categories.includes(type)),
  );
}

/** The rules that a statement breaks. */
export function brokenRules(template: StatementTemplate, statement: JsonObject): readonly TemplateRule[] {
  return template.rules.filter((rule) => !fulfils(rule, valuesAt(statement, rule.location)));
}

function fulfils({ presence, any, all }: TemplateRule, found: readonly unknown[]): boolean {
  if (presence === 'excluded') return found.length === 0;
  if (found.length === 0) return presence === 'recommended';
  return (!any || found.some((v) => any.includes(v))) && (!all || found.every((v) => all.includes(v)));
}

/** What a JSONPath of dots, quoted names and [*] finds. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  const steps = [...path.matchAll(/\.(\w+)|\['([^']+)'\]|\[(\*)\]/g)];
  if (`$${steps.map(([text]) => text).join('')}` !== path) throw new Error(`Not understood: ${path}`);
  return steps.reduce<readonly unknown[]>(
    (found, [, name, quoted, star]) =>
      found.flatMap((one) => {
        if (star) return Array.isArray(one) ? one : [];
        const key = name ?? quoted ?? '';
        return isObject(one) && Object.hasOwn(one, key) ? [one[key]] : [];
      }),
    [value],
  );
}
