import { setFlagsFromString } from 'node:v8';

type Libxml = typeof import('libxml2-wasm');

let loading: Promise<Libxml> | undefined;

/**
 * The XML library, on first use: a command that reads no package need not pay for its WebAssembly.
 * Its code runs for some milliseconds a manifest. Left alone, V8 would compile it a second time, optimized, in the
 * background, which measured 0.2 to 0.3 CPU seconds a process and saved nothing; so its first compilation stays.
 */
export function loadLibxml(): Promise<Libxml> {
  if (loading === undefined) {
    setFlagsFromString('--wasm-tiering-budget=1000000000');
    loading = import('libxml2-wasm');
  }
  return loading;
}
