import type { Deviation } from './deviation.js';
import { orderDeviations } from './order-deviations.js';
import { resultDeviations } from './result-deviations.js';
import { startDeviations } from './start-deviations.js';
import { statementDeviations } from './statement-deviations.js';

/** For each rule, clients broken in just that rule. */
export const deviations: readonly Deviation[] = [
  ...startDeviations,
  ...statementDeviations,
  ...orderDeviations,
  ...resultDeviations,
];
