import type { Generated } from 'kysely';
import type { SignInTables } from './sign-in-tables.js';

/**
 * The tables of tracking, the same in every database. Days are those of `days.ts`, times milliseconds
 * since the epoch. Names and mail addresses stand in `people` and nowhere else.
 */
export interface TrackingTables extends SignInTables {
  /** Whom the roster names: one row an account of the statewide LMS. */
  people: {
    id: Generated<number>;
    /** UserID of the account import, as it came; `user_key` is the same in lower case and unique. */
    user_id: string;
    user_key: string;
    last_name: string;
    first_name: string;
    email: string;
    /** 0 or 1: whether the account is in use. */
    active: number;
    /** Id of the county (`modules/_organizations`), or null for an organization that is none. */
    county: string | null;
    /** Id of the academy that serves the county today, or null. */
    academy: string | null;
    /** OrganizationName as it came. */
    organization: string;
    /** Role that requirements speak of, or null where no rule gives one. */
    role: string | null;
    /** EmployeeType, RTAJobTitle, RTADepartment, AreaOfAssignment as they came. */
    employee_type: string;
    job_title: string;
    department: string;
    area: string;
    /** Days. */
    hired: number | null;
    transferred: number | null;
    /** AssocLMSID as it came. */
    lms_id: string;
    updated: number;
    /** Last and first name as they are searched for: without accents and capitals. */
    name_key: Generated<string>;
    /** What of the person's standings was written last, in short: the same again needs no look at them. */
    standings_mark: Generated<string>;
  };
  /** By what a learning management system or a record store may call a person: lower case. */
  person_names: { name: string; person_id: number };
  /** Whom statements name: an account, opaque where it came through the collector or a pull. */
  learners: {
    id: Generated<number>;
    /** `identityOf` the actor. */
    identity: string;
    account: string;
    home_page: string;
    /** Null for somebody whom the roster does not know. */
    person_id: number | null;
  };
  /** One learner, module and registration: what statements say of it, folded. */
  attempts: {
    id: Generated<number>;
    learner_id: number;
    /** Id of the module: `cpm-foundations`. */
    module: string;
    /** UUID, or '' for statements without one. */
    registration: string;
    /** Id of the target, or null. */
    target: string | null;
    /** 0 or 1: 0 while only an LMS has spoken of it (launched, satisfied), which is no start of learning. */
    begun: Generated<number>;
    /** Version in which it was completed, or else the one seen last; null when no statement says it. */
    version: string | null;
    first_at: number;
    last_at: number;
    completed_at: number | null;
    passed_at: number | null;
    failed_at: number | null;
    /** Whole percent of the pages seen, 0 to 100. */
    progress: number;
    /** Best score of all tries, 0 to 1. */
    score: number | null;
    /** Score of the pre-test, 0 to 1. */
    pre_test: number | null;
    /** Tries that were handed in, without the pre-test. */
    tries: number;
    seconds: number;
    /** All that is known, as JSON: what the next statements are joined to. */
    state: string;
  };
  /** One answer: of a try as handed in, or of a knowledge check each time. */
  item_results: {
    attempt_id: number;
    /** Id of the question. */
    item: string;
    /** From 1; 0 is the pre-test, -1 a knowledge check. */
    try: number;
    /** Id of the statement, lower case. */
    statement: string;
    /** Denormalized, since item statistics are asked by module and version. */
    module: string;
    version: string | null;
    learner_id: number;
    /** 0 to 1; null where no answer is right or wrong. */
    score: number | null;
    /** As the statement says it; null for a type that keeps answers private. */
    response: string | null;
    seconds: number | null;
    at: number;
  };
  /** One page in one attempt. */
  page_visits: {
    attempt_id: number;
    module: string;
    version: string | null;
    /** Id of the page. */
    page: string;
    first_at: number;
    /** Time on it, as far as the next statement of the session tells; null where none does. */
    seconds: number | null;
  };
  /** What a person has done that a requirement may ask for, whatever told of it. */
  achievements: {
    id: Generated<number>;
    person_id: number;
    /** Id of the module, class or field activity. */
    item: string;
    /** `statements`, `attendance`, or the name of a completion file's system. */
    source: string;
    /** Day. */
    done: number;
    version: string | null;
    /** 0 to 1. */
    score: number | null;
    /** Null: what the curriculum says. */
    hours: number | null;
    /** Where it took place: id of an academy, or null. */
    place: string | null;
    /** Number of the attempt, or file, row and day: how the figure is opened. */
    reference: string;
  };
  /**
   * One person, one requirement, one of its items ('' is the requirement as a whole). What depends on today is worked
   * out when it is asked: overdue is `due < today`, and not done or to be renewed.
   */
  standings: {
    person_id: number;
    requirement: string;
    item: string;
    /** Denormalized from `people`: what reports are cut by. */
    county: string | null;
    academy: string | null;
    role: string | null;
    /** 0 or 1: begun and not done. */
    begun: number;
    /** Day on which it was done last; null when it is not, or no accepted version was. */
    done: number | null;
    version: string | null;
    /** 0 or 1: done or begun in a version older than the current one. */
    outdated: number;
    /** Day by which it has to be done, or was (of what is done once), or has to be done again; null without one. */
    due: number | null;
    hours: number;
  };
  /** How far the fold has come: row 1. Row 2 is there while facts are made anew, in tables beside those that are read. */
  fold: {
    one: number;
    /** Cursor of the last statement taken in, or ''. */
    cursor: string;
    /** Id of that statement: no longer there under this cursor when the record store was replaced by an older copy. */
    last_id: Generated<string>;
    /** `removals` of the record store when it was read. */
    removals: number;
    /** Grows with every change of facts: what reports may remember is of one revision. */
    revision: number;
    /** Everything stored up to this time is in it. */
    through: number;
    /** What folded it: another means that all has to be folded anew. */
    rules: string;
  };
  /** Sources besides the own record store, and how far each was read. */
  pulls: {
    url: string;
    /** Where to go on: `more` of the last page, or ''. */
    more: string;
    /** Stored up to this time has been read. */
    since: number;
    updated: number;
    failures: number;
    last_error: string | null;
  };
  /** What the curriculum, the roster's last import and the like said when standings were made. */
  tracking_settings: { name: string; value: string };
  /** Certificates that were given out; whose name is on them, `people` says. */
  certificates: {
    code: string;
    person_id: number;
    /** `requirement/<id>` or `item/<id>`. */
    subject: string;
    /** Day. */
    done: number;
    title: string;
    hours: number;
    provider: string;
    issued: number;
  };
  tracking_version: { version: number; applied: number };
}
