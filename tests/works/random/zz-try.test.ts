import fc from 'fast-check';
import { Session } from 'node:inspector/promises';
import { it } from 'vitest';
import { anyRound } from './any-module.js';
import { openRandomWorkshop } from './workshop.js';
import { playModule } from './play-module.js';
it('x', async () => {
  const w = await openRandomWorkshop();
  const go = async (seed: number, numRuns: number) => {
    const t: Record<string, number> = {};
    const time = async <T>(k: string, f: () => T | Promise<T>) => { const a = process.cpuUsage(); const r = await f(); const b = process.cpuUsage(a); t[k] = (t[k] ?? 0) + (b.user + b.system) / 1000; return r; };
    let i = 0;
    const all = await time('gen', () => fc.sample(anyRound, { numRuns, seed }).flat());
    for (const m of all) { const id = `m-${i++}`; const c = await time('check', () => w.check(id, m)); await time('play', () => { if (c.module) playModule(c.module, '1'); }); w.forget(id); }
    console.log(all.length, t);
  };
  await go(1, 10);
  const s = new Session(); s.connect();
  await s.post('Profiler.enable'); await s.post('Profiler.start');
  await go(2, 20);
  const { profile } = await s.post('Profiler.stop');
  const self = new Map<string, number>(), incl = new Map<string, number>();
  const dt = profile.timeDeltas ?? [];
  const byId = new Map(profile.nodes.map((n) => [n.id, n]));
  const parent = new Map<number, number>();
  for (const n of profile.nodes) for (const c of n.children ?? []) parent.set(c, n.id);
  const key = (id: number) => { const n = byId.get(id)!; return n.callFrame.functionName + ' ' + n.callFrame.url.split('/').slice(-3).join('/') + ':' + n.callFrame.lineNumber; };
  profile.samples?.forEach((id, i) => { const k = key(id); self.set(k, (self.get(k) ?? 0) + dt[i]!); const seen = new Set<string>(); for (let at: number | undefined = id; at !== undefined; at = parent.get(at)) { const q = key(at); if (!seen.has(q)) { seen.add(q); incl.set(q, (incl.get(q) ?? 0) + dt[i]!); } } });
  const show = (m: Map<string, number>, n: number) => console.log([...m].filter(([k]) => !k.startsWith('(idle')).sort((a, b) => b[1] - a[1]).slice(0, n).map(([k, v]) => (v / 1000).toFixed(0) + ' ms ' + k).join('\n'));
  show(self, 40); console.log('-----incl'); show(incl, 110);
  w.close();
});
