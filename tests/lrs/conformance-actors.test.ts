// Agents and groups, wherever they stand in a statement: xAPI 1.0.3 Data 2.4.2, 2.4.9; xAPI 2.0 4.2.2.1.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inner, judge, type Places } from './judge.js';
import { learner, sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

let lrs: TestServer;
beforeAll(async () => {
  lrs = await startLrs();
});
afterAll(async () => {
  expect(lrs.errors).toEqual([]);
  await lrs.stop();
});
const refuse = (parts: readonly unknown[], places: Places) => judge(lrs, parts, places, 400);
const take = (parts: readonly unknown[], places: Places) => judge(lrs, parts, places, 200);

const agentPlaces: Places = {
  actor: (actor) => sample({ actor }),
  object: (object) => sample({ object }),
  authority: (authority) => sample({ authority }),
  instructor: (instructor) => sample({ context: { instructor } }),
  'inner actor': (actor) => inner({ actor }),
  'inner instructor': (instructor) => inner({ context: { instructor } }),
};
const memberPlaces: Places = {
  actor: (one) => sample({ actor: { objectType: 'Group', member: [one] } }),
  team: (one) => sample({ context: { team: { objectType: 'Group', member: [one] } } }),
  'inner object': (one) => inner({ object: { objectType: 'Group', member: [learner('b'), one] } }),
};
const groupPlaces: Places = {
  actor: (actor) => sample({ actor }),
  object: (object) => sample({ object }),
  instructor: (instructor) => sample({ context: { instructor } }),
  team: (team) => sample({ context: { team } }),
  'inner actor': (actor) => inner({ actor }),
  'inner team': (team) => inner({ context: { team } }),
};
const mbox = 'mailto:learner@store.example';
const account = { homePage: 'https://lms.example/', name: 'learner' };
const sha1 = 'a'.repeat(40);

describe('agents', () => {
  const wrongAgents = [
    { objectType: 'Agent' },
    { objectType: 'agent', mbox },
    { objectType: 'Agent', mbox, account },
    { objectType: 'Agent', mbox, openid: 'https://people.example/1' },
    { objectType: 'Agent', mbox: 'learner@store.example' },
    { objectType: 'Agent', mbox: 'mailto:learner.example' },
    { objectType: 'Agent', mbox: 7 },
    { objectType: 'Agent', mbox_sha1sum: 'abc' },
    { objectType: 'Agent', mbox_sha1sum: [sha1] },
    { objectType: 'Agent', openid: 'people' },
    { objectType: 'Agent', account: { homePage: 'https://lms.example/' } },
    { objectType: 'Agent', account: { name: 'learner' } },
    { objectType: 'Agent', account: { homePage: 'lms', name: 'learner' } },
    { objectType: 'Agent', account: { ...account, name: 5 } },
    { objectType: 'Agent', account: { ...account, age: 5 } },
    { objectType: 'Agent', mbox, name: 5 },
    { objectType: 'Agent', mbox, nickname: 'L' },
    { objectType: 'Agent', mbox: null },
  ];
  it('are refused wherever they stand when they have no identifier, two, or a wrong one', async () => {
    await refuse(wrongAgents, agentPlaces);
    await refuse(wrongAgents, memberPlaces);
  });

  it('are taken with each of the four identifiers', async () => {
    const right = [{ mbox }, { mbox_sha1sum: sha1 }, { openid: 'https://people.example/1' }, { account }];
    await take(
      right.map((identifier) => ({ objectType: 'Agent', name: 'L', ...identifier })),
      { ...agentPlaces, ...memberPlaces },
    );
    await take(right, { ...memberPlaces, actor: (actor) => sample({ actor }) });
  });
});

describe('groups', () => {
  it('are refused without members when anonymous, with two identifiers, or within another', async () => {
    await refuse(
      [
        { objectType: 'Group' },
        { objectType: 'Group', name: 'Unit' },
        { objectType: 'Group', mbox, account },
        { objectType: 'Group', mbox, member: learner('a') },
        { objectType: 'Group', member: [{ objectType: 'Group', mbox }] },
        { objectType: 'Group', member: ['learner'] },
        { objectType: 'group', mbox },
      ],
      groupPlaces,
    );
  });

  it('are taken identified or anonymous, and as authority only as a pair', async () => {
    const member = [learner('a'), learner('b')];
    await take(
      [
        { objectType: 'Group', mbox },
        { objectType: 'Group', account, member },
        { objectType: 'Group', member },
      ],
      groupPlaces,
    );
    const authority: Places = { authority: (one) => sample({ authority: one }) };
    await take([{ objectType: 'Group', member }], authority);
    await refuse(
      [
        { objectType: 'Group', mbox, member },
        { objectType: 'Group', member: [learner('a')] },
        { objectType: 'Group', member: [...member, learner('c')] },
      ],
      authority,
    );
    await refuse([learner('a')], { team: (team) => sample({ context: { team } }) });
  });
});
