import { createHash } from 'node:crypto';
import type { ShownFault } from './catalogue.js';
import type { LiveDesk, LiveSight } from './live-desk.js';
import { playAddress, sentence, withCode } from './modules-page.js';

/** What `templates/server/live.hbs` shows. */
export function livePage(sight: LiveSight, { target }: LiveDesk, base: string): object {
  const { id, title } = sight;
  return {
    pageTitle: title,
    title,
    target: target.title,
    play: base + playAddress(id, target.id),
    events: `${base}/dev-events?module=${encodeURIComponent(id)}`,
    faultsAt: `${base}${liveAddress(id)}/faults`,
    look: lookOf(sight),
    said: liveSaid(sight),
    ...liveFaults(sight),
  };
}

/** What `templates/server/live-faults.hbs` shows. */
export function liveFaults({ faults, advice, build }: LiveSight): object {
  return {
    count: plural(faults.length, 'fault'),
    consequence:
      build === null
        ? 'The module is shown as soon as nothing is wrong.'
        : 'Below is the module as it was before. It follows as soon as nothing is wrong.',
    faults: faults.map(shown),
    adviceCount: plural(advice.length, 'piece', 'pieces'),
    advice: advice.map(shown),
  };
}

/** What `templates/server/live-list.hbs` shows. */
export function liveList(desk: LiveDesk, base: string): object {
  const modules = desk.modules();
  const faulty = modules.filter(({ faults }) => faults.length > 0).length;
  return {
    summary: `${plural(modules.length, 'module')}${faulty > 0 ? `, ${faulty} with faults` : ''}. This list follows your files.`,
    isEmpty: modules.length === 0,
    events: `${base}/dev-events`,
    look: lookOfList(desk),
    modules: modules.map(({ id, title, faults, advice }) => ({
      id,
      title,
      address: base + liveAddress(id),
      faultCount: faults.length > 0 ? plural(faults.length, 'fault') : null,
      first: faults[0] ? shown(faults[0]) : null,
      adviceCount: advice.length > 0 ? `${plural(advice.length, 'piece', 'pieces')} of advice` : null,
    })),
  };
}

/** Another text when something on the page of a module has changed besides what is played. */
export function lookOf({ title, faults, advice }: LiveSight): string {
  return digest([title, faults, advice]);
}

/** Another text when something on the list has changed. */
export function lookOfList(desk: LiveDesk): string {
  return digest(desk.modules());
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

/** How a module stands, in a sentence. */
export function liveSaid({ build, builtAt, faults }: LiveSight): string {
  const from = builtAt === null ? '' : new Date(builtAt).toLocaleTimeString('en-US').toLowerCase();
  if (faults.length === 0) return build === null ? 'Building…' : `Up to date: built at ${from}.`;
  const many = plural(faults.length, 'fault');
  return build === null ? `${many}, and no good build yet.` : `${many}. Shown is the last good build, of ${from}.`;
}

function liveAddress(id: string): string {
  return `/dev/${encodeURIComponent(id)}`;
}

function shown(fault: ShownFault): object {
  return { ...fault, message: withCode(fault.message), hint: withCode(sentence(fault.hint)) };
}

function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
