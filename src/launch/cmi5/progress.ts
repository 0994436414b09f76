import * as z from 'zod';

/** How far a session has come, as it is kept with it: times in milliseconds since the epoch. */
export const progressShape = z.object({
  launchDataRead: z.boolean().default(false),
  preferencesRead: z.boolean().default(false),
  /** Timestamp of Initialized; null before. */
  initializedAt: z.number().nullable().default(null),
  /** Latest timestamp of the session. */
  lastAt: z.number().default(0),
  terminated: z.boolean().default(false),
  /** When Terminated came, by the LMS's clock. */
  terminatedAt: z.number().nullable().default(null),
  /** Verbs of the session's cmi5-defined statements. */
  sent: z.array(z.string()).readonly().default([]),
  /** In the registration, by whatever session. */
  completed: z.boolean().default(false),
  passed: z.boolean().default(false),
  /** Activity ids that were called satisfied before the session. */
  satisfied: z.array(z.string()).readonly().default([]),
  /** Blocks and course that wait for other units than this one: those of a registration are open one at a time. */
  waiting: z.array(z.string()).readonly().default([]),
});

export type Progress = Readonly<z.infer<typeof progressShape>>;
