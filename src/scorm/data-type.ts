/** One of a standard's data types: its name there, and why a value is none of it (null when it is). */
export interface DataType {
  readonly name: string;
  /** @param kind the interaction's type, for elements whose form depends on it; '' when unknown */
  fault(value: string, kind: string): string | null;
  /** True for a number that is one, but lies outside the bounds: SCORM 2004 has an error code of its own for it (407). */
  isOutOfRange?(value: string): boolean;
}

/** A data type of whatever matches an expression. */
export function pattern(name: string, expression: RegExp, says: string): DataType {
  return { name, fault: (value) => (expression.test(value) ? null : says) };
}

/** A data type of a list of words. */
export function vocabulary(name: string, words: readonly string[]): DataType {
  const says = `must be one of ${words.map((w) => `"${w}"`).join(', ')}`;
  return { name, fault: (value) => (words.includes(value) ? null : says) };
}

/** A text of at most `limit` UTF-16 units. */
export function text(name: string, limit: number): DataType {
  return {
    name,
    fault: (value) => (value.length <= limit ? null : `has ${value.length} characters, ${limit} are sure to be kept`),
  };
}

/** A decimal number within bounds. */
export function decimal(name: string, low: number, high: number, decimals = Number.POSITIVE_INFINITY): DataType {
  return {
    name,
    isOutOfRange: (value) => /^-?\d+(\.\d+)?$/.test(value) && (Number(value) < low || Number(value) > high),
    fault(value) {
      if (!/^-?\d+(\.\d+)?$/.test(value)) return 'must be a decimal number with a point';
      const number = Number(value);
      if (number < low || number > high) return `must be from ${low} to ${high}`;
      const written = value.split('.')[1]?.length ?? 0;
      return written > decimals ? `has ${written} decimals, ${decimals} are allowed` : null;
    },
  };
}

/** The first fault that any of these types finds. */
export function all(name: string, ...types: readonly DataType[]): DataType {
  return {
    name,
    fault(value, kind) {
      for (const type of types) {
        const fault = type.fault(value, kind);
        if (fault !== null) return fault;
      }
      return null;
    },
  };
}

/** The type that the interaction's kind asks for; anything passes while the kind is unknown. */
export function byKind(name: string, kinds: Readonly<Record<string, DataType>>): DataType {
  return { name, fault: (value, kind) => kinds[kind]?.fault(value, kind) ?? null };
}

/** An element of a data model: its name with `n` for an index, who may use it, its type, its section in the standard. */
export interface ElementRule {
  readonly name: string;
  readonly access: 'read' | 'write' | 'both';
  readonly type: DataType;
  readonly section: string;
}
