import type { QuestionData } from '../../../src/model/course-data.js';
import { behaviourOf } from '../../../src/questions/behaviours.js';

/** An answer that a form can send: parts of the right one, parts of the longest, mixed up; or whatever somebody typed. */
export function someAnswer({ type, data }: QuestionData, right: string, below: (limit: number) => number): string {
  const { encode, decode, read, write, longest } = behaviourOf(type);
  const sure = write(data, decode(data, right));
  const long = write(data, decode(data, longest(data)));
  const values = [...sure.values(), ...long.values()].flat();
  const mixed = [...new Set([...sure.keys(), ...long.keys()])].map((name) => {
    const kept = sure.get(name) ?? [];
    switch (below(5)) {
      case 0:
        return [name, kept] as const;
      case 1:
        return [name, []] as const;
      case 2:
        return [name, kept.slice(below(kept.length + 1))] as const;
      case 3:
        return [name, values.filter(() => below(2) === 0)] as const;
      default:
        return [name, [typed[below(typed.length)] ?? '']] as const;
    }
  });
  return encode(data, read(data, new Map(mixed)));
}

const typed = [
  '',
  ' ',
  'a',
  'b',
  'c',
  'abc',
  '1',
  '-0',
  '1e99',
  '1,5',
  '٣',
  'One plan',
  'ﬃ'.repeat(60),
  '\ud800',
  '~!*_%',
  '💬'.repeat(50),
  'null',
];
