import type { Servers } from '../../../src/server/app.js';

/** The panel's rows beside a launch, by label: what the stand-in LMS says of it now. */
export async function panelRows(
  servers: Pick<Servers, 'origin'>,
  path: string,
  launch: string,
): Promise<Record<string, string>> {
  const response = await fetch(`${servers.origin}/play/${path}/launches/${launch}/events`);
  if (!response.ok || !response.body) throw new Error(`${response.status}: ${await response.text()}`);
  let rows: Record<string, string> = {};
  let text = '';
  // The stream begins with all that happened so far, and `session` is the last of that.
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = JSON.parse(event.replace(/^data: /, ''));
      if (data.type === 'holdings')
        rows = Object.fromEntries(
          data.holdings.rows.map((row: { label: string; value: string }) => [row.label, row.value]),
        );
      if (data.type === 'session') return rows;
    }
  }
  throw new Error('The stream of events ended early');
}

/** The rules that a session broke, as the panel says: `A7` ... in the order in which they were broken. */
export async function brokenRules(servers: Pick<Servers, 'origin'>, path: string, launch: string): Promise<string[]> {
  const { Conformance = '' } = await panelRows(servers, path, launch);
  if (Conformance === 'no rule broken so far') return [];
  const [, ids] = /^broke (A\d+(?:, A\d+)*)\. /.exec(Conformance) ?? [];
  if (ids === undefined) throw new Error(`The panel says: ${Conformance}`);
  return ids.split(', ');
}
