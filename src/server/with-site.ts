import type { Engine } from '../html/engine.js';
import { roleNow } from './reader.js';

/** The engine with what every page of this server says of it: where it is, and the role of whoever reads. */
export function withSite(
  engine: Engine,
  site: { readonly base: string; readonly place: string; readonly signsIn: boolean },
): Engine {
  const nobody = site.signsIn ? 'nobody' : 'state';
  return {
    has: engine.has,
    render: (template, context) => engine.render(template, { ...site, role: roleNow.getStore() ?? nobody, ...context }),
  };
}
