import type { County } from '../tracking/curriculum.js';
import { type Chance, chanceOf } from './chance.js';

/** Somebody of the made year, with what a roster says and with what only the maker knows. */
export interface MadePerson {
  readonly number: number;
  /** By the columns of the statewide LMS's account import. */
  readonly account: Readonly<Record<AccountColumn, string>>;
  /** Standard normal. */
  readonly ability: number;
  /** Day of hire. */
  readonly hired: number;
}

export const accountColumns = [
  'UserID',
  'LastName',
  'FirstName',
  'Email',
  'Password',
  'Status',
  'Affiliation',
  'OrganizationName',
  'EmployeeType',
  'RTADepartment',
  'RTAJobTitle',
  'AreaOfAssignment',
  'DateHire',
  'DateTransfer',
  'UserLevel',
  'AssocLMSID',
] as const;
export type AccountColumn = (typeof accountColumns)[number];

// Trees and birds: nobody should take them for people.
const trees =
  'Alder,Ash,Aspen,Beech,Birch,Cedar,Cypress,Elder,Elm,Fir,Hazel,Juniper,Laurel,Linden,Madrone,Maple,Oak,Pine,Redwood,Rowan,Spruce,Sycamore,Walnut,Willow'.split(
    ',',
  );
const birds =
  'Avocet,Bunting,Crane,Curlew,Dove,Egret,Finch,Heron,Jay,Kestrel,Lark,Martin,Merlin,Oriole,Osprey,Plover,Quail,Robin,Sparrow,Starling,Swift,Tanager,Thrush,Wren'.split(
    ',',
  );

/** Job titles with their shares; the roles come from the rules in `modules/`. */
const jobs: readonly (readonly [job: readonly [type: string, title: string], share: number])[] = [
  [['Line Staff', 'Social Worker'], 74],
  [['Supervisor', 'Social Worker Supervisor'], 14],
  [['Manager', 'Program Manager'], 7],
  [['Support Staff', 'Social Services Aide'], 4],
  [['Executive', 'Deputy Director'], 1],
];

/** The people of a made state, by number: the same for the same seed, whatever their count. */
export function* madePeople(
  seed: number,
  count: number,
  counties: readonly County[],
  today: number,
): Generator<MadePerson> {
  const weights = counties.map((county, n) => [county, weightOf(county, n)] as const);
  for (let number = 1; number <= count; number++) yield madePerson(number, chanceOf(seed, number), weights, today);
}

/** A few large counties and many small ones, as in the state; the sizes themselves are made. */
function weightOf({ id }: County, place: number): number {
  return id === 'los-angeles' ? 12 : 1 / (1 + ((place * 7) % 29));
}

function madePerson(
  number: number,
  chance: Chance,
  counties: readonly (readonly [County, number])[],
  today: number,
): MadePerson {
  const county = chance.weighted(counties);
  const [type, title] = chance.weighted(jobs);
  // Many are new: the training asks most of them.
  const hired = today - Math.floor(30 + 3000 * chance.share() ** 2);
  const name = `learner${String(number).padStart(5, '0')}`;
  const moved = chance.yes(0.05) ? day(Math.min(today, hired + 400)) : '';
  return {
    number,
    account: {
      UserID: name,
      LastName: chance.oneOf(birds),
      FirstName: chance.oneOf(trees),
      Email: `${name}@example.org`,
      Password: '',
      Status: chance.yes(0.97) ? 'Active' : 'Inactive',
      Affiliation: 'County',
      OrganizationName: `${county.name} County`,
      EmployeeType: type,
      RTADepartment: 'Child Welfare',
      RTAJobTitle: title,
      AreaOfAssignment: chance.oneOf(['Emergency Response', 'Family Maintenance', 'Permanency', 'Adoptions']),
      DateHire: day(hired),
      DateTransfer: moved,
      UserLevel: 'Learner',
      AssocLMSID: name,
    },
    ability: chance.normal(),
    hired,
  };
}

/** A day since 1970-01-01 as ISO 8601 writes it. */
function day(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}
