import fc from 'fast-check';
import { isObject, type JsonObject } from '../../src/xapi/json.js';

/** A statement after somebody's bug, as the text that is sent. */
export interface Mutated {
  /** What was done to it and where, for people. */
  readonly how: string;
  readonly text: string;
}

/** One to three faults at any depth. Not each of them makes the statement invalid. */
export function mutated(statement: fc.Arbitrary<JsonObject>): fc.Arbitrary<Mutated> {
  const step = fc.tuple(fc.nat(), fc.nat(), fc.nat());
  return fc.tuple(statement, fc.array(step, { minLength: 1, maxLength: 3 })).map(([valid, steps]) => {
    let text = JSON.stringify(valid);
    const how: string[] = [];
    for (const [where, what, which] of steps) {
      const now: unknown = JSON.parse(text);
      const places = placesIn(now);
      const place = places[where % places.length];
      const mutation = mutations[what % mutations.length];
      if (!place || !mutation) continue;
      const [name, change] = mutation;
      change(place, which, now);
      how.push(`${name} at ${String(place.key)}`);
      text = written(now);
      // What is written now can't be read back without loss.
      if (text !== JSON.stringify(now)) break;
    }
    return { how: how.join(', '), text };
  });
}

type Holder = Record<string, unknown> | unknown[];
interface Place {
  readonly holder: Holder;
  readonly key: string | number;
}

type Mutation = readonly [string, (place: Place, which: number, whole: unknown) => void];

const pick = (list: readonly unknown[], which: number) => list[which % list.length];
const raw = (text: string) => `@raw@${text}@raw@`;
const set = ({ holder, key }: Place, value: unknown) => {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else Object.defineProperty(holder, String(key), { value, enumerable: true, configurable: true, writable: true });
};
const get = ({ holder, key }: Place) => (Array.isArray(holder) ? holder[Number(key)] : holder[String(key)]);

const otherTypes = [null, true, 0, -1.5, '', 'x', [], {}, [[]], [null], { a: 1 }, 1e300];
const badTexts = [
  '',
  ' ',
  'x',
  'http:',
  'http://',
  'https://a b',
  'https://a/%zz',
  '\0',
  '\ud800',
  'mailto:',
  'mailto:a',
  'mailto:a@b@c',
  'en_US',
  'en--US',
  'P',
  'PT1.5H3M',
  '-PT1S',
  '2023-02-29T10:00:00Z',
  '2023-01-01T00:00:00-00:00',
  '2016-12-31T23:59:60Z',
  '99999-01-01T00:00:00Z',
  '1.0.3',
  '3.0',
  'Activity',
  'Group',
  'Agent',
  'SubStatement',
  'StatementRef',
  'activity',
  'constructor',
  '__proto__',
  'http://adlnet.gov/expapi/verbs/voided',
  '00000000-0000-0000-0000-000000000000',
];
const names = [
  'extra',
  '__proto__',
  'constructor',
  'ID',
  'objectType',
  'id',
  'toString',
  '',
  'a b',
  '\ud800',
  'member',
];
const halves = ['\ud83d', '\ude00', '\ude00\ud83d', '\0', '\ud83d\0'];
const odd = [
  '1e999',
  '-1e999',
  '12345678901234567890',
  '1e-999',
  '-0',
  '1E5',
  '0.1234567890123456789',
  'tru',
  '01',
  ',',
];

const mutations: readonly Mutation[] = [
  [
    'left out',
    ({ holder, key }) => {
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[String(key)];
    },
  ],
  ['another type', (place, which) => set(place, pick(otherTypes, which))],
  ['a bad text', (place, which) => set(place, pick(badTexts, which))],
  [
    'an unknown property',
    (place, which) => {
      const value = get(place);
      const holder = isObject(value) ? value : place.holder;
      set({ holder: isHolder(holder) ? holder : {}, key: String(pick(names, which)) }, 1);
    },
  ],
  [
    'a part of another place',
    (place, which, whole) => {
      const from = pick(placesIn(whole), which);
      if (isPlace(from)) set(place, structuredClone(get(from)));
    },
  ],
  [
    'given twice',
    ({ holder, key }) => {
      if (!Array.isArray(holder)) holder[raw(String(key))] = holder[String(key)];
      else holder.push(holder[Number(key)]);
    },
  ],
  [
    'half a pair of surrogates, or a zero, within a text or a name',
    ({ holder, key }, which) => {
      const broken = (text: string) => {
        const middle = which % (text.length + 1);
        return `${text.slice(0, middle)}${pick(halves, which)}${text.slice(middle)}`;
      };
      const value = get({ holder, key });
      if (typeof value === 'string') set({ holder, key }, broken(value));
      else if (!Array.isArray(holder)) {
        delete holder[String(key)];
        set({ holder, key: broken(String(key)) }, value);
      }
    },
  ],
  ['in a list', (place) => set(place, [get(place)])],
  [
    'nested deep',
    (place, which) => set(place, raw(`${'['.repeat(50 + (which % 300))}${']'.repeat(50 + (which % 300))}`)),
  ],
  ['huge', (place, which) => set(place, `${textOf(get(place))}${'x'.repeat(which % 20_000)}`)],
  ['huge, not of ASCII', (place, which) => set(place, `https://a.example/${'語'.repeat(which % 3000)}`)],
  ['an odd number', (place, which) => set(place, raw(String(pick(odd, which))))],
  [
    'many parts',
    (place, which) =>
      set(
        place,
        Array.from({ length: which % 300 }, () => structuredClone(get(place))),
      ),
  ],
];

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

function isPlace(value: unknown): value is Place {
  return isObject(value) && isHolder(value.holder);
}

/** Every place in a value that a mutation can be at. */
function placesIn(value: unknown): Place[] {
  if (!isHolder(value)) return [];
  const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => {
    const place = { holder: value, key };
    return [place, ...placesIn(get(place))];
  });
}

/** JSON in which what was marked as raw stands as it is: numbers that JavaScript does not have, names given twice. */
function written(value: unknown): string {
  return JSON.stringify(value).replace(/"@raw@(.*?)@raw@"(:?)/g, (_all, inside: string, name: string) =>
    name === ':' ? `"${inside}":` : inside,
  );
}
