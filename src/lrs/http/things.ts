import { identifierOf, identityOf } from '../../xapi/identity.js';
import { listAt, textAt } from '../../xapi/json.js';
import type { Principal } from '../access.js';
import { onlyMine } from '../scopes.js';
import type { RecordStore } from '../store.js';
import { type Call, checkParams, type OpenCall, requireScope } from './call.js';
import { refuseBy } from './guard.js';
import { readParams } from './params.js';

/** GET activities: the activity with all the store knows of it (xAPI 1.0.3 Communication 2.5). */
export async function getActivity(call: Call, store: RecordStore): Promise<void> {
  requireScope(call.principal, 'all/read', 'statements/read', 'statements/read/mine');
  checkParams(call, ['activityId'], ['activityId']);
  const params = readParams(call);
  const id = params.iri('activityId') ?? '';
  params.done();
  await refuseBy(call, 'activities');
  const definition = (await speaksOf(call.principal, id, store)) ? await store.activityDefinition(id) : undefined;
  call.reply.json({ objectType: 'Activity', id, ...(definition === undefined ? {} : { definition }) });
}

/** Who may read its own statements only learns of an activity what those speak of. */
async function speaksOf(principal: Principal, activity: string, store: RecordStore): Promise<boolean> {
  const authority = onlyMine(principal);
  if (authority === undefined) return true;
  const own = await store.find({ authority, activity, relatedActivities: true, limit: 1 });
  return own.statements.length > 0;
}

/** GET agents: a person made of what was seen with one identifier (xAPI 1.0.3 Communication 2.4). */
export async function getPerson(call: Call, store: RecordStore): Promise<void> {
  requireScope(call.principal, 'all/read', 'statements/read');
  checkParams(call, ['agent'], ['agent']);
  const params = readParams(call);
  params.identity('agent', false);
  const agent = params.json('agent');
  params.done();
  await refuseBy(call, 'agents');
  const names = new Set(await store.agentNames(identityOf(agent) ?? ''));
  const own = textAt(agent, 'name');
  if (own !== undefined) names.add(own);
  const lists = Object.fromEntries(Object.keys(identifierOf(agent)).map((key) => [key, listAt(agent, key)]));
  call.reply.json({ objectType: 'Person', ...(names.size > 0 ? { name: [...names] } : {}), ...lists });
}

/** GET about: the editions that are spoken here (xAPI 1.0.3 Communication 2.8). */
export function getAbout(call: OpenCall): void {
  checkParams(call, [], []);
  call.reply.json({ version: ['1.0.3', '2.0.0'], extensions: {} });
}
