import path from 'node:path';
import { formatDiagnostic } from '../diagnostics.js';
import type { Io } from './io.js';
import { exitCodes, StopError } from './stop.js';

export async function start(io: Io, options: { port: string; data?: string; modules?: string }): Promise<void> {
  void io; void options; void path; void formatDiagnostic; void exitCodes; void StopError;
}
