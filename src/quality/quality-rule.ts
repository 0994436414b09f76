import type { FaultCode } from '../definition/fault.js';
import type { Diagnostic } from '../diagnostics.js';
import type { Written } from './written.js';

/** One kind of advice. */
export interface QualityRule {
  readonly code: Extract<FaultCode, `quality/${string}`>;
  advice(written: Written): readonly Diagnostic[];
}
