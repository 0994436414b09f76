import { isObject } from '../../xapi/json.js';
import { timeOf } from '../../xapi/validate/time.js';

/** The property of an object. Called many times a statement: simpler than paths, and that much quicker. */
export function own(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function text(value: unknown, name: string): string | undefined {
  const found = own(value, name);
  return typeof found === 'string' ? found : undefined;
}

export function number(value: unknown, name: string): number | undefined {
  const found = own(value, name);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function hasId(value: unknown, id: string): boolean {
  return list(value).some((one) => text(one, 'id') === id);
}

/** Most timestamps are in UTC, and whole. */
export function timeSaid(timestamp: string): number {
  const quick = timestamp.endsWith('Z') ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(quick) ? timeOf(timestamp) : quick;
}
