import type { Collector } from '../packager/collector.js';
import { exitCodes, StopError } from './stop.js';

/** The collector of `--collector` and `--key`; null without either. No message repeats the secret. */
export function collectorOf({ collector, key }: { collector?: string; key?: string }): Collector | null {
  if (collector === undefined && key === undefined) return null;
  if (collector === undefined) throw wrong('--key has no use without --collector.', 'name both, or none.');
  if (key === undefined)
    throw wrong(
      '--collector needs --key, a package key.',
      'make one with: npx cpm credentials add --package --label NAME',
    );
  const [, id, secret] = /^([^:\s]{1,100}):([^:\s]{1,200})$/.exec(key) ?? [];
  if (id === undefined || secret === undefined)
    throw wrong(
      'The value of --key is no package key.',
      'write id and secret with a colon between: --key 3f2a:secret.',
    );
  return { url: addressOf(collector), id, secret };
}

function addressOf(text: string): string {
  const hint = 'write it as LMSs reach it, for example --collector https://training.example.org/collector/.';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol))
    throw wrong('--collector names no web address.', hint);
  if (url.username !== '' || url.password !== '') throw wrong('--collector holds a user or password.', hint);
  if (url.search !== '' || url.hash !== '') throw wrong('--collector has a query or a fragment.', hint);
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

function wrong(message: string, hint: string): StopError {
  return new StopError(`${message}\nhint: ${hint}`, exitCodes.usage);
}
